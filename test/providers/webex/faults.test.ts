// Everything the emulator can do wrong, at the reads it concerns.
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Fault } from '../../../emulators/core/faults.ts';
import {
  licenseId,
  operations,
  problemOf,
  rowsOf,
  startOrganisation,
  testCall,
  type Organisation,
} from './organisation.ts';

let organisation: Organisation;
beforeAll(async () => {
  organisation = await startOrganisation();
});
afterAll(() => organisation.close());
beforeEach(() => organisation.emulator.reset());

const READ = 'GET /v1/licenses';

function strike(fault: Fault, times?: number): void {
  organisation.emulator.fault({ path: '/licenses$', fault, ...(times !== undefined && { times }) });
}

function catalogue() {
  return organisation.counted(() => organisation.account().catalogue(testCall()));
}

function failure(limitMs?: number) {
  return organisation.counted(() => problemOf(organisation.account().catalogue(testCall(limitMs))));
}

/** What was asked of a server that never answers: it notes a request once the client has left. */
async function stalled(): Promise<readonly string[]> {
  while (organisation.emulator.journal.entries().length === 0) await sleep(5);
  return operations(organisation.emulator.journal.entries());
}

describe('a read', () => {
  it('waits for a slow answer', async () => {
    strike({ kind: 'latency', ms: 300 });
    const started = performance.now();
    expect((await catalogue()).result).not.toHaveLength(0);
    expect(performance.now() - started).toBeGreaterThanOrEqual(290);
  });

  it('waits as long as it is told to, once', async () => {
    strike({ kind: 'throttle', retryAfter: 1 }, 1);
    const started = performance.now();
    const { asked } = await catalogue();
    expect(asked.map(({ status }) => status)).toEqual([429, 200]);
    expect(performance.now() - started).toBeGreaterThanOrEqual(950);
  });

  it('waits a little when it is throttled without a time', async () => {
    strike({ kind: 'throttle' }, 1);
    expect((await catalogue()).asked.map(({ status }) => status)).toEqual([429, 200]);
  });

  it('gives up at once when it is told to wait for long, and says until when', async () => {
    strike({ kind: 'throttle', retryAfter: 60 });
    const { result, asked } = await failure();
    expect(result).toMatchObject({ code: 'UPSTREAM_THROTTLED', retryable: true, accountKey: 'webex' });
    expect(Date.parse(result.retryAt ?? '') - Date.now()).toBeGreaterThan(50_000);
    expect(operations(asked)).toEqual([READ]);
  });

  it('takes a locked resource for a pause', async () => {
    strike({ kind: 'answer', status: 423, headers: { 'retry-after': '0' } }, 1);
    expect((await catalogue()).asked.map(({ status }) => status)).toEqual([423, 200]);
  });

  it.each([500, 502, 503, 504])('is tried again after %i, and survives it', async (status) => {
    strike({ kind: 'error', status }, 1);
    expect((await catalogue()).asked.map((entry) => entry.status)).toEqual([status, 200]);
  });

  it.each([500, 503])('fails after three times %i', async (status) => {
    strike({ kind: 'error', status });
    const { result, asked } = await failure();
    expect(result).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', retryable: true, accountKey: 'webex' });
    expect(asked.map((entry) => entry.status)).toEqual([status, status, status]);
  });

  it.each([{ kind: 'cut' }, { kind: 'truncate' }] as const)('is tried again after $kind', async (fault) => {
    strike(fault, 1);
    expect((await catalogue()).asked).toHaveLength(2);
  });

  it('is not tried again when nothing comes', async () => {
    strike({ kind: 'stall' });
    expect((await failure()).result).toMatchObject({ code: 'UPSTREAM_TIMEOUT', accountKey: 'webex' });
    expect(await stalled()).toEqual([READ]);
  });

  it('ends with the deadline', async () => {
    strike({ kind: 'stall' });
    expect((await failure(200)).result.code).toBe('DEADLINE_EXCEEDED');
    expect(await stalled()).toEqual([READ]);
  });

  it.each([{ kind: 'half-json' }, { kind: 'html' }] as const)(
    'does not make data of $kind',
    async (fault) => {
      strike(fault);
      const { result, asked } = await failure();
      expect(result).toMatchObject({ code: 'UPSTREAM_BAD_RESPONSE', accountKey: 'webex' });
      expect(operations(asked)).toEqual([READ]);
    },
  );

  it('carries the code and the id Webex gives a refusal, and nothing else of it', async () => {
    const body = {
      message: 'see http://x',
      errors: [{ errorCode: 400000, description: 'd' }],
      trackingId: 'NA_1-2',
    };
    strike({ kind: 'answer', status: 400, body });
    const { result } = await failure();
    expect(result).toMatchObject({
      code: 'UPSTREAM_REJECTED',
      providerCode: '400000',
      upstreamRequestId: 'NA_1-2',
    });
    expect(JSON.stringify(result)).not.toContain('http');
  });

  it('takes the id from a header that says it twice', async () => {
    strike({ kind: 'answer', status: 409, headers: { trackingid: 'NA_1-2, NA_1-2' }, body: '' });
    expect((await failure()).result.upstreamRequestId).toBe('NA_1-2');
  });

  it('repeats no odd text for an id', async () => {
    strike({ kind: 'answer', status: 409, headers: { trackingid: 'https://x/?token=y' } });
    expect((await failure()).result.upstreamRequestId).toBeNull();
  });
});

