// Filters of the inventory by findings: what a loop over the findings gives, on both databases.
import { describe, expect, it } from '@jest/globals';
import { FINDING_CODES, type FindingCode } from '../../../src/domain/insight/finding.ts';
import { DATABASES } from '../../support/databases.ts';
import { someInventory } from '../../support/inventory-rows.ts';
import { EVERYTHING, heldAt } from '../inventory/read-rig.ts';
import { someFindings, subjectOf, useMadeFindings } from './made-findings.ts';

const ROWS = someInventory(15);
const MADE = someFindings(3, ROWS);
/** That of the clock of the store. */
const TODAY = '2031-05-01';
const ALL = { visible: EVERYTHING, asOf: null, first: 100_000, after: null } as const;
const SORT = { field: 'NAME', direction: 'ASC' } as const;

const dismissed = new Set(
  MADE.dismissals.filter(({ until }) => until === null || until > TODAY).map((one) => subjectOf(one)),
);

/** Keys of the licenses or assignees of open findings of these rules that nobody has dismissed. */
function found(side: 'licenseId' | 'assigneeId', codes: readonly FindingCode[]): Set<number | null> {
  const open = MADE.findings.filter(
    (row) => row.closedAt === null && codes.includes(row.code) && !dismissed.has(subjectOf(row)),
  );
  return new Set(open.map((row) => row[side]));
}

const CASES = [...FINDING_CODES.map((code) => [code]), [...FINDING_CODES], []].map(
  (codes) => [codes.join(), codes] as const,
);

describe.each(DATABASES)('by findings on %s', (database) => {
  const rig = useMadeFindings(database, { rows: ROWS, made: MADE });

  it.each(CASES)('licenses are those that findings of %s are about', async (_names, findings) => {
    const filter = { findings, listed: null };
    const about = found('licenseId', findings);
    const expected = ROWS.licenses.filter(({ id }) => about.has(id)).map(({ id }) => id);
    const { rows } = await rig.store.findLicenses({ ...ALL, filter, sort: SORT });
    expect(new Set(rows.map(({ place }) => place.id))).toEqual(new Set(expected));
    expect(await rig.store.countLicenses({ ...ALL, filter })).toBe(expected.length);
  });

  it.each(CASES)('holders are those that findings of %s are about', async (_names, findings) => {
    const about = found('assigneeId', findings);
    for (const kind of ['USER', 'DEVICE', 'ENTITY'] as const) {
      const expected = ROWS.assignees
        .filter((row) => row.kind === kind && row.goneAt === null && about.has(row.id))
        .map(({ id }) => id);
      const { rows } = await rig.store.findAssignees(kind, { ...ALL, filter: { findings }, sort: SORT });
      expect(new Set(rows.map(({ place }) => place.id))).toEqual(new Set(expected));
      expect(await rig.store.countAssignees(kind, { ...ALL, filter: { findings } })).toBe(expected.length);
    }
  });

  it('assignments are those of such users', async () => {
    const findings = ['IDLE_HOLDER', 'HOLDER_INACTIVE', 'ORPHAN'] as const;
    const about = found('assigneeId', findings);
    const users = new Set(ROWS.assignees.filter(({ kind }) => kind === 'USER').map(({ id }) => id));
    const expected = heldAt(ROWS, null).filter(
      ({ assigneeId }) => users.has(assigneeId) && about.has(assigneeId),
    );
    expect(expected.length).toBeGreaterThan(0);
    expect(await rig.store.countAssignments({ ...ALL, filter: { user: { findings } } })).toBe(
      expected.length,
    );
  });

  it('nobody is told of accounts that they do not see', async () => {
    const filter = { findings: FINDING_CODES, listed: null };
    expect(await rig.store.countLicenses({ ...ALL, visible: [], filter })).toBe(0);
    const inOne = found('licenseId', FINDING_CODES);
    const expected = ROWS.licenses.filter(({ id, accountNo }) => inOne.has(id) && accountNo === 1);
    const acme = await rig.store.countLicenses({ ...ALL, visible: ['acme'], filter });
    expect([acme, acme > 0]).toEqual([expected.length, true]);
  });
});
