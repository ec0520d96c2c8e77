// How long closed findings and dismissals are kept, and what keeps the row of an assignee.
import { describe, expect, it } from '@jest/globals';
import { DATABASES } from '../../support/databases.ts';
import { insertInto } from '../../support/inventory-rows.ts';
import { useStore } from '../../support/store.ts';
import { ago, NOW, writeFixture } from './rule-fixtures.ts';

const FOR_EVER = { history: null, events: null, seatCounts: null, sweeps: null, findings: null };
const DAY_MS = 86_400_000;

describe.each(DATABASES)('findings kept on %s', (database) => {
  const rig = useStore(database);
  const { store, clock, query } = rig;
  const ids = async (table: string, column: string) =>
    (await query(`select ${column} as id from ${table} order by 1`)).map(({ id }) => id);
  const grade = { severity: 1, confidence: 1, seats: 1, evidence: {}, firstAt: ago(200), lastAt: ago(120) };
  const finding = (id: number, code: string, closedAt: string | null, over: object = {}) => ({
    ...grade,
    id,
    accountNo: 1,
    code,
    closedAt,
    ...over,
  });

  it('are those that are open, and those that were closed lately', async () => {
    await writeFixture(rig, {});
    await insertInto(rig, 'findings', [
      finding(1, 'IDLE_HOLDER', null, { assigneeId: 1, licenseId: 1 }),
      finding(2, 'IDLE_HOLDER', ago(100), { assigneeId: 1, licenseId: 1 }),
      finding(3, 'DUPLICATE_PERSON', ago(89), { key: 'ann@acme.test' }),
    ]);
    expect(await store.retainInventory(FOR_EVER, 100)).toMatchObject({ findings: 0 });
    expect(await store.retainInventory({ ...FOR_EVER, findings: 101 }, 100)).toMatchObject({ findings: 0 });
    clock.now = NOW + 2 * DAY_MS;
    // Whatever the setting: an address is told of a person.
    expect(await store.retainInventory(FOR_EVER, 100)).toMatchObject({ findings: 1 });
    expect(await ids('findings', 'id')).toEqual([1, 2]);
    expect(await store.retainInventory({ ...FOR_EVER, findings: 101 }, 100)).toMatchObject({ findings: 1 });
    expect(await ids('findings', 'id')).toEqual([1]);
  });

  it('keep the row of an assignee, and a dismissal goes with it, or when its day has come', async () => {
    await writeFixture(rig, { holdings: [], licenses: [] });
    await query(`update assignees set gone_at = '${ago(95)}', facts = '{}', search = ''`);
    const dismissal = (assigneeId: number, until: string | null) => ({
      accountNo: 1,
      code: 'ORPHAN',
      licenseId: 1,
      assigneeId,
      by: 'ann',
      at: ago(100),
      until,
    });
    await insertInto(rig, 'findings', [finding(1, 'ORPHAN', ago(93), { assigneeId: 1, licenseId: 1 })]);
    await insertInto(rig, 'finding_dismissals', [
      dismissal(1, null),
      dismissal(9, null),
      dismissal(2, '2031-05-01'),
    ]);
    expect(await store.retainInventory(FOR_EVER, 100)).toMatchObject({ forgotten: 1, dismissals: 2 });
    expect(await ids('assignees', 'id')).toEqual([1]);
    expect(await ids('finding_dismissals', 'assignee_id')).toEqual([1]);
    expect(await store.retainInventory({ ...FOR_EVER, findings: 90 }, 100)).toMatchObject({
      findings: 1,
      forgotten: 1,
    });
    expect(await ids('finding_dismissals', 'assignee_id')).toEqual([]);
  });

  it('go with an account that is not configured any more', async () => {
    await writeFixture(rig, { account: { removedAt: ago(31) } });
    await insertInto(rig, 'findings', [finding(1, 'IDLE_HOLDER', null, { assigneeId: 1, licenseId: 1 })]);
    await insertInto(rig, 'finding_dismissals', [
      { accountNo: 1, code: 'IDLE_HOLDER', by: 'ann', at: ago(1) },
    ]);
    await insertInto(rig, 'finding_looks', [{ accountNo: 1, code: 'IDLE_HOLDER', at: ago(1) }]);
    // A piece at a time.
    expect(await store.retainInventory(FOR_EVER, 1)).toMatchObject({ ofRemoved: 1, more: true });
    expect(await ids('findings', 'id')).toEqual([]);
    await store.retainInventory(FOR_EVER, 100);
    for (const table of ['inventory_accounts', 'finding_dismissals', 'finding_looks']) {
      expect(await query(`select from ${table}`)).toEqual([]);
    }
  });
});
