// How the key travels, what becomes of one that is refused, and that nobody else gets to see it.
import { describe, expect, it } from '@jest/globals';
import pino from 'pino';
import { ProblemError } from '../../../src/domain/problem.ts';
import { problemOf } from '../../support/assertions.ts';
import { useProvider } from '../../support/provider.ts';
import { ACCOUNT, ok, queryOf } from '../../support/providers/yext.ts';
import { testCall } from '../../support/runtime.ts';

const bench = useProvider('yext', { jump: true });
const { account, emulator } = bench;

describe('the key', () => {
  it.each(['header', 'query'])('goes in the %s, and nowhere else', async (apiKeyIn) => {
    await bench.open({ apiKeyIn }).catalogue(testCall());
    const [entry] = emulator.journal.entries();
    expect(new URLSearchParams(entry?.query).get('api_key')).toBe(
      apiKeyIn === 'query' ? ACCOUNT.keys.reader : null,
    );
    expect(entry?.status).toBe(200);
  });

  it.each([
    ['header', 'key-1', null],
    ['query', undefined, 'key-1'],
  ])('in the %s is sent in this form only', async (apiKeyIn, header, query) => {
    const { account: told, requests } = await bench.stubbed(() => ok({ licensePacks: [] }), {
      apiKeyIn,
      apiKey: 'key-1',
    });
    await told.catalogue(testCall());
    expect(requests.map(({ headers }) => headers['api-key'])).toEqual([header]);
    expect(requests.map((request) => queryOf(request).get('api_key'))).toEqual([query]);
  });

  it.each(['header', 'query'])('refused in the %s: final, asked once', async (apiKeyIn) => {
    const wrong = bench.open({ apiKeyIn, apiKey: 'wrong-key' });
    const problem = await problemOf(wrong.catalogue(testCall()));
    expect(problem).toMatchObject({
      code: 'UPSTREAM_CREDENTIALS',
      accountKey: 'yext-acme',
      retryable: false,
    });
    expect(problem.upstreamRequestId).toMatch(/^[0-9a-f-]{36}$/);
    expect(bench.calls()).toHaveLength(1);
  });

  it('without permission for licenses: forbidden, and entities are still there', async () => {
    const limited = bench.open({ apiKey: ACCOUNT.keys.noLicenses });
    expect((await problemOf(limited.catalogue(testCall()))).code).toBe('UPSTREAM_FORBIDDEN');
    expect((await limited.assignees.ENTITY.page(null, testCall())).items).toHaveLength(50);
    expect(bench.calls()).toHaveLength(2);
  });

  it('opens the account by its id as well', async () => {
    const named = bench.open({ accountId: ACCOUNT.accountId });
    expect(await named.catalogue(testCall())).toEqual(await account.catalogue(testCall()));
  });

  it.each(['header', 'query'])('sent in the %s is in no error and no log', async (apiKeyIn) => {
    const logged: string[] = [];
    const log = pino({}, { write: (line: string) => logged.push(line) });
    for (const fault of [
      { kind: 'cut' },
      { kind: 'stall' },
      { kind: 'html' },
      { kind: 'error', status: 401 },
      { kind: 'error', status: 500 },
    ] as const) {
      const fresh = bench.open({ apiKeyIn }, { log, answerTimeoutMs: 250 });
      emulator.clearFaults();
      bench.strike(fault);
      const error: unknown = await fresh.catalogue(testCall()).catch((thrown: unknown) => thrown);
      if (!(error instanceof ProblemError)) throw new Error('expected a problem', { cause: error });
      log.error({ err: error, problem: error.problem, status: fresh.status() }, 'a read failed');
      const seen = [error.message, error.stack, JSON.stringify(error.problem), ...logged].join('\n');
      expect(seen).toContain('a read failed');
      expect(seen).not.toContain(ACCOUNT.keys.reader);
      expect(seen).not.toContain('/accounts/');
    }
  });
});
