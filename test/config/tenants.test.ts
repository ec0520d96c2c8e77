// The same tenant under two keys would be there twice: seats, people, and changes that work against one another.
import { describe, expect, it } from '@jest/globals';
import { stringify } from 'yaml';
import { readConfig } from '../../src/config/read.ts';
import { accountSchemas } from '../../src/providers/registry.ts';

const GENESYS = {
  provider: 'GENESYS_CLOUD',
  region: 'us-east-1',
  clientId: 'a-client',
  clientSecret: 'shh-1',
};
const WEBEX = { provider: 'WEBEX', accessToken: 'shh-2' };
const THINGSPACE = {
  provider: 'THINGSPACE',
  accountName: '0123456789-00001',
  appKey: 'k',
  appSecret: 'shh-3',
  username: 'u',
  password: 'shh-4',
};
const YEXT = { provider: 'YEXT', apiKey: 'shh-5' };
const ORG = orgId('us/ORGANIZATION/0d9c7a52-5b1e-4c3f-8a77-2f60c1b4e9d1');

function orgId(path: string): string {
  return Buffer.from(`ciscospark://${path}`).toString('base64url');
}

function problemsOf(first: object, second: object): string[] {
  const accounts = [first, second].map((entry, index) => ({ key: `k${index}`, name: 'N', ...entry }));
  const read = readConfig({ text: stringify({ accounts }), environment: {}, accountSchemas });
  return read.ok ? [] : read.problems.map(({ path, message }) => `${path}: ${message}`);
}

describe('two entries of one tenant', () => {
  it.each([
    ['a Genesys client', GENESYS, { ...GENESYS, clientSecret: 'rotated' }],
    ['a Webex token', WEBEX, { ...WEBEX }],
    ['a Webex organisation', { ...WEBEX, orgId: ORG }, { ...WEBEX, orgId: ORG, accessToken: 'another' }],
    ['a ThingSpace account', THINGSPACE, { ...THINGSPACE, apiVersion: 'v2', username: 'somebody-else' }],
    ['a Yext key', YEXT, { ...YEXT, apiKeyIn: 'query' }],
    ['a Yext account', { ...YEXT, accountId: '77' }, { ...YEXT, accountId: '77', apiKey: 'another' }],
    ['a Genesys region by its domain', GENESYS, { ...GENESYS, region: 'mypurecloud.com' }],
    [
      'a Genesys region by its hosts',
      GENESYS,
      {
        ...GENESYS,
        region: undefined,
        apiBaseUrl: 'https://API.MyPureCloud.com:443/',
        loginBaseUrl: 'https://login.mypurecloud.com',
      },
    ],
    [
      'a Webex organisation in another region’s form',
      { ...WEBEX, orgId: ORG },
      { ...WEBEX, orgId: orgId('urn:TEAM:eu-central-1_k/ORGANIZATION/0D9C7A52-5b1e-4c3f-8a77-2f60c1b4e9d1') },
    ],
    ['a Webex token at a host in capitals', WEBEX, { ...WEBEX, baseUrl: 'https://WebexAPIs.com/v1/' }],
    [
      'a ThingSpace account at a host with its port',
      THINGSPACE,
      { ...THINGSPACE, baseUrls: { m2m: 'https://ThingSpace.verizon.com:443/api/m2m/v1' } },
    ],
    ['a Yext key at the old name of the host', YEXT, { ...YEXT, baseUrl: 'https://api.yext.com/v2' }],
    [
      'a Yext account in the sandbox by either name',
      { ...YEXT, accountId: '77', baseUrl: 'https://sbx-api.yextapis.com/v2' },
      { ...YEXT, accountId: '77', baseUrl: 'https://sbx-api.yext.com/v2/' },
    ],
    [
      'a Yext key in the sandbox by its oldest name',
      { ...YEXT, baseUrl: 'https://sbx-api.yext.com/v2' },
      { ...YEXT, baseUrl: 'https://api-sandbox.yext.com/v2' },
    ],
  ])('%s: refused, and no credential is shown', (_, first, second) => {
    const problems = problemsOf(first, second);
    expect(problems).toEqual(['accounts.1: is the same tenant as accounts.0']);
  });

  it.each([
    ['Genesys clients', GENESYS, { ...GENESYS, clientId: 'another' }],
    ['Genesys regions', GENESYS, { ...GENESYS, region: 'eu-central-1' }],
    ['Webex tokens', WEBEX, { ...WEBEX, accessToken: 'another' }],
    [
      'a partner’s Webex organisations',
      { ...WEBEX, orgId: ORG },
      { ...WEBEX, orgId: orgId('us/ORGANIZATION/0d9c7a52-5b1e-4c3f-8a77-2f60c1b4e9d2') },
    ],
    ['Webex organisations whose ids tell nothing', { ...WEBEX, orgId: ORG }, { ...WEBEX, orgId: `${ORG}x` }],
    ['Yext regions', YEXT, { ...YEXT, baseUrl: 'https://api.eu.yextapis.com/v2' }],
    ['ThingSpace accounts', THINGSPACE, { ...THINGSPACE, accountName: '0123456789-00002' }],
    ['Yext accounts behind one key', { ...YEXT, accountId: '77' }, { ...YEXT, accountId: '78' }],
    ['vendors', YEXT, WEBEX],
  ])('two %s are two tenants', (_, first, second) => {
    expect(problemsOf(first, second)).toEqual([]);
  });
});
