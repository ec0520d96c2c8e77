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
const ORG = 'Y2lzY29zcGFyazovL3VzL09SR0FOSVpBVElPTi9hYmNkZWYwMQ';

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
  ])('%s: refused, and no credential is shown', (_, first, second) => {
    const problems = problemsOf(first, second);
    expect(problems).toEqual(['accounts.1: is the same tenant as accounts.0']);
  });

  it.each([
    ['Genesys clients', GENESYS, { ...GENESYS, clientId: 'another' }],
    ['Genesys regions', GENESYS, { ...GENESYS, region: 'eu-central-1' }],
    ['Webex tokens', WEBEX, { ...WEBEX, accessToken: 'another' }],
    ['a partner’s Webex organisations', { ...WEBEX, orgId: ORG }, { ...WEBEX, orgId: `${ORG}x` }],
    ['ThingSpace accounts', THINGSPACE, { ...THINGSPACE, accountName: '0123456789-00002' }],
    ['Yext accounts behind one key', { ...YEXT, accountId: '77' }, { ...YEXT, accountId: '78' }],
    ['vendors', YEXT, WEBEX],
  ])('two %s are two tenants', (_, first, second) => {
    expect(problemsOf(first, second)).toEqual([]);
  });
});
