// From when on something stands out, for all accounts and in the entry of any provider's account.
import { describe, expect, it } from '@jest/globals';
import { stringify } from 'yaml';
import { readConfig } from '../../src/config/read.ts';
import { accountSchemas } from '../../src/providers/registry.ts';
import { ruleSettings } from '../support/findings.ts';

const YEXT = { key: 'listings', name: 'L', provider: 'YEXT', apiKey: 'k' };
const GENESYS = {
  key: 'us',
  name: 'U',
  provider: 'GENESYS_CLOUD',
  region: 'us-east-1',
  clientId: 'c',
  clientSecret: 's',
};

function read(account: object, findings?: unknown) {
  const text = stringify({ accounts: [account], ...(findings === undefined ? {} : { findings }) });
  return readConfig({ text, environment: {}, accountSchemas });
}

function problemsOf(account: object, findings?: unknown): readonly string[] {
  const result = read(account, findings);
  return result.ok ? [] : result.problems.map(({ path }) => path);
}

describe('findings', () => {
  it('have the defaults of the rules', () => {
    const { all, account } = ruleSettings();
    expect(read(YEXT)).toMatchObject({ config: { findings: all, accounts: [{ findings: account }] } });
  });

  it('of an account may say more, and of one by passwords alone less is known by default', () => {
    expect(read(GENESYS)).toMatchObject({
      config: { accounts: [{ findings: { activity: 'PASSWORD_SIGN_INS' } }] },
    });
    const said = {
      activity: 'ALL_SIGN_INS',
      expectExternalChanges: true,
      exempt: { licenseIds: ['cloudCX1'] },
    };
    expect(read({ ...GENESYS, findings: said })).toMatchObject({
      config: {
        accounts: [{ findings: { ...said, exempt: { assigneeIds: [], licenseIds: ['cloudCX1'] } } }],
      },
    });
  });

  it('exempt addresses in any case', () => {
    expect(read(YEXT, { idleDays: 30, exempt: { emails: ['Ann@ACME.test'] } })).toMatchObject({
      config: {
        findings: { idleDays: 30, inactiveDays: 14, exempt: { emails: ['ann@acme.test'], departments: [] } },
      },
    });
  });

  it('are refused with their places', () => {
    expect(problemsOf(YEXT, { idleDays: 0, nearlyExhausted: { percent: 101 }, often: true })).toEqual([
      'findings.idleDays',
      'findings.nearlyExhausted.percent',
      'findings',
    ]);
    expect(problemsOf({ ...YEXT, findings: { activity: 'NONE', exempt: ['a'] } })).toEqual([
      'accounts.0.findings.activity',
      'accounts.0.findings.exempt',
    ]);
  });
});
