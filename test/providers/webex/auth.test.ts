import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { JournalEntry } from '../../../emulators/core/journal.ts';
import {
  access,
  operations,
  problemOf,
  startOrganisation,
  testCall,
  type Organisation,
} from './organisation.ts';

const RENEWAL = {
  clientId: access.clientId,
  clientSecret: access.clientSecret,
  refreshToken: access.refreshToken,
};
const RENEW = 'POST /v1/access_token';
const READ = 'GET /v1/licenses';

let organisation: Organisation;
beforeAll(async () => {
  organisation = await startOrganisation();
});
afterAll(() => organisation.close());
beforeEach(() => organisation.emulator.reset());

function renewals(asked: readonly JournalEntry[]): number {
  return operations(asked).filter((operation) => operation === RENEW).length;
}

describe('an access token alone', () => {
  it('is used as it is', async () => {
    const { asked } = await organisation.counted(() => organisation.account().catalogue(testCall()));
    expect(operations(asked)).toEqual([READ]);
  });

  it('is not sent again once it is refused', async () => {
    const account = organisation.account({ accessToken: 'expired' });
    const { result, asked } = await organisation.counted(() => problemOf(account.catalogue(testCall())));
    expect(result).toMatchObject({ code: 'UPSTREAM_CREDENTIALS', accountKey: 'webex', blame: 'PROVIDER' });
    expect(result.upstreamRequestId).toMatch(/^[A-Z]+_/);
    expect(operations(asked)).toEqual([READ]);
  });
});

describe('a refresh token', () => {
  it('gets one access token for everybody', async () => {
    const account = organisation.account(RENEWAL);
    const { asked } = await organisation.counted(() =>
      Promise.all([
        account.catalogue(testCall()),
        account.users?.page(null, testCall()),
        account.workspaces?.page(null, testCall()),
      ]),
    );
    expect(renewals(asked)).toBe(1);
    expect(asked).toHaveLength(4);
    const { asked: later } = await organisation.counted(() => account.catalogue(testCall()));
    expect(operations(later)).toEqual([READ]);
  });

  it('is left alone while the first access token is good', async () => {
    const account = organisation.account({ ...RENEWAL, accessToken: access.accessToken });
    const { asked } = await organisation.counted(() => account.catalogue(testCall()));
    expect(operations(asked)).toEqual([READ]);
  });

  it('renews a refused token once, for everybody who was refused', async () => {
    const account = organisation.account({ ...RENEWAL, accessToken: 'expired' });
    const { asked } = await organisation.counted(() =>
      Promise.all([account.catalogue(testCall()), account.users?.page(null, testCall())]),
    );
    expect(renewals(asked)).toBe(1);
    expect(asked.map(({ status }) => String(status)).sort()).toEqual(['200', '200', '200', '401', '401']);
  });

  it('renews before the token expires, sooner than a tenth of its life', async () => {
    const { clock } = organisation.emulator;
    organisation.emulator.setSwitch('accessTokenLifetimeSeconds', 600);
    const account = organisation.account(RENEWAL, { now: () => clock.now() });
    await account.catalogue(testCall());
    clock.advance(500_000);
    const { asked: early } = await organisation.counted(() => account.catalogue(testCall()));
    expect(operations(early)).toEqual([READ]);
    clock.advance(45_000);
    const { asked } = await organisation.counted(() => account.catalogue(testCall()));
    expect(operations(asked)).toEqual([RENEW, READ]);
    expect(asked.every(({ status }) => status === 200)).toBe(true);
  });

  it('renews when a token dies sooner than it was said to', async () => {
    const account = organisation.account(RENEWAL);
    await account.catalogue(testCall());
    organisation.emulator.clock.advance(15 * 24 * 3_600_000);
    const { asked } = await organisation.counted(() => account.catalogue(testCall()));
    expect(asked.map(({ method, status }) => `${method} ${status}`)).toEqual([
      'GET 401',
      'POST 200',
      'GET 200',
    ]);
  });

  it('that is refused is never sent again', async () => {
    const account = organisation.account({ ...RENEWAL, refreshToken: 'revoked' });
    const { result, asked } = await organisation.counted(async () => [
      await problemOf(account.catalogue(testCall())),
      await problemOf(account.catalogue(testCall())),
      await problemOf(account.assignments.page(null, testCall())),
    ]);
    expect(result.map(({ code }) => code)).toEqual(Array(3).fill('UPSTREAM_CREDENTIALS'));
    expect(result[0]?.hint).toContain('authorise the integration again');
    expect(operations(asked)).toEqual([RENEW]);
  });

  it('survives a token endpoint that is down for a moment', async () => {
    organisation.emulator.fault({ path: 'access_token', times: 1, fault: { kind: 'error', status: 503 } });
    const account = organisation.account(RENEWAL);
    await expect(account.catalogue(testCall())).resolves.not.toHaveLength(0);
  });

  it('that rotates is kept, used, and reported without its value', async () => {
    const warnings: string[] = [];
    const warn = (details: object, message: string): void => {
      warnings.push(JSON.stringify({ ...details, message }));
    };
    const log = { info: () => undefined, warn, error: () => undefined };
    organisation.emulator.setSwitch('rotateRefreshToken', true);
    const account = organisation.account(RENEWAL, { log });
    await account.catalogue(testCall());
    expect(warnings).toEqual([expect.stringContaining('refresh token rotated')]);
    expect(warnings[0]).toContain('"account":"webex"');
    expect(warnings[0]).not.toMatch(/[A-Za-z0-9+/_-]{24,}/);
    organisation.emulator.clock.advance(15 * 24 * 3_600_000);
    await expect(account.catalogue(testCall())).resolves.not.toHaveLength(0);
    expect(warnings).toHaveLength(2);
  });
});

describe('a token without rights', () => {
  it('is refused with both causes named, and not tried again', async () => {
    const account = organisation.account({ accessToken: access.userAccessToken });
    const { result, asked } = await organisation.counted(() => problemOf(account.catalogue(testCall())));
    expect(result).toMatchObject({ code: 'UPSTREAM_FORBIDDEN', retryable: false });
    expect(result.hint).toMatch(/scope.*administrator role/);
    expect(operations(asked)).toEqual([READ]);
  });
});
