import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Workspace } from '../../../src/domain/assignee.ts';
import type { Collection, ProviderAccount } from '../../../src/providers/provider.ts';
import { testRuntime } from '../../support/runtime.ts';
import {
  accountAt,
  operations,
  problemOf,
  rowsOf,
  startOrganisation,
  testCall,
  valueOf,
  type Organisation,
} from './organisation.ts';
import { serve, type HandMade } from './server.ts';

let organisation: Organisation;
beforeAll(async () => {
  organisation = await startOrganisation();
});
afterAll(() => organisation.close());
beforeEach(() => organisation.emulator.reset());

const LIST = 'GET /v1/workspaces';
const ONE = 'GET /v1/workspaces/:id';

function collectionOf(account: ProviderAccount): Collection<Workspace> {
  if (!account.workspaces) throw new Error('no workspaces');
  return account.workspaces;
}

function workspaces(): Collection<Workspace> {
  return collectionOf(organisation.account());
}

async function all(): Promise<readonly Workspace[]> {
  const collection = workspaces();
  return rowsOf((cursor) => collection.page(cursor, testCall()));
}

describe('the list of workspaces', () => {
  it('is one call for a hundred, with what each one holds', async () => {
    const { result, asked } = await organisation.counted(all);
    expect(operations(asked)).toEqual([LIST]);
    expect(result).toHaveLength(12);
    expect(result.every((row) => row.assignments !== undefined)).toBe(true);
    expect(result.find((row) => row.displayName === 'HQ 3-Atlas')).toMatchObject({
      kind: 'WORKSPACE',
      callingType: 'webexCalling',
      hotdesking: false,
      supportedDevices: 'phones',
      locationId: expect.any(String),
      createdAt: expect.any(String),
      assignments: [{ status: 'ACTIVE', assignedAt: null, removalOn: null }],
    });
    const others = result.filter((row) => row.callingType !== 'webexCalling');
    expect(others.map((row) => row.assignments)).toEqual(others.map(() => []));
    expect(others).not.toHaveLength(0);
  });

  it('leaves licenses unread where Webex leaves calling out', async () => {
    organisation.emulator.setSwitch('workspaceListCalling', false);
    const licensed = (await all()).filter((row) => row.callingType === 'webexCalling');
    expect(licensed).toHaveLength(9);
    for (const row of licensed) expect(row).not.toHaveProperty('assignments');
  });

  it('refuses cursors that are not its own', async () => {
    expect(await problemOf(workspaces().page('all-workspaces:start=1&x=2', testCall()))).toMatchObject({
      code: 'BAD_CURSOR',
    });
  });
});

describe('workspaces by id', () => {
  it('are read one by one when there is one', async () => {
    const [first] = await all();
    const id = first?.externalId ?? '';
    const { result, asked } = await organisation.counted(() => workspaces().byIds([id], testCall()));
    expect(operations(asked)).toEqual([ONE]);
    expect(valueOf(result, id)).toEqual(first);
  });

  it('are looked up in the list when there are more', async () => {
    const rows = await all();
    const ids = rows.map((row) => row.externalId);
    const { result, asked } = await organisation.counted(() =>
      workspaces().byIds([...ids, 'nobody'], testCall()),
    );
    expect(operations(asked)).toEqual([LIST]);
    expect(ids.map((id) => valueOf(result, id))).toEqual(rows);
    expect(result.get('nobody')).toBeNull();
  });

  it('that nobody has do not exist', async () => {
    const found = await workspaces().byIds(['bm9ib2R5LW5vYm9keS1ub2JvZHk'], testCall());
    expect(found.get('bm9ib2R5LW5vYm9keS1ub2JvZHk')).toBeNull();
  });

  it('are read one by one when the list is refused', async () => {
    const ids = (await all()).map((row) => row.externalId).slice(0, 2);
    organisation.emulator.fault({ path: '/workspaces$', fault: { kind: 'error', status: 403 } });
    const { result, asked } = await organisation.counted(() => workspaces().byIds(ids, testCall()));
    expect(operations(asked)).toEqual([LIST, ONE, ONE]);
    expect(ids.map((id) => valueOf(result, id).externalId)).toEqual(ids);
  });
});

describe('a long list of workspaces', () => {
  const names = Array.from({ length: 250 }, (_, index) => `workspace-${String(index).padStart(3, '0')}`);
  const bare = (id: string) => ({ id, calling: { type: 'none' } });
  const { runtime, close } = testRuntime();
  let server: HandMade;
  let isLinked = false;
  beforeAll(async () => {
    server = await serve((target) => {
      const [, , , id] = target.pathname.split('/');
      if (id !== undefined) return { body: bare(id) };
      const start = Number(target.searchParams.get('start') ?? 0);
      const items = names.slice(start, start + 100).map(bare);
      const link = `</v1/workspaces?start=${start + 100}>; rel="next"`;
      return { body: { items }, ...(isLinked && start < 200 && { headers: { link } }) };
    });
  });
  afterAll(async () => {
    close();
    await server.close();
  });
  beforeEach(() => {
    server.asked.length = 0;
  });

  function collection(): Collection<Workspace> {
    return collectionOf(accountAt(`${server.url}/v1`, { accessToken: 't' }, runtime));
  }

  it.each([true, false])('is read to its end, links sent: %s', async (linked) => {
    isLinked = linked;
    const one = collection();
    const rows = await rowsOf((cursor) => one.page(cursor, testCall()));
    expect(rows.map((row) => row.externalId)).toEqual(names);
    expect(server.asked).toHaveLength(3);
  });

  it('is left once reading one by one is cheaper', async () => {
    const wanted = [names[0], names[1], names[249]].map(String);
    const found = await collection().byIds(wanted, testCall());
    expect(wanted.map((id) => valueOf(found, id).externalId)).toEqual(wanted);
    expect(server.asked).toEqual(['GET /v1/workspaces?max=100', `GET /v1/workspaces/${names[249]}`]);
  });
});
