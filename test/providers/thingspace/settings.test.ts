// What the configuration may say of a ThingSpace account.
import { describe, expect, it } from '@jest/globals';
import { inspect } from 'node:util';
import { thingspace } from '../../../src/providers/thingspace/index.ts';
import { seeded } from '../../support/providers/thingspace.ts';

const { accountName, key, secret, username, password } = seeded('v3');
const least = {
  key: 'acme-devices',
  name: 'Acme devices',
  provider: 'THINGSPACE',
  accountName,
  appKey: key,
  appSecret: secret,
  username,
  password,
};

function problemsOf(changes: object): string[] {
  const parsed = thingspace.settings.safeParse({ ...least, ...changes });
  return (parsed.error?.issues ?? []).map((issue) => `${issue.path.join('.')}: ${issue.message}`);
}

describe('settings of a ThingSpace account', () => {
  it('take production, v3 and every protocol when nothing else is said', () => {
    expect(thingspace.settings.parse(least)).toMatchObject({
      apiVersion: 'v3',
      summaryForm: 'query',
      deviceLookup: 'fota-v3',
      protocols: ['LWM2M', 'OMADM', 'HTTP'],
      baseUrls: {
        oauth: 'https://thingspace.verizon.com/api/ts/v1',
        m2m: 'https://thingspace.verizon.com/api/m2m/v1',
        fotaV1: 'https://thingspace.verizon.com/api/fota/v1',
        fotaV2: 'https://thingspace.verizon.com/api/fota/v2',
        fotaV3: 'https://thingspace.verizon.com/api/fota/v3',
      },
    });
  });

  it('take one base URL without touching the others', () => {
    const settings = thingspace.settings.parse({
      ...least,
      baseUrls: { fotaV3: 'http://127.0.0.1:80/fota/v3/' },
    });
    expect(settings.baseUrls.fotaV3).toBe('http://127.0.0.1/fota/v3');
    expect(settings.baseUrls.fotaV2).toBe('https://thingspace.verizon.com/api/fota/v2');
  });

  it('print no credential', () => {
    const printed = inspect(thingspace.settings.parse(least), { depth: 9 });
    expect(printed).toContain('***');
    expect(printed).not.toMatch(/acme-ts-secret|acme-uws-password|acme_uws/);
  });

  it.each([
    [{ region: 'us' }, ': Unrecognized key: "region"'],
    [{ baseUrls: { fota: 'https://x.example' } }, 'baseUrls: Unrecognized key: "fota"'],
    [{ apiVersion: 'v4' }, 'apiVersion: Invalid option: expected one of "v1"|"v2"|"v3"'],
    [{ accountName: 12345678900001 }, 'accountName: must be a text: put it in quotes, leading zeros count'],
    [{ accountName: '../x' }, 'accountName: letters, digits, dashes and underscores, at most 64'],
    [{ protocols: ['HTTP', 'HTTP'] }, 'protocols: names a protocol twice'],
    [{ protocols: [] }, 'protocols: Too small: expected array to have >=1 items'],
    [{ password: '' }, 'password: Too small: expected string to have >=1 characters'],
  ])('refuse %j', (changes, message) => {
    expect(problemsOf(changes)).toEqual([message]);
  });

  it('accept account names that break the documented pattern (contract 8.1)', () => {
    expect(problemsOf({ accountName: 'TestAccount-1' })).toEqual([]);
    expect(problemsOf({ accountName: '0123456789-000001' })).toEqual([]);
  });
});
