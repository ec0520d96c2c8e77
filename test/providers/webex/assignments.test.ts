import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Assignment } from '../../../src/domain/assignment.ts';
import { testRuntime } from '../../support/runtime.ts';
import {
  accountAt,
  operations,
  pagesOf,
  problemOf,
  rowsOf,
  startOrganisation,
  testCall,
  type Organisation,
  licenseId,
} from './organisation.ts';
import { serve } from './server.ts';

let organisation: Organisation;
beforeAll(async () => {
  organisation = await startOrganisation();
});
afterAll(() => organisation.close());
beforeEach(() => organisation.emulator.reset());

const PEOPLE = 'GET /v1/people';
const WORKSPACES = 'GET /v1/workspaces';
const HOLDERS = 'GET /v1/licenses/:id';

function everything(): Promise<readonly Assignment[]> {
  const { assignments } = organisation.account();
  return rowsOf((cursor) => assignments.page(cursor, testCall()));
}

function holdersOf(licenseId: string): Promise<readonly Assignment[]> {
  const { assignments } = organisation.account();
  return rowsOf((cursor) => assignments.ofLicense(licenseId, cursor, testCall()));
}

function keyOf({ licenseId, assignee }: Assignment): string {
  return `${licenseId} ${assignee.kind} ${assignee.externalId}`;
}

describe('the holders of one license', () => {
  it('are one call for three hundred, with name, address and the license itself', async () => {
    const meetingsSuite = licenseId('meetingsSuite');
    const account = organisation.account();
    const { result, asked } = await organisation.counted(() =>
      account.assignments.ofLicense(meetingsSuite, null, testCall()),
    );
    expect(operations(asked)).toEqual([HOLDERS]);
    expect(result.items).toHaveLength(134);
    expect(result).toMatchObject({ next: null, total: null });
    const license = (await account.catalogue(testCall())).find((one) => one.externalId === meetingsSuite);
    for (const item of result.items) {
      expect(item).toEqual({
        accountKey: 'webex',
        licenseId: meetingsSuite,
        license,
        assignee: expect.objectContaining({
          kind: 'USER',
          displayName: expect.any(String),
          email: expect.stringContaining('@'),
          userKind: expect.stringMatching(/^(INTERNAL|EXTERNAL)$/),
        }),
        status: 'ACTIVE',
        assignedAt: null,
        removalOn: null,
      });
    }
  });

  it('are workspaces after the users, read only when they are asked for', async () => {
    const { assignments } = organisation.account();
    const professional = licenseId('professional');
    const { result, asked } = await organisation.counted(() =>
      pagesOf((cursor) => assignments.ofLicense(professional, cursor, testCall())),
    );
    expect(operations(asked)).toEqual([HOLDERS, WORKSPACES]);
    expect(result.map(({ items }) => items.length)).toEqual([45, 2]);
    expect(result[1]?.items.map(({ assignee }) => assignee.kind)).toEqual(['WORKSPACE', 'WORKSPACE']);
    expect(result[1]?.items.map(({ assignee }) => assignee.assignments?.length)).toEqual([1, 1]);
  });

  it('are users only where no workspace has it, or none could be named', async () => {
    for (const id of [licenseId('messaging'), licenseId('roomKit'), licenseId('ucm')]) {
      const { asked } = await organisation.counted(() => holdersOf(id));
      expect(operations(asked)).toEqual([HOLDERS]);
    }
  });

  it('are nobody for a license that does not exist', async () => {
    expect(await holdersOf('bm8tc3VjaC1saWNlbnNlLWF0LWFsbA')).toEqual([]);
  });

  it('are read again from single workspaces where the list leaves calling out', async () => {
    organisation.emulator.setSwitch('workspaceListCalling', false);
    const { result, asked } = await organisation.counted(() => holdersOf(licenseId('workspaces')));
    expect(result).toHaveLength(4);
    expect(operations(asked)).toEqual([
      HOLDERS,
      WORKSPACES,
      ...Array<string>(9).fill('GET /v1/workspaces/:id'),
    ]);
    expect(new Set(result.map(keyOf)).size).toBe(4);
  });

  it('end at a page without rows, though it links a next', async () => {
    organisation.emulator.setSwitch('tailPage', 'empty');
    expect(await holdersOf(licenseId('professional'))).toHaveLength(47);
  });

  it('refuse cursors that are not theirs, and tell when one has expired', async () => {
    const { assignments } = organisation.account();
    const ask = (cursor: string) =>
      problemOf(assignments.ofLicense(licenseId('messaging'), cursor, testCall()));
    const { result, asked } = await organisation.counted(() =>
      Promise.all(
        ['', 'users:', 'next=a', 'users:a=b', 'people:cursor=a', 'workspaces:x', 'external:'].map(ask),
      ),
    );
    expect(result.map(({ code }) => code)).toEqual(Array(7).fill('BAD_CURSOR'));
    expect(asked).toHaveLength(0);
    expect(await ask('users:next=forgotten')).toMatchObject({ code: 'CURSOR_EXPIRED' });
  });

  it('are read to the end of many pages, each once', async () => {
    const ids = Array.from({ length: 650 }, (_, index) => `user-${index}`);
    const server = await serve((target) => {
      const start = Number(target.searchParams.get('next') ?? 0);
      const users = ids
        .slice(start, start + 300)
        .map((id) => ({ id, type: 'INTERNAL', displayName: id, email: null }));
      const link = `<${server.url}${target.pathname}?includeAssignedTo=user&limit=300&next=${start + 300}>; rel="next"`;
      const body = { id: 'license', name: 'L', consumedByWorkspaces: 0, users };
      return { body, ...(start + 300 < ids.length && { headers: { link } }) };
    });
    const { runtime, close } = testRuntime();
    const { assignments } = accountAt(`${server.url}/v1`, { accessToken: 't' }, runtime);
    const rows = await rowsOf((cursor) => assignments.ofLicense('license', cursor, testCall()));
    expect(rows.map(({ assignee }) => assignee.externalId)).toEqual(ids);
    expect(server.asked).toHaveLength(3);
    expect(server.asked[0]).toBe('GET /v1/licenses/license?includeAssignedTo=user&limit=300');
    close();
    await server.close();
  });
});