describe('a page that comes twice', () => {
  it('ends the list of people with a problem', async () => {
    const { users } = organisation.account();
    organisation.emulator.fault({ path: '/people$', after: 1, fault: { kind: 'repeat-page' } });
    const rows = rowsOf((cursor) => {
      if (!users) throw new Error('no users');
      return users.page(cursor, testCall());
    });
    expect(await problemOf(rows)).toMatchObject({ code: 'UPSTREAM_BAD_RESPONSE', accountKey: 'webex' });
  });

  it('ends the list of all assignments with a problem', async () => {
    const { assignments } = organisation.account();
    organisation.emulator.fault({ path: '/people$', after: 1, fault: { kind: 'repeat-page' } });
    const rows = rowsOf((cursor) => assignments.page(cursor, testCall()));
    expect(await problemOf(rows)).toMatchObject({ code: 'UPSTREAM_BAD_RESPONSE' });
  });

  it('makes a look-up in the list fall back to single reads', async () => {
    const account = organisation.account();
    await account.catalogue(testCall());
    const last = await account.users?.page((await account.users.page(null, testCall())).next, testCall());
    const wanted = (last?.items ?? []).slice(0, 5).map(({ kind, accountKey, externalId }) => ({
      kind,
      accountKey,
      externalId,
    }));
    organisation.emulator.reset();
    organisation.emulator.fault({ path: '/people$', after: 1, fault: { kind: 'repeat-page' } });
    const found = await account.assignments.ofAssignees(wanted, testCall());
    for (const { externalId } of wanted) expect(found.get(externalId)).toEqual(expect.any(Array));
    expect(operations(organisation.emulator.journal.entries())).toEqual([
      ...Array<string>(2).fill('GET /v1/people'),
      ...Array<string>(5).fill('GET /v1/people/:id'),
    ]);
  });
});

describe('words nobody knows', () => {
  it('leave people, workspaces and holders readable', async () => {
    organisation.emulator.fault({ fault: { kind: 'unknown-enum' } });
    const account = organisation.account();
    const people = (await account.users?.page(null, testCall()))?.items ?? [];
    expect(people).toHaveLength(100);
    expect(people.every((user) => user.assignments !== undefined)).toBe(true);
    const workspaces = (await account.workspaces?.page(null, testCall()))?.items ?? [];
    expect(workspaces).toHaveLength(12);
    expect(new Set(workspaces.map(({ hotdesking }) => hotdesking))).toEqual(new Set([null]));
    const { items } = await account.assignments.ofLicense(licenseId('meetingsSuite'), null, testCall());
    expect(new Set(items.map(({ assignee }) => assignee.kind === 'USER' && assignee.userKind))).toEqual(
      new Set(['UNKNOWN']),
    );
  });
});

describe('the account', () => {
  it('tells how it is', async () => {
    const account = organisation.account();
    expect(account.status()).toEqual({
      circuit: 'CLOSED',
      lastSuccessAt: null,
      lastProblem: null,
      budget: null,
    });
    await account.catalogue(testCall());
    expect(account.status().lastSuccessAt).toEqual(expect.any(String));
    strike({ kind: 'error', status: 403 });
    await problemOf(account.catalogue(testCall()));
    expect(account.status().lastProblem).toMatchObject({ code: 'UPSTREAM_FORBIDDEN' });
  });

  it('names its abilities, and leaves out what Webex has not', () => {
    const account = organisation.account();
    expect(account.account).toEqual({
      key: 'webex',
      provider: 'WEBEX',
      name: 'Webex',
      capabilities: {
        assigneeKinds: ['USER', 'WORKSPACE'],
        reportsSeats: true,
        nativeScheduledRemoval: false,
        infersLicensesFromRoles: false,
        hasFeatureToggles: false,
        lookupBatchSize: 85,
        assignmentBatchSize: 1,
      },
    });
    for (const lacking of ['devices', 'entities', 'inferLicenses', 'featureToggle', 'licensesInFull']) {
      expect(account).not.toHaveProperty(lacking);
    }
  });

  it('shares identical reads under way', async () => {
    const account = organisation.account();
    const { asked } = await organisation.counted(() =>
      Promise.all(Array.from({ length: 50 }, () => account.catalogue(testCall()))),
    );
    expect(asked).toHaveLength(1);
  });
});
