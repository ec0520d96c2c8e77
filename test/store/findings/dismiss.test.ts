// Findings that are no matter: for whom, until when, and what the audit log has of it.
import { beforeEach, describe, expect, it } from '@jest/globals';
import { only } from '../../support/assertions.ts';
import { DATABASES } from '../../support/databases.ts';
import { dayOf, seedInventory, someInventory } from '../../support/inventory-rows.ts';
import { useStore } from '../../support/store.ts';
import { EVERYTHING } from '../inventory/read-rig.ts';
import { writeFindings, type MadeFinding } from './made-findings.ts';

const ROWS = someInventory(15);
const HOLDING = ROWS.holdings.find(({ accountNo, validTo }) => accountNo === 1 && validTo === null);

/** Closed, open again, another rule about the same holding, and one in another account. */
const FINDINGS: readonly MadeFinding[] = [
  { id: 1, accountNo: 1, code: 'IDLE_HOLDER', closedAt: dayOf(20) },
  { id: 2, accountNo: 1, code: 'IDLE_HOLDER', closedAt: null },
  { id: 3, accountNo: 1, code: 'HOLDER_INACTIVE', closedAt: null },
  { id: 4, accountNo: 2, code: 'SWEEP_HELD', closedAt: null },
].map((row) => ({
  ...(row as MadeFinding),
  licenseId: row.accountNo === 1 ? (HOLDING?.licenseId ?? 0) : null,
  assigneeId: row.accountNo === 1 ? (HOLDING?.assigneeId ?? 0) : null,
  key: null,
  severity: 1,
  confidence: 1,
  seats: 1,
  evidence: {},
  firstAt: dayOf(10),
  lastAt: dayOf(11),
}));

const BY = { principal: 'ann', reason: 'on leave', ticket: 'T-1', visible: EVERYTHING };
const dismissal = (until: string | null) => ({ by: 'ann', at: dayOf(60), reason: 'on leave', until });

describe.each(DATABASES)('findings on %s, dismissed', (database) => {
  const rig = useStore(database);
  const { store, clock } = rig;

  beforeEach(async () => {
    await seedInventory(rig, ROWS);
    await writeFindings(rig, { findings: FINDINGS, dismissals: [] });
  });

  const dismissedOnes = async (): Promise<readonly number[]> => {
    const found = await store.findingsById(EVERYTHING, [1, 2, 3, 4]);
    return found.filter(({ dismissal: it }) => it !== null).map(({ id }) => id);
  };
  const actions = async () =>
    (await store.auditEvents({}, null, 99)).map(({ action, principal, reason, ticket, accountKey }) => [
      action,
      principal,
      reason,
      ticket,
      accountKey,
    ]);

  it('are so for their subject, for good or until a day, with an entry for each', async () => {
    expect(
      await store.dismissFindings({ ...BY, ids: [2, 77, 2, 4], dismissal: dismissal('2031-05-03') }),
    ).toEqual([2, 4]);
    // The one before it was about the same.
    expect(await dismissedOnes()).toEqual([1, 2, 4]);
    expect(await store.countFindings({ visible: EVERYTHING, filter: {} })).toBe(1);
    const [first, second, ...more] = await actions();
    expect([first, second, more]).toEqual([
      ['DISMISS_FINDING', 'ann', 'on leave', 'T-1', 'acme'],
      ['DISMISS_FINDING', 'ann', 'on leave', 'T-1', 'fleet'],
      [],
    ]);
    const [entry] = await store.auditEvents({}, null, 1);
    const finding = only(await store.findingsById(EVERYTHING, [2]));
    expect(entry).toMatchObject({
      licenseId: finding.licenseId,
      assignee: finding.assignee,
      finding: { code: 'IDLE_HOLDER', key: null, until: '2031-05-03' },
    });
    expect(finding.dismissal).toEqual(dismissal('2031-05-03'));
    clock.now = Date.parse('2031-05-02T23:59:59.000Z');
    expect(await dismissedOnes()).toEqual([1, 2, 4]);
    clock.now = Date.parse('2031-05-03T00:00:00.000Z');
    expect(await dismissedOnes()).toEqual([]);
    expect(await store.verifyChain()).toMatchObject({ ok: true, checked: 2 });
  });

  it('are so by the last word, and matter again when that is taken back', async () => {
    await store.dismissFindings({ ...BY, ids: [2], dismissal: dismissal('2031-05-03') });
    await store.dismissFindings({ ...BY, ids: [1, 2], dismissal: dismissal(null) });
    expect(only(await store.findingsById(EVERYTHING, [2])).dismissal).toEqual(dismissal(null));
    clock.now = Date.parse('2041-05-03T00:00:00.000Z');
    expect(await dismissedOnes()).toEqual([1, 2]);
    expect(await store.dismissFindings({ ...BY, ids: [2, 3], dismissal: null })).toEqual([2, 3]);
    expect(await dismissedOnes()).toEqual([]);
    const entries = await store.auditEvents({}, null, 99);
    // Nobody had dismissed the other one.
    expect(entries.map(({ action, finding }) => [action, finding?.code, finding?.until])).toEqual([
      ['DISMISS_FINDING', 'IDLE_HOLDER', '2031-05-03'],
      ['DISMISS_FINDING', 'IDLE_HOLDER', null],
      ['DISMISS_FINDING', 'IDLE_HOLDER', null],
      ['RESTORE_FINDING', 'IDLE_HOLDER', null],
    ]);
    expect(await store.verifyChain()).toMatchObject({ ok: true, checked: 4 });
  });

  it('are so only by those who see them', async () => {
    const stranger = { ...BY, visible: ['fleet'] };
    expect(
      await store.dismissFindings({ ...stranger, ids: [1, 2, 3, 4], dismissal: dismissal(null) }),
    ).toEqual([4]);
    expect(await dismissedOnes()).toEqual([4]);
    expect(await store.dismissFindings({ ...BY, visible: ['acme'], ids: [4], dismissal: null })).toEqual([]);
    expect(await dismissedOnes()).toEqual([4]);
    expect(await actions()).toHaveLength(1);
  });
});
