// What an account's entry may say, and what the account says of itself before anything is asked.
import { inspect } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { REGIONS } from '../../../src/providers/genesys/regions.ts';
import { GenesysSettings } from '../../../src/providers/genesys/settings.ts';
import { capabilitiesOf, idRows } from '../../support/accounts.ts';
import { offline } from '../../support/provider.ts';

const entry = {
  key: 'eu',
  name: 'Acme EU',
  provider: 'GENESYS_CLOUD',
  clientId: 'an-id',
  clientSecret: 'a-secret',
};

function complaintsAbout(changes: object): string {
  const parsed = GenesysSettings.safeParse({ ...entry, ...changes });
  return parsed.success ? 'accepted' : z.prettifyError(parsed.error);
}

describe('settings', () => {
  it('takes a region by its AWS name or its domain', () => {
    const hosts = {
      apiBaseUrl: 'https://api.mypurecloud.de',
      loginBaseUrl: 'https://login.mypurecloud.de',
    };
    expect(GenesysSettings.parse({ ...entry, region: 'eu-central-1' })).toMatchObject(hosts);
    expect(GenesysSettings.parse({ ...entry, region: 'mypurecloud.de' })).toMatchObject(hosts);
  });

  it('knows eighteen regions, each under names of its own', () => {
    expect(REGIONS).toHaveLength(18);
    expect(new Set(REGIONS.flatMap((row) => [row.region, row.domain])).size).toBe(36);
    for (const { region, domain } of REGIONS) {
      expect(GenesysSettings.parse({ ...entry, region }).apiBaseUrl).toBe(`https://api.${domain}`);
    }
  });

  it('takes two base URLs in place of a region', () => {
    const settings = GenesysSettings.parse({
      ...entry,
      apiBaseUrl: 'http://127.0.0.1:4101/api-host/',
      loginBaseUrl: 'http://127.0.0.1:4101',
    });
    expect(settings.apiBaseUrl).toBe('http://127.0.0.1:4101/api-host');
    expect(settings.loginBaseUrl).toBe('http://127.0.0.1:4101');
  });

  it.each([
    ['neither', {}],
    ['both', { region: 'eu-central-1', apiBaseUrl: 'https://a.example', loginBaseUrl: 'https://l.example' }],
    ['a region and one URL', { region: 'eu-central-1', apiBaseUrl: 'https://a.example' }],
    ['one URL only', { apiBaseUrl: 'https://a.example' }],
  ])('refuses %s', (_, changes) => {
    expect(complaintsAbout(changes)).toContain('give either region, or both apiBaseUrl and loginBaseUrl');
    expect(complaintsAbout(changes)).toContain('region');
  });

  it.each([
    ['an unknown region', { region: 'eu-north-9' }, 'unknown region; one of us-east-1'],
    ['an unknown key', { region: 'eu-central-1', secret: 'x' }, 'Unrecognized key: "secret"'],
    ['another provider', { region: 'eu-central-1', provider: 'WEBEX' }, 'provider'],
    ['an id that ends early in Basic', { region: 'eu-central-1', clientId: 'a:b' }, 'no colon'],
    ['an empty secret', { region: 'eu-central-1', clientSecret: '' }, 'clientSecret'],
    ['a URL with credentials', { apiBaseUrl: 'https://u:p@a.example' }, 'apiBaseUrl'],
  ])('refuses %s', (_, changes, complaint) => {
    expect(complaintsAbout(changes)).toContain(complaint);
  });

  it('names every mistake at once', () => {
    const complaints = complaintsAbout({ region: 'nowhere', clientId: '', key: 'Not A Key' });
    expect(complaints).toContain('→ at region');
    expect(complaints).toContain('→ at clientId');
    expect(complaints).toContain('→ at key');
  });

  it('never prints the secret', () => {
    const settings = GenesysSettings.parse({ ...entry, region: 'eu-central-1' });
    expect(`${inspect(settings, { depth: 5 })}${JSON.stringify(settings)}`).not.toContain('a-secret');
  });
});

describe('the account', () => {
  it('says what it can do', () => {
    const capabilities = capabilitiesOf(
      ['USER'],
      { lookup: 100, assignment: 100 },
      'infersLicensesFromRoles',
      'hasFeatureToggles',
    );
    expect(offline('genesys').account).toEqual({
      key: 'us',
      provider: 'GENESYS_CLOUD',
      name: 'Acme US',
      capabilities,
    });
  });
});

describe('ids', () => {
  it.each([
    ...idRows('LICENSE', {
      fit: ['cloudCX2', 'acme app/Wörk #1', '...'],
      unfit: ['..', '.', '', 'a\nb', '\ud800', 'x'.repeat(129)],
    }),
    ...idRows('USER', {
      fit: ['0a6f1c52-7a1e-4f0c-8b0a-3c2f5f6f0001'],
      unfit: ['0a6f1c52-7a1e-4f0c-8b0a-3c2f5f6f0001/', '0a6f1c52'],
    }),
    ...idRows('DEVICE', { unfit: ['0a6f1c52-7a1e-4f0c-8b0a-3c2f5f6f0001'] }),
  ])('%s %j may be one: %j', (kind, id, expected) => {
    expect(offline('genesys').accepts(kind, id)).toBe(expected);
  });
});
