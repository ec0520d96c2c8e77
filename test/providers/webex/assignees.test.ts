import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Assignee, User, Workspace } from '../../../src/domain/assignee.ts';
import type { Assignment } from '../../../src/domain/assignment.ts';
import { ProblemError } from '../../../src/domain/problem.ts';
import type { ProviderAccount } from '../../../src/providers/provider.ts';
import {
  access,
  operations,
  rowsOf,
  startOrganisation,
  testCall,
  valueOf,
  type Organisation,
  licenseId,
} from './organisation.ts';

let organisation: Organisation;
beforeAll(async () => {
  organisation = await startOrganisation();
});
afterAll(() => organisation.close());
beforeEach(() => organisation.emulator.reset());

const PERSON = 'GET /v1/people/:id';
const PEOPLE = 'GET /v1/people';

async function people(): Promise<readonly User[]> {
  const { users } = organisation.account();
  if (!users) throw new Error('no users');
  return rowsOf((cursor) => users.page(cursor, testCall()));
}

async function workspaces(): Promise<readonly Workspace[]> {
  const { workspaces: collection } = organisation.account();
  if (!collection) throw new Error('no workspaces');
  return rowsOf((cursor) => collection.page(cursor, testCall()));
}

async function externals(): Promise<readonly User[]> {
  const { assignments } = organisation.account();
  const { items } = await assignments.ofLicense(licenseId('meetingsSuite'), null, testCall());
  return items.flatMap(({ assignee }) =>
    assignee.kind === 'USER' && assignee.userKind === 'EXTERNAL' ? [assignee] : [],
  );
}

/** The same assignee with nothing but its id. */
function bare({ kind, accountKey, externalId }: User | Workspace): User | Workspace {
  return { kind, accountKey, externalId };
}

function licensesOf(assignments: readonly Assignment[] | undefined): readonly string[] {
  return (assignments ?? []).map(({ licenseId }) => licenseId).sort();
}

function ask(assignees: readonly Assignee[], account: ProviderAccount = organisation.account()) {
  return organisation.counted(() => account.assignments.ofAssignees(assignees, testCall()));
}

