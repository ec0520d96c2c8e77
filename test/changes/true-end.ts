// How a set must have ended, whatever happened to the processes that carried it out.
import { expect } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { ChangeRecord } from '../../src/domain/change-set.ts';
import { Secret } from '../../src/domain/secret.ts';
import type { Store } from '../../src/store/api.ts';
import type { StoreOptions } from '../../src/store/database.ts';
import { openStore } from '../../src/store/store.ts';
import { verifyAudit } from '../../src/store/verify-audit.ts';
import { createDatabase, type DatabaseKind } from '../support/databases.ts';
import type { ProcessRig, StoreConfig } from './processes.ts';
import type { Ledger } from './relay.ts';
import { untruths } from './tries.ts';
import { askUpstream } from './upstream.ts';
import type { Wished } from './wishes.ts';

const QUIET = { info: () => undefined, warn: () => undefined, error: () => undefined };
const EVERY = 100_000;

/** A database of a test's own, as processes are told of it and as the test looks into it. */
export interface TestDatabase {
  readonly config: StoreConfig;
  readonly options: StoreOptions;
  drop(): Promise<void>;
}

export async function databaseOf(kind: DatabaseKind, folder: string): Promise<TestDatabase> {
  if (kind === 'PGlite') {
    const directory = join(folder, 'data');
    const config = { directory };
    return { config, options: { kind: 'embedded', directory }, drop: () => Promise.resolve() };
  }
  const { url, drop } = await createDatabase();
  return { config: { url }, options: { kind: 'postgres', url: new Secret(url), poolSize: 3 }, drop };
}

/**
 * The newest set has a change for each wish; each came to what is so at its provider, and went there successfully once at
 * most; the log of all sets is whole and tells of each change. Gives how many came to what. No process may have the database of a directory open.
 */
export async function expectTrueEnd(
  { fleet, ledger }: Pick<ProcessRig, 'fleet' | 'ledger'>,
  { options }: Pick<TestDatabase, 'options'>,
  wishes: readonly Wished[],
): Promise<Readonly<Record<string, number>>> {
  const chain = await verifyAudit(options, QUIET);
  expect(chain).toMatchObject({ ok: true, firstBad: null });
  const store = await openStore(options, {
    now: Date.now,
    newId: randomUUID,
    log: QUIET,
    every: () => () => undefined,
  });
  try {
    const records = await newestRecords(store);
    expect(records.map(({ change }) => nameOf(change.action, change))).toEqual(
      wishes.map(({ action, target }) =>
        nameOf(action, { ...target, assignee: { externalId: target.externalId } }),
      ),
    );
    expect(await untruths(records, askUpstream(fleet), true)).toEqual([]);
    const told = await store.auditEvents({ setId: records[0]?.setId ?? '' }, null, EVERY);
    const changeIds = new Set(told.flatMap(({ changeId }) => changeId ?? []));
    expect(changeIds).toEqual(new Set(records.map(({ change }) => change.id)));
    expect(writtenTwice(ledger)).toEqual([]);
    const ends = records.map(({ outcome, problem, change }) =>
      [outcome, problem?.providerCode ?? problem?.code, problem && change.accountKey]
        .filter(Boolean)
        .join(' '),
    );
    return Object.fromEntries([...Map.groupBy(ends, (end) => end)].map(([end, all]) => [end, all.length]));
  } finally {
    await store.close();
  }
}

async function newestRecords(store: Store): Promise<readonly ChangeRecord[]> {
  const [newest] = await store.sets({}, null, 1);
  return await store.changesOf(newest?.id ?? '', { limit: EVERY });
}

function nameOf(
  action: string,
  of: { readonly licenseId: string; readonly assignee: { readonly externalId: string } },
): string {
  return `${action} ${of.licenseId} ${of.assignee.externalId}`;
}

/** What went successfully to a provider more than once, and in which calls of whom. */
function writtenTwice({ written }: Ledger): string[] {
  return [...Map.groupBy(written, ({ target }) => target)].flatMap(([target, all]) => {
    const calls = all.map(({ call, source }) => `call ${call} of the ${source}`);
    return calls.length > 1 ? [`${target} in ${calls.join(' and in ')}`] : [];
  });
}
