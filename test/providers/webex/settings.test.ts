// What an entry of the configuration may say of a Webex account.
import { describe, expect, it } from '@jest/globals';
import { webex } from '../../../src/providers/webex/index.ts';

const ENTRY = { key: 'webex', name: 'Webex', provider: 'WEBEX' };
const RENEWAL = { clientId: 'C1', clientSecret: 'shh', refreshToken: 'r1' };

function problems(entry: object): readonly string[] {
  const parsed = webex.settings.safeParse(entry);
  return (parsed.error?.issues ?? []).map((issue) => `${issue.path.map(String).join('.')}: ${issue.message}`);
}

const BOTH_WAYS = 'give accessToken alone, or clientId, clientSecret and refreshToken together';

describe('settings of a Webex account', () => {
  it('takes an access token alone, with the public cloud as its address', () => {
    const settings = webex.settings.parse({ ...ENTRY, accessToken: 't' });
    expect(settings).toMatchObject({ baseUrl: 'https://webexapis.com/v1', orgId: undefined });
    expect(settings.credentials).toMatchObject({ kind: 'FIXED' });
  });

  it('takes what renews tokens, with or without a first token', () => {
    for (const first of [{}, { accessToken: 't' }]) {
      const { credentials } = webex.settings.parse({ ...ENTRY, ...RENEWAL, ...first });
      expect(credentials).toMatchObject({ kind: 'REFRESHED', clientId: 'C1' });
    }
  });

  it('takes another address and drops its last slash', () => {
    const baseUrl = 'https://api-usgov.webex.com/v1/';
    expect(webex.settings.parse({ ...ENTRY, accessToken: 't', baseUrl }).baseUrl).toBe(
      'https://api-usgov.webex.com/v1',
    );
  });

  it('never prints a secret', () => {
    const printed = JSON.stringify(webex.settings.parse({ ...ENTRY, ...RENEWAL, accessToken: 'first' }));
    for (const secret of ['shh', 'r1', 'first']) expect(printed).not.toContain(`"${secret}"`);
  });

  it('says what is missing', () => {
    expect(problems(ENTRY)).toEqual([`accessToken: ${BOTH_WAYS}`]);
    expect(problems({ ...ENTRY, accessToken: 't', clientId: 'C1' })).toEqual([
      `clientSecret: ${BOTH_WAYS}`,
      `refreshToken: ${BOTH_WAYS}`,
    ]);
  });

  it('refuses unknown keys, other providers, bare uuids for the organisation and odd addresses', () => {
    const good = { ...ENTRY, accessToken: 't' };
    expect(problems({ ...good, region: 'us' })).toHaveLength(1);
    expect(problems({ ...good, provider: 'YEXT' })).toHaveLength(1);
    expect(problems({ ...good, orgId: '0d9c7a52-5b1e-4c3f-8a77-2f60c1b4e9d1' })).toEqual([
      'orgId: must be the base64 form of the organisation id, not the bare uuid',
    ]);
    expect(problems({ ...good, baseUrl: 'https://user:secret@webexapis.com/v1' })).toHaveLength(1);
  });
});