describe('what people hold', () => {
  it('costs nothing when it came along', async () => {
    const known = await people();
    const { result, asked } = await ask(known);
    expect(asked).toHaveLength(0);
    for (const user of known) expect(result.get(user.externalId)).toBe(user.assignments);
  });

  it('is read one by one while nobody knows how many people there are', async () => {
    const wanted = (await people()).slice(0, 10);
    const { result, asked } = await ask(wanted.map(bare));
    expect(operations(asked)).toEqual(Array(10).fill(PERSON));
    for (const user of wanted) {
      expect(licensesOf(valueOf(result, user.externalId))).toEqual(licensesOf(user.assignments));
    }
  });

  it('is read from the list of people once the catalogue told that this is less', async () => {
    const wanted = (await people()).slice(-10);
    const account = organisation.account();
    await account.catalogue(testCall());
    const { result, asked } = await ask(wanted.map(bare), account);
    expect(operations(asked)).toEqual([PEOPLE, PEOPLE]);
    for (const user of wanted) {
      expect(licensesOf(valueOf(result, user.externalId))).toEqual(licensesOf(user.assignments));
    }
    const { asked: fewer } = await ask(wanted.slice(0, 2).map(bare), account);
    expect(operations(fewer)).toEqual([PERSON, PERSON]);
  });

  it('stops reading the list once everybody is found', async () => {
    const wanted = (await people()).slice(0, 10);
    const account = organisation.account();
    await account.catalogue(testCall());
    const { asked } = await ask(wanted.map(bare), account);
    expect(operations(asked)).toEqual([PEOPLE]);
  });

  it('is read one by one when the list is refused, and not when Webex is down', async () => {
    const wanted = (await people()).slice(0, 4).map(bare);
    const account = organisation.account();
    await account.catalogue(testCall());
    organisation.emulator.fault({ path: '/people$', fault: { kind: 'error', status: 403 } });
    const { asked } = await ask(wanted, account);
    expect(operations(asked)).toEqual([PEOPLE, ...Array<string>(4).fill(PERSON)]);
    organisation.emulator.clearFaults();
    organisation.emulator.fault({ path: '/people$', fault: { kind: 'error', status: 503 } });
    const { result, asked: down } = await ask(wanted, account);
    expect(operations(down)).not.toContain(PERSON);
    for (const slot of result.values()) expect(slot).toBeInstanceOf(ProblemError);
  });

  it('fails for the one person whose read fails', async () => {
    const wanted = (await people()).slice(0, 3);
    const [first] = wanted;
    organisation.emulator.fault({ path: `/people/${first?.externalId}`, fault: { kind: 'half-json' } });
    const { result } = await ask(wanted.map(bare));
    expect(wanted.map(({ externalId }) => result.get(externalId) instanceof ProblemError)).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('is turned round from the site licenses for users of other organisations', async () => {
    const wanted = await externals();
    const { result, asked } = await ask(wanted);
    expect(operations(asked)).toEqual(['GET /v1/licenses', 'GET /v1/licenses/:id', 'GET /v1/licenses/:id']);
    expect(wanted).toHaveLength(8);
    for (const { externalId } of wanted) {
      expect(licensesOf(valueOf(result, externalId))).toContain(licenseId('meetingsSuite'));
    }
  });

  it('does not exist for people who do not', async () => {
    const user: User = { kind: 'USER', accountKey: 'webex', externalId: 'bm9ib2R5LW5vYm9keS1ub2JvZHk' };
    expect((await ask([user])).result.get(user.externalId)).toBeNull();
    const { result, asked } = await ask([{ ...user, userKind: 'INTERNAL' }]);
    expect(result.get(user.externalId)).toBeNull();
    expect(operations(asked)).toEqual([PERSON]);
  });

  it('is a problem, not nothing, when the token may not see it', async () => {
    const [first] = await people();
    const id = first?.externalId ?? '';
    const account = organisation.account({ accessToken: access.userAccessToken });
    const { result } = await ask([{ kind: 'USER', accountKey: 'webex', externalId: id }], account);
    const slot = result.get(id);
    expect(slot instanceof ProblemError ? slot.problem.code : slot).toBe('UPSTREAM_FORBIDDEN');
  });
});

describe('what workspaces hold', () => {
  const LIST = 'GET /v1/workspaces';
  const ONE = 'GET /v1/workspaces/:id';

  it('is read from the list of those with Webex Calling', async () => {
    const all = await workspaces();
    const { result, asked } = await ask(all.map(bare));
    expect(operations(asked)).toEqual([LIST]);
    expect(asked[0]?.query).toContain('calling=webexCalling');
    for (const workspace of all) {
      expect(licensesOf(valueOf(result, workspace.externalId))).toEqual(licensesOf(workspace.assignments));
    }
  });

  it('is read alone for one', async () => {
    const [first] = await workspaces();
    const { result, asked } = await ask(first ? [bare(first)] : []);
    expect(operations(asked)).toEqual([ONE]);
    expect(licensesOf(valueOf(result, first?.externalId ?? ''))).toEqual(licensesOf(first?.assignments));
  });

  it('is nothing, without a call, for those with another kind of calling', async () => {
    const other: Workspace = {
      kind: 'WORKSPACE',
      accountKey: 'webex',
      externalId: 'w',
      callingType: 'freeCalling',
    };
    const { result, asked } = await ask([other]);
    expect(result.get('w')).toEqual([]);
    expect(asked).toHaveLength(0);
  });

  it('is read one by one where the list leaves it out', async () => {
    const all = (await workspaces()).filter(({ callingType }) => callingType === 'webexCalling');
    organisation.emulator.setSwitch('workspaceListCalling', false);
    const { result, asked } = await ask(all.map(bare));
    expect(operations(asked)).toEqual([LIST, ...Array<string>(9).fill(ONE)]);
    for (const { externalId, assignments } of all) {
      expect(licensesOf(valueOf(result, externalId))).toEqual(licensesOf(assignments));
    }
  });

  it('asks for nothing when nobody is asked for', async () => {
    expect((await ask([])).asked).toHaveLength(0);
  });
});
