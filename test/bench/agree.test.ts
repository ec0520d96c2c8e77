// The check before the measurement: it has to notice what would make the comparison worthless.
import { afterEach, describe, expect, it } from '@jest/globals';
import { checkAgreement } from '../../bench/agree.ts';
import type { Contender } from '../../bench/contenders.ts';
import type { Journal } from '../../bench/journal.ts';
import { startStub, type StubServer } from '../support/stub-server.ts';

const stubs: StubServer[] = [];
afterEach(async () => {
  for (const stub of stubs.splice(0)) await stub.close();
});

const users = (...names: readonly string[]) => ({
  data: { account: { users: { nodes: names.map((displayName) => ({ displayName })) } } },
});

async function contender(name: string, status: number, answer: object): Promise<Contender> {
  const stub = await startStub(() => ({ status, body: answer }));
  stubs.push(stub);
  return { name, url: stub.url, bodyOf: () => '{}', cpuMs: () => Promise.resolve(0) };
}

/** Gives these lists of calls one after the other. */
function journal(...lists: readonly (readonly string[])[]): Journal {
  const left = [...lists];
  return { clear: () => Promise.resolve(), calls: () => Promise.resolve(left.shift() ?? []) };
}

describe('agreement of the contenders', () => {
  it('is reached when data and upstream calls are equal, whatever the spelling of the JSON', async () => {
    const contenders = [
      await contender('one', 200, users('Ada', 'Bo')),
      await contender('other', 200, users('Ada', 'Bo')),
    ];

    const agreement = await checkAgreement(contenders, 1, journal(['GET /users'], ['GET /users']));

    expect(agreement).toMatchObject({ users: 2, calls: ['GET /users'] });
    expect([...agreement.bytes.keys()]).toEqual(['one', 'other']);
  });

  it('is refused when answers differ', async () => {
    const contenders = [
      await contender('one', 200, users('Ada', 'Bo')),
      await contender('other', 200, users('Bo', 'Ada')),
    ];

    await expect(checkAgreement(contenders, 1, journal(['GET /users'], ['GET /users']))).rejects.toThrow(
      'other and one answer differently',
    );
  });

  it('is refused when one makes other upstream calls', async () => {
    const contenders = [
      await contender('one', 200, users('Ada')),
      await contender('other', 200, users('Ada')),
    ];

    await expect(checkAgreement(contenders, 1, journal(['GET /users'], []))).rejects.toThrow(
      'other and one make different upstream calls',
    );
  });

  it('is refused when all make more upstream calls than documented', async () => {
    const contenders = [await contender('one', 200, users('Ada'))];

    await expect(checkAgreement(contenders, 1, journal(['GET /users', 'GET /users']))).rejects.toThrow(
      'an answer takes 2 upstream calls, not 1',
    );
  });

  it.each([
    ['an answer with errors', 200, { ...users('Ada'), errors: [{ message: 'half of it' }] }],
    ['a failure', 502, users('Ada')],
  ])('is refused for %s', async (_what, status, answer) => {
    const contenders = [await contender('one', status, answer)];

    await expect(checkAgreement(contenders, 1, journal(['GET /users']))).rejects.toThrow(
      /errors|answered 502/,
    );
  });
});
