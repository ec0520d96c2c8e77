// Everything the emulator can do wrong, at the reads it concerns.
import { describe, expect, it } from '@jest/globals';
import type { Fault } from '../../../emulators/core/faults.ts';
import { UNASKED } from '../../support/accounts.ts';
import { problemOf, until } from '../../support/assertions.ts';
import { useProvider } from '../../support/provider.ts';
import { licenseId } from '../../support/providers/webex.ts';
import { testCall } from '../../support/runtime.ts';

const NOW = Date.UTC(2026, 0, 20, 10);
const bench = useProvider('webex', { jump: true, runtime: () => ({ now, random: () => 0 }) });
const { account, emulator } = bench;

const READ = 'GET /licenses';

/** Time stands still but for the waits. */
function now(): number {
  return NOW + bench.waited();
}

function strike(fault: Fault, times?: number): void {
  bench.strike(fault, { path: '/licenses$', ...(times !== undefined && { times }) });
}

function catalogue() {
  return account.catalogue(testCall()).then(({ items }) => items);
}

function statuses(): number[] {
  return emulator.journal.entries().map(({ status }) => status);
}

describe('a read', () => {
  it('waits for a slow answer', async () => {
    strike({ kind: 'latency', ms: 50 });
    const started = performance.now();
    expect(await catalogue()).not.toHaveLength(0);
    expect(performance.now() - started).toBeGreaterThanOrEqual(45);
  });

  it('waits as long as it is told to, once', async () => {
    strike({ kind: 'throttle', retryAfter: 1 }, 1);
    await catalogue();
    expect(statuses()).toEqual([429, 200]);
    expect(bench.waited()).toBe(1000);
  });

  it('waits a little when it is throttled without a time', async () => {
    strike({ kind: 'throttle' }, 1);
    await catalogue();
    expect(statuses()).toEqual([429, 200]);
    expect(bench.waited()).toBe(150);
  });

  it('gives up at once when it is told to wait for long, and says until when', async () => {
    strike({ kind: 'throttle', retryAfter: 60 });
    const problem = await problemOf(catalogue());
    expect(problem).toMatchObject({ code: 'UPSTREAM_THROTTLED', retryable: true, accountKey: 'webex' });
    expect(Date.parse(problem.retryAt ?? '')).toBe(NOW + 60_000);
    expect(bench.calls()).toEqual([READ]);
  });

  it('takes a locked resource for a pause', async () => {
    strike({ kind: 'answer', status: 423, headers: { 'retry-after': '0' } }, 1);
    await catalogue();
    expect(statuses()).toEqual([423, 200]);
  });

  it.each([500, 502, 503, 504])('is tried again after %i, and survives it', async (status) => {
    strike({ kind: 'error', status }, 1);
    await catalogue();
    expect(statuses()).toEqual([status, 200]);
  });

  it.each([500, 503])('fails after three times %i', async (status) => {
    strike({ kind: 'error', status });
    const problem = await problemOf(catalogue());
    expect(problem).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', retryable: true, accountKey: 'webex' });
    expect(statuses()).toEqual([status, status, status]);
  });

  it.each([{ kind: 'cut' }, { kind: 'truncate' }] as const)('is tried again after $kind', async (fault) => {
    strike(fault, 1);
    await catalogue();
    expect(bench.calls()).toEqual([READ, READ]);
  });

  it('is not tried again when nothing comes', async () => {
    strike({ kind: 'stall' });
    bench.hurry();
    const problem = await problemOf(catalogue());
    expect(problem).toMatchObject({ code: 'UPSTREAM_TIMEOUT', accountKey: 'webex' });
    // A server that does not answer notes a request once the client has left.
    await until(() => bench.calls().length > 0);
    expect(bench.calls()).toEqual([READ]);
  });

  it('ends with the deadline', async () => {
    const call = testCall();
    const late = await bench.stubbed(() => {
      call.abort();
      return { body: { items: [] } };
    });
    expect((await problemOf(late.account.catalogue(call))).code).toBe('DEADLINE_EXCEEDED');
    expect(late.requests).toHaveLength(1);
  });

  it.each([{ kind: 'half-json' }, { kind: 'html' }] as const)(
    'does not make data of $kind',
    async (fault) => {
      strike(fault);
      const problem = await problemOf(catalogue());
      expect(problem).toMatchObject({ code: 'UPSTREAM_BAD_RESPONSE', accountKey: 'webex' });
      expect(bench.calls()).toEqual([READ]);
    },
  );

  it('carries the code and the id Webex gives a refusal, and nothing else of it', async () => {
    const errors = [{ errorCode: 400000, description: 'd' }];
    strike({ kind: 'answer', status: 400, body: { message: 'see http://x', errors, trackingId: 'NA_1-2' } });
    const problem = await problemOf(catalogue());
    expect(problem).toMatchObject({
      code: 'UPSTREAM_REJECTED',
      providerCode: '400000',
      upstreamRequestId: 'NA_1-2',
    });
    expect(JSON.stringify(problem)).not.toContain('http');
  });

  it('takes the id from a header that says it twice', async () => {
    strike({ kind: 'answer', status: 409, headers: { trackingid: 'NA_1-2, NA_1-2' }, body: '' });
    expect((await problemOf(catalogue())).upstreamRequestId).toBe('NA_1-2');
  });

  it('repeats no odd text for an id', async () => {
    strike({ kind: 'answer', status: 409, headers: { trackingid: 'https://x/?token=y' } });
    expect((await problemOf(catalogue())).upstreamRequestId).toBeNull();
  });
});

describe('words nobody knows', () => {
  it('leave people, workspaces and holders readable', async () => {
    bench.strike({ kind: 'unknown-enum' });
    const people = (await account.assignees.USER.page(null, testCall())).items;
    expect(people).toHaveLength(100);
    expect(people.every((user) => user.assignments !== undefined)).toBe(true);
    const workspaces = (await account.assignees.WORKSPACE.page(null, testCall())).items;
    expect(workspaces).toHaveLength(12);
    expect(new Set(workspaces.map(({ hotdesking }) => hotdesking))).toEqual(new Set([null]));
    const { items } = await account.assignments.ofLicense(licenseId('meetingsSuite'), null, testCall());
    expect(new Set(items.map(({ assignee }) => assignee.kind === 'USER' && assignee.userKind))).toEqual(
      new Set(['UNKNOWN']),
    );
  });

  it('are kept where they say the type of a site', async () => {
    strike({ kind: 'unknown-enum' });
    const license = (await catalogue()).find(({ externalId }) => externalId === licenseId('meetingsSuite'));
    expect(license?.details).toMatchObject({ siteType: 'UNKNOWN', rawSiteType: expect.any(String) });
    expect(license?.details).not.toMatchObject({ rawSiteType: 'Control Hub managed site' });
  });
});

describe('the account', () => {
  it('tells how it is', async () => {
    expect(account.status()).toEqual(UNASKED);
    await catalogue();
    expect(account.status().lastSuccessAt).toEqual(expect.any(String));
    strike({ kind: 'error', status: 403 });
    await problemOf(catalogue());
    expect(account.status().lastProblem).toMatchObject({ code: 'UPSTREAM_FORBIDDEN' });
  });
});
