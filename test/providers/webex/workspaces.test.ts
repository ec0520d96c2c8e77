// Workspaces: their list, and looking them up by id.
import { beforeEach, describe, expect, it } from '@jest/globals';
import { codeIn, valueIn } from '../../support/assertions.ts';
import { listed } from '../../support/pages.ts';
import { useProvider } from '../../support/provider.ts';
import { testCall } from '../../support/runtime.ts';

const bench = useProvider('webex');
const { account } = bench;

const LIST = 'GET /workspaces';
const ONE = 'GET /workspaces/:id';
const NO_WORKSPACE = 'bm9ib2R5LW5vYm9keS1ub2JvZHk';

describe('the list of workspaces', () => {
  it('is one call for a hundred, with what each one holds', async () => {
    const rows = await listed(account.assignees.WORKSPACE);
    expect(bench.calls()).toEqual([LIST]);
    expect(rows).toHaveLength(12);
    expect(rows.every((row) => row.assignments !== undefined)).toBe(true);
    expect(rows.find((row) => row.displayName === 'HQ 3-Atlas')).toMatchObject({
      kind: 'WORKSPACE',
      callingType: 'webexCalling',
      hotdesking: false,
      supportedDevices: 'phones',
      locationId: expect.any(String),
      createdAt: expect.any(String),
      assignments: [{ status: 'ACTIVE', assignedAt: null, removalOn: null }],
    });
    const others = rows.filter((row) => row.callingType !== 'webexCalling');
    expect(others.map((row) => row.assignments)).toEqual(others.map(() => []));
    expect(others).not.toHaveLength(0);
  });
});

describe('workspaces by id', () => {
  it('are read one by one when there is one', async () => {
    const [first] = await listed(account.assignees.WORKSPACE);
    const id = first?.externalId ?? '';
    bench.forget();
    const found = await account.assignees.WORKSPACE.byIds([id], testCall());
    expect(bench.calls()).toEqual([ONE]);
    expect(valueIn(found, id)).toEqual(first);
  });

  it('are looked up in the list when there are more', async () => {
    const rows = await listed(account.assignees.WORKSPACE);
    const ids = rows.map((row) => row.externalId);
    bench.forget();
    const found = await account.assignees.WORKSPACE.byIds([...ids, NO_WORKSPACE], testCall());
    expect(bench.calls()).toEqual([LIST, ONE]);
    expect(ids.map((id) => valueIn(found, id))).toEqual(rows);
    expect(found.get(NO_WORKSPACE)).toBeNull();
  });

  it('that nobody has do not exist', async () => {
    const found = await account.assignees.WORKSPACE.byIds([NO_WORKSPACE], testCall());
    expect(found.get(NO_WORKSPACE)).toBeNull();
  });

  it('are read one by one when the list is refused', async () => {
    const ids = (await listed(account.assignees.WORKSPACE)).map((row) => row.externalId).slice(0, 2);
    bench.forget();
    bench.strike({ kind: 'error', status: 403 }, { path: '/workspaces$' });
    const found = await account.assignees.WORKSPACE.byIds(ids, testCall());
    expect(bench.calls()).toEqual([LIST, ONE, ONE]);
    expect(ids.map((id) => valueIn(found, id).externalId)).toEqual(ids);
  });
});

describe('a long list of workspaces', () => {
  const names = Array.from({ length: 250 }, (_, index) => `workspace-${String(index).padStart(3, '0')}`);
  const named = (id: string) => ({ id, calling: { type: 'none' } });
  let long: Awaited<ReturnType<typeof bench.stubbed>>;
  let isLinked = false;
  beforeEach(async () => {
    long = await bench.stubbed(({ url }) => {
      const { pathname, searchParams } = new URL(url, 'http://x');
      const [, , , id] = pathname.split('/');
      if (id !== undefined) return { body: named(id) };
      const start = Number(searchParams.get('start') ?? 0);
      const items = names.slice(start, start + 100).map(named);
      const link = `</v1/workspaces?start=${start + 100}>; rel="next"`;
      return { body: { items }, ...(isLinked && start + 100 < names.length && { headers: { link } }) };
    });
  });

  it.each([true, false])('is read to its end, links sent: %s', async (linked) => {
    isLinked = linked;
    const rows = await listed(long.account.assignees.WORKSPACE);
    expect(rows.map((row) => row.externalId)).toEqual(names);
    expect(long.requests).toHaveLength(3);
  });

  it('is left once reading one by one is cheaper', async () => {
    const wanted = [names[0], names[1], names[249]].map(String);
    const found = await long.account.assignees.WORKSPACE.byIds(wanted, testCall());
    expect(wanted.map((id) => valueIn(found, id).externalId)).toEqual(wanted);
    const asked = long.requests.map(({ method, url }) => `${method} ${url}`);
    expect(asked).toEqual(['GET /v1/workspaces?max=100', `GET /v1/workspaces/${names[249]}`]);
  });

  it('is left while half of the calls are left for reading one by one; what they do not come to is not told', async () => {
    const wanted = [names[0], names[245], names[246], names[247], names[248]].map(String);
    const call = { ...testCall(), purpose: 'SWEEP', allowance: { left: 4 } } as const;
    const found = await long.account.assignees.WORKSPACE.byIds(wanted, call);
    expect(long.requests).toHaveLength(4);
    expect(wanted.slice(0, 3).map((id) => valueIn(found, id).externalId)).toEqual(wanted.slice(0, 3));
    expect(wanted.slice(3).map((id) => codeIn(found, id))).toEqual(
      Array.from({ length: 2 }, () => 'UPSTREAM_TOO_MANY_PAGES'),
    );
  });
});
