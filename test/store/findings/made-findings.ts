// Findings made from a seed and written without the store: what lists and counts are compared with.
import {
  CONFIDENCES,
  FINDING_CODES,
  HOLDER_CODES,
  SEVERITIES,
  type FindingCode,
} from '../../../src/domain/insight/finding.ts';
import type { DatabaseKind } from '../../support/databases.ts';
import { dayOf, insertInto, seedInventory, type InventoryRows } from '../../support/inventory-rows.ts';
import { opened } from '../../support/lifecycle.ts';
import { createRandom, type Random } from '../../support/random.ts';
import { openRig, type Rig } from '../../support/store.ts';

export interface MadeFinding {
  readonly id: number;
  readonly accountNo: number;
  readonly code: FindingCode;
  readonly licenseId: number | null;
  readonly assigneeId: number | null;
  readonly key: string | null;
  readonly severity: number;
  readonly confidence: number;
  readonly seats: number;
  readonly evidence: Readonly<Record<string, string>>;
  readonly firstAt: string;
  readonly lastAt: string;
  readonly closedAt: string | null;
}

export interface MadeDismissal extends Pick<
  MadeFinding,
  'accountNo' | 'code' | 'licenseId' | 'assigneeId' | 'key'
> {
  readonly by: string;
  readonly at: string;
  readonly reason: string | null;
  readonly until: string | null;
}

export interface MadeFindings {
  readonly findings: readonly MadeFinding[];
  readonly dismissals: readonly MadeDismissal[];
}

/** Some hundred findings about the rows of an inventory, a part of them closed, or dismissed for a time or for good. */
export function someFindings(seed: number, rows: InventoryRows): MadeFindings {
  const random = createRandom(seed);
  const taken = new Set<string>();
  const findings = Array.from({ length: 400 }, (_, index) => someFinding(random, index + 1, rows)).filter(
    ({ accountNo, code, licenseId, assigneeId, key, closedAt }) => {
      const subject = JSON.stringify([accountNo, code, licenseId, assigneeId, key]);
      if (closedAt !== null) return true;
      return !taken.has(subject) && taken.add(subject) !== undefined;
    },
  );
  const subjects = new Map(findings.map((finding) => [subjectOf(finding), finding]));
  const dismissals = [...subjects.values()]
    .filter(() => random.chance(0.3))
    .map(({ accountNo, code, licenseId, assigneeId, key }) => ({
      accountNo,
      code,
      licenseId,
      assigneeId,
      key,
      by: 'ann',
      at: dayOf(50),
      reason: random.chance(0.5) ? 'known' : null,
      until: random.pick([null, '2031-04-30', '2031-05-01', '2031-05-02', '2031-09-01']),
    }));
  return { findings, dismissals };
}

/** What a dismissal is told by. */
export function subjectOf(
  it: Pick<MadeFinding, 'accountNo' | 'code' | 'licenseId' | 'assigneeId' | 'key'>,
): string {
  return JSON.stringify([it.accountNo, it.code, it.licenseId, it.assigneeId, it.key]);
}

function someFinding(random: Random, id: number, { holdings, licenses }: InventoryRows): MadeFinding {
  const code = random.pick(FINDING_CODES);
  const isOfHolder = (HOLDER_CODES as readonly string[]).includes(code);
  const holding = holdings[random.whole(0, 60)];
  const license = licenses[random.whole(0, licenses.length - 1)];
  if (holding === undefined || license === undefined) throw new Error('the inventory is empty');
  const about = isOfHolder
    ? {
        accountNo: holding.accountNo,
        licenseId: holding.licenseId,
        assigneeId: holding.assigneeId,
        key: null,
      }
    : {
        accountNo: license.accountNo,
        licenseId: random.chance(0.2) ? null : license.id,
        assigneeId: null,
        key: random.pick([null, '2031-04-01', 'a@b.test']),
      };
  const day = random.whole(0, 40);
  return {
    id,
    code,
    ...about,
    severity: random.whole(0, SEVERITIES.length - 1),
    confidence: random.whole(0, CONFIDENCES.length - 1),
    seats: isOfHolder ? 1 : random.whole(0, 30),
    evidence: { lastActiveAt: dayOf(day), total: String(id) },
    firstAt: dayOf(day),
    lastAt: dayOf(day + 5),
    closedAt: random.chance(0.3) ? dayOf(day + random.whole(6, 30)) : null,
  };
}

/** A store with these rows and findings, for the file or `describe` this is called in: no test changes it. */
export function useMadeFindings(
  database: DatabaseKind,
  { rows, made }: { readonly rows: InventoryRows; readonly made: MadeFindings },
): Rig {
  return opened(
    async () => {
      const rig = await openRig(database);
      await seedInventory(rig, rows);
      await writeFindings(rig, made);
      return rig;
    },
    (rig) => rig.close(),
  );
}

/** Writes findings into a store without any. */
export async function writeFindings(
  rig: Pick<Rig, 'query'>,
  { findings, dismissals }: MadeFindings,
): Promise<void> {
  await insertInto(rig, 'findings', findings);
  await insertInto(rig, 'finding_dismissals', dismissals);
  await rig.query(`select setval(pg_get_serial_sequence('findings', 'id'), 1000)`);
}
