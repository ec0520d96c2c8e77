// Which token goes out with a request, when it is renewed, and what is said when it is refused.
import { describe, expect, it } from '@jest/globals';
import { access } from '../../../emulators/webex/index.ts';
import { problemOf } from '../../support/assertions.ts';
import { useProvider } from '../../support/provider.ts';
import { webex } from '../../support/providers/webex.ts';
import { testCall } from '../../support/runtime.ts';

const bench = useProvider('webex');
const { account, emulator } = bench;

const RENEWAL = {
  clientId: access.clientId,
  clientSecret: access.clientSecret,
  refreshToken: access.refreshToken,
};
const READ = 'GET /licenses 200';
const RENEWED = 'POST /access_token 200';
const FORTNIGHT_MS = 15 * 24 * 3_600_000;

/** All requests with their statuses, those for tokens among them. */
function exchanges(): string[] {
  return emulator.journal.entries().map((entry) => `${webex.told(entry)} ${entry.status}`);
}

describe('an access token alone', () => {
  it('is used as it is', async () => {
    await account.catalogue(testCall());
    expect(exchanges()).toEqual([READ]);
  });

  it('is not sent again once it is refused', async () => {
    const problem = await problemOf(bench.open({ accessToken: 'expired' }).catalogue(testCall()));
    expect(problem).toMatchObject({ code: 'UPSTREAM_CREDENTIALS', accountKey: 'webex', blame: 'PLATFORM' });
    expect(problem.upstreamRequestId).toMatch(/^[A-Z]+_/);
    expect(exchanges()).toEqual(['GET /licenses 401']);
  });
});

describe('a refresh token', () => {
  it('gets one access token for everybody', async () => {
    const renewing = bench.open(RENEWAL);
    await Promise.all([
      renewing.catalogue(testCall()),
      renewing.assignees.USER.page(null, testCall()),
      renewing.assignees.WORKSPACE.page(null, testCall()),
    ]);
    expect(bench.logins()).toBe(1);
    expect(bench.calls()).toHaveLength(3);
    bench.forget();
    await renewing.catalogue(testCall());
    expect(exchanges()).toEqual([READ]);
  });

  it('is left alone while the first access token is good', async () => {
    await bench.open({ ...RENEWAL, accessToken: access.accessToken }).catalogue(testCall());
    expect(exchanges()).toEqual([READ]);
  });

  it('renews a refused token once, for everybody who was refused', async () => {
    const renewing = bench.open({ ...RENEWAL, accessToken: 'expired' });
    await Promise.all([renewing.catalogue(testCall()), renewing.assignees.USER.page(null, testCall())]);
    expect(exchanges().sort()).toEqual(
      [READ, 'GET /licenses 401', 'GET /people 200', 'GET /people 401', RENEWED].sort(),
    );
  });

  it('renews before the token expires, sooner than a tenth of its life', async () => {
    emulator.setSwitch('accessTokenLifetimeSeconds', 600);
    const renewing = bench.open(RENEWAL, { now: () => emulator.clock.now() });
    await renewing.catalogue(testCall());
    emulator.clock.advance(500_000);
    bench.forget();
    await renewing.catalogue(testCall());
    expect(exchanges()).toEqual([READ]);
    emulator.clock.advance(45_000);
    bench.forget();
    await renewing.catalogue(testCall());
    expect(exchanges()).toEqual([RENEWED, READ]);
  });

  it('renews when a token dies sooner than it was said to', async () => {
    const renewing = bench.open(RENEWAL);
    await renewing.catalogue(testCall());
    emulator.clock.advance(FORTNIGHT_MS);
    bench.forget();
    await renewing.catalogue(testCall());
    expect(exchanges()).toEqual(['GET /licenses 401', RENEWED, READ]);
  });

  it('that is refused is never sent again', async () => {
    const revoked = bench.open({ ...RENEWAL, refreshToken: 'revoked' });
    const problems = [
      await problemOf(revoked.catalogue(testCall())),
      await problemOf(revoked.catalogue(testCall())),
      await problemOf(revoked.assignments.page(null, testCall())),
    ];
    expect(problems.map(({ code }) => code)).toEqual(Array(3).fill('UPSTREAM_CREDENTIALS'));
    expect(problems[0]?.hint).toContain('authorise the integration again');
    expect(exchanges()).toEqual(['POST /access_token 400']);
  });

  it('survives a token endpoint that is down for a moment', async () => {
    emulator.fault({ path: 'access_token', times: 1, fault: { kind: 'error', status: 503 } });
    await expect(bench.open(RENEWAL).catalogue(testCall())).resolves.toMatchObject({
      items: expect.any(Array),
    });
  });

  it('that rotates is kept, used, and reported without its value', async () => {
    const warnings: string[] = [];
    const warn = (details: object, message: string): void => {
      warnings.push(JSON.stringify({ ...details, message }));
    };
    emulator.setSwitch('rotateRefreshToken', true);
    const renewing = bench.open(RENEWAL, { log: { info: () => undefined, warn, error: () => undefined } });
    await renewing.catalogue(testCall());
    expect(warnings).toEqual([expect.stringContaining('refresh token rotated')]);
    expect(warnings[0]).toContain('"account":"webex"');
    expect(warnings[0]).not.toMatch(/[A-Za-z0-9+/_-]{24,}/);
    emulator.clock.advance(FORTNIGHT_MS);
    await expect(renewing.catalogue(testCall())).resolves.toMatchObject({ items: expect.any(Array) });
    expect(warnings).toHaveLength(2);
  });
});

describe('a token without rights', () => {
  it('is refused with both causes named, and not tried again', async () => {
    const weak = bench.open({ accessToken: access.userAccessToken });
    const problem = await problemOf(weak.catalogue(testCall()));
    expect(problem).toMatchObject({ code: 'UPSTREAM_FORBIDDEN', retryable: false });
    expect(problem.hint).toMatch(/scope.*administrator role/);
    expect(exchanges()).toEqual(['GET /licenses 403']);
  });
});
