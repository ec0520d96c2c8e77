// A credential that was read prints as *** however it is printed.
import { inspect } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { readConfig } from '../../src/config/read.ts';
import { Secret } from '../../src/domain/secret.ts';
import { genesys } from '../../src/providers/genesys/index.ts';
import { accountSchemas } from '../../src/providers/registry.ts';
import { thingspace } from '../../src/providers/thingspace/index.ts';
import { webex } from '../../src/providers/webex/index.ts';
import { yext } from '../../src/providers/yext/index.ts';

/** Everything a careless line of code may do to show a value. */
function printed(value: unknown): string {
  const lines: string[] = [];
  const log = pino({ level: 'trace' }, { write: (line: string) => lines.push(line) });
  log.info({ value }, 'a value');
  log.info(value);
  log.error({ err: Object.assign(new Error('failed'), { value }) }, 'an error');
  return [
    ...lines,
    JSON.stringify(value),
    inspect(value, { depth: 10, showHidden: true }),
    String(value),
    ['', value].join(),
  ].join('\n');
}

describe('a secret', () => {
  it.each([
    ['JSON.stringify', (secret: Secret) => JSON.stringify({ secret }), '{"secret":"***"}'],
    ['util.inspect', (secret: Secret) => inspect({ secret }), '{ secret: *** }'],
    // eslint-disable-next-line typescript/restrict-template-expressions -- the slip this is about
    ['a template', (secret: Secret) => `key=${secret}`, 'key=***'],
    ['String', (secret: Secret) => String(secret), '***'],
    ['a list', (secret: Secret) => ['', secret].join(':'), ':***'],
  ])('is *** in %s', (_way, print, expected) => {
    expect(print(new Secret('hunter2'))).toBe(expected);
  });

  it('is *** in a log line', () => {
    expect(printed(new Secret('hunter2'))).toContain('"value":"***"');
  });

  it('is there for the request that needs it', () => {
    expect(new Secret('hunter2').reveal()).toBe('hunter2');
  });
});

const common = { key: 'a', name: 'A' };
const settings = {
  GENESYS_CLOUD: genesys.settings.parse({
    ...common,
    provider: 'GENESYS_CLOUD',
    region: 'us-east-1',
    clientId: 'id',
    clientSecret: 'hunter2-genesys',
  }),
  WEBEX: webex.settings.parse({
    ...common,
    provider: 'WEBEX',
    clientId: 'id',
    clientSecret: 'hunter2-client',
    refreshToken: 'hunter2-refresh',
    accessToken: 'hunter2-access',
  }),
  THINGSPACE: thingspace.settings.parse({
    ...common,
    provider: 'THINGSPACE',
    accountName: '1-1',
    appKey: 'hunter2-key',
    appSecret: 'hunter2-secret',
    username: 'hunter2-user',
    password: 'hunter2-password',
  }),
  YEXT: yext.settings.parse({ ...common, provider: 'YEXT', apiKey: 'hunter2-yext' }),
};

describe('the settings of an account', () => {
  it.each(Object.entries(settings))('of %s print no credential', (_provider, one) => {
    const text = printed(one);
    expect(text).not.toContain('hunter2');
    expect(text).toContain('***');
  });
});

describe('a whole configuration', () => {
  it('prints neither the tokens of clients nor what providers ask for', () => {
    const read = readConfig({
      text: `
accounts: [{ key: listings, name: L, provider: YEXT, apiKey: hunter2-yext }]
auth: { tokens: [{ name: router, token: hunter2-hunter2-hunter2 }] }`,
      environment: {},
      accountSchemas,
    });
    expect(read).toMatchObject({ ok: true });
    expect(printed(read)).not.toContain('hunter2');
  });
});