describe('all assignments', () => {
  it('are people, workspaces and external users, each assignment once', async () => {
    const { result, asked } = await organisation.counted(everything);
    expect(operations(asked)).toEqual([PEOPLE, PEOPLE, WORKSPACES, 'GET /v1/licenses', HOLDERS, HOLDERS]);
    expect(new Set(result.map(keyOf)).size).toBe(result.length);
    expect(new Set(result.map(({ assignee }) => assignee.kind))).toEqual(new Set(['USER', 'WORKSPACE']));
  });

  it('are the same as the holders of every license put together', async () => {
    const licenses = await organisation.account().catalogue(testCall());
    const each = await Promise.all(licenses.map(({ externalId }) => holdersOf(externalId)));
    const all = await everything();
    expect(all.map(keyOf).sort()).toEqual(each.flat().map(keyOf).sort());
    const externals = all.filter(
      ({ assignee }) => assignee.kind === 'USER' && assignee.userKind === 'EXTERNAL',
    );
    expect(externals).toHaveLength(8);
  });

  it('bring along what each assignee holds, and the license where it is told', async () => {
    for (const { assignee, license } of await everything()) {
      const isExternal = assignee.kind === 'USER' && assignee.userKind === 'EXTERNAL';
      expect(assignee.assignments !== undefined).toBe(!isExternal);
      expect(license !== undefined).toBe(isExternal);
    }
  });

  it('ask who is listed as a person when a kind of user is unknown', async () => {
    const before = (await everything()).map(keyOf).sort();
    organisation.emulator.fault({ path: '/licenses/', fault: { kind: 'unknown-enum' } });
    const after = await everything();
    expect(after.map(keyOf).sort()).toEqual(before);
    expect(
      after.filter(({ assignee }) => assignee.kind === 'USER' && assignee.userKind === 'UNKNOWN'),
    ).toHaveLength(8);
  });

  it('include pending external users where Webex lists them', async () => {
    const before = await everything();
    organisation.emulator.setSwitch('listPendingExternals', true);
    expect((await everything()).length).toBeGreaterThan(before.length);
  });

  it('refuse cursors that are not theirs', async () => {
    const { assignments } = organisation.account();
    const meetingsSuite = licenseId('meetingsSuite');
    const bad = [
      '',
      'people:',
      'users:next=a',
      'external:..:',
      'external:a b:',
      `external:${meetingsSuite}:x`,
      'external::',
    ];
    for (const cursor of bad) {
      expect(await problemOf(assignments.page(cursor, testCall()))).toMatchObject({ code: 'BAD_CURSOR' });
    }
  });

  it('go on with the next license when one is gone', async () => {
    const { assignments } = organisation.account();
    const cursor = `external:bm8tc3VjaC1saWNlbnNlLWF0LWFsbA,${licenseId('meetingsSuite')}:`;
    const rows = await rowsOf((at) => assignments.page(at ?? cursor, testCall()));
    expect(rows).toHaveLength(8);
  });

  it('fail rather than leave out people whose licenses are not told', async () => {
    const person = { id: 'cGVyc29uLXdpdGgtcHJvYmxlbXM', roles: [], errors: { licenses: { code: '500' } } };
    const server = await serve((target) => ({
      body: target.pathname.includes('/people/')
        ? person
        : { items: target.pathname.endsWith('people') ? [person] : [] },
    }));
    const { runtime, close } = testRuntime();
    const { assignments } = accountAt(`${server.url}/v1`, { accessToken: 't' }, runtime);
    expect(await problemOf(assignments.page(null, testCall()))).toMatchObject({ code: 'UPSTREAM_FORBIDDEN' });
    close();
    await server.close();
  });
});
