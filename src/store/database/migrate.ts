// Brings the tables up to date. Kysely's migrator takes an advisory lock, so replicas that start together do it once.
import { Migrator, type Migration } from 'kysely/migration';
import { up as changeEngine } from './migrations/change-engine.ts';
import { up as wholeStory } from './migrations/whole-story.ts';
import { up as changeTargets } from './migrations/change-targets.ts';
import { up as changeTiming } from './migrations/change-timing.ts';
import { up as dismissalEntries } from './migrations/dismissal-entries.ts';
import { up as findingsKnown } from './migrations/findings-known.ts';
import { up as findings } from './migrations/findings.ts';
import { up as foldedLetters } from './migrations/folded-letters.ts';
import { up as hiddenNumbers } from './migrations/hidden-numbers.ts';
import { lookUpCalls, up as inventory, ownWrites } from './migrations/inventory.ts';
import { up as ownChanges } from './migrations/own-changes.ts';
import { up as pendingTrigrams } from './migrations/pending-trigrams.ts';
import { up as reclaims } from './migrations/reclaims.ts';
import { up as spellings } from './migrations/spellings.ts';
import { up as walkedIndexes } from './migrations/walked-indexes.ts';
import type { Database } from './database.ts';
import { storeError } from './failure.ts';
import { checkVersions } from './versions.ts';

/** By name, which is their order. A migration that was released is never changed. */
const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001-change-engine': { up: changeEngine },
  '0002-own-changes': { up: ownChanges },
  '0003-spellings': { up: spellings },
  '0004-whole-story': { up: wholeStory },
  '0005-change-timing': { up: changeTiming },
  '0006-change-targets': { up: changeTargets },
  '0007-inventory': { up: inventory },
  '0008-findings': { up: findings },
  '0009-reclaims': { up: reclaims },
  '0010-dismissal-entries': { up: dismissalEntries },
  '0011-pending-trigrams': { up: pendingTrigrams },
  '0012-findings-known': { up: findingsKnown },
  '0013-walked-indexes': { up: walkedIndexes },
  '0014-folded-letters': { up: foldedLetters },
  '0015-hidden-numbers': { up: hiddenNumbers },
  '0016-own-writes': { up: ownWrites },
  '0017-look-up-calls': { up: lookUpCalls },
};

/** In their order. */
export const MIGRATION_NAMES: readonly string[] = Object.keys(MIGRATIONS);

/**
 * Runs the migrations that have not run yet, however long they take, and returns their names. They name tables and columns as the database
 * does.
 */
export async function migrate({ db, openPatient }: Pick<Database, 'db' | 'openPatient'>): Promise<string[]> {
  const patient = openPatient?.();
  const provider = { getMigrations: () => Promise.resolve({ ...MIGRATIONS }) };
  try {
    await checkVersions(patient ?? db, MIGRATION_NAMES);
    const { error, results = [] } = await new Migrator({ db: patient ?? db, provider }).migrateToLatest();
    if (error !== undefined) throw storeError(error);
    return results.map(({ migrationName }) => migrationName);
  } finally {
    await patient?.destroy();
  }
}
