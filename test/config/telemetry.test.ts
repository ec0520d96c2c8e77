// The collector of spans: by the file, else by the standard variables.
import { describe, expect, it } from '@jest/globals';
import { stringify } from 'yaml';
import { readConfig } from '../../src/config/read.ts';
import { accountSchemas } from '../../src/providers/registry.ts';

const ACCOUNT = { key: 'listings', name: 'Listings', provider: 'YEXT', accountId: 'me', apiKey: 'a-key' };
const ALL = 'OTEL_EXPORTER_OTLP_ENDPOINT';
const TRACES = 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT';

function read(otlp: object | null, environment: Readonly<Record<string, string>> = {}) {
  const text = stringify({ accounts: [ACCOUNT], ...(otlp && { telemetry: { otlp } }) });
  return readConfig({ text, environment, accountSchemas });
}

function urlOf(...given: Parameters<typeof read>): unknown {
  const result = read(...given);
  return result.ok ? result.config.telemetry.otlp.url : result.problems;
}

describe('the collector', () => {
  it.each<[string, object | null, Readonly<Record<string, string>>, string | null]>([
    ['nobody names', null, {}, null],
    ['an empty variable names', null, { [ALL]: '', [TRACES]: '' }, null],
    ['is the one for everything', null, { [ALL]: 'http://c:4318' }, 'http://c:4318/v1/traces'],
    ['has a path', null, { [ALL]: 'https://c/otlp/' }, 'https://c/otlp/v1/traces'],
    ['is the one for traces', null, { [ALL]: 'http://c:4318', [TRACES]: 'http://t/x' }, 'http://t/x'],
    ['the file names', { url: 'http://f/v1/traces' }, { [TRACES]: 'http://t/x' }, 'http://f/v1/traces'],
    ['a variable names beside a ratio', { ratio: 1 }, { [TRACES]: 'http://t/x' }, 'http://t/x'],
  ])('that %s', (_, otlp, environment, url) => {
    expect(urlOf(otlp, environment)).toBe(url);
  });

  it.each(['collector:4317', 'grpc://c:4317', 'https://me:hunter2@c/v1/traces'])(
    'is not %s, and the problem does not repeat it',
    (url) => {
      const problem = {
        path: 'telemetry.otlp.url',
        message: 'must be an http or https URL without user and password',
      };
      expect(urlOf({ url })).toEqual([problem]);
      expect(urlOf(null, { [TRACES]: url })).toEqual([problem]);
    },
  );
});

describe('headers for the collector', () => {
  it.each([
    ['http://collector.example/v1/traces', ['telemetry.otlp.headers']],
    ['http://127.0.0.1:4318/v1/traces', []],
    ['https://collector.example/v1/traces', []],
  ])('are warned about where others may read them: %s', (url, warned) => {
    const result = read({ url, headers: { authorization: 'Bearer hunter2' } });
    const paths = result.ok ? result.warnings.map(({ path }) => path) : ['refused'];
    expect(paths).toEqual(warned);
    expect(JSON.stringify(result)).not.toContain('hunter2');
  });

  it.each([{ 'not a name': 'x' }, { name: 'two\nlines' }])('fit into a request: %j', (headers) => {
    expect(read({ headers })).toMatchObject({ ok: false });
  });
});
