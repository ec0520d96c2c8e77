// The keys of an issuer: renewed, asked for rarely, kept while it is away, and not for ever.
import { beforeEach, describe, expect, it } from '@jest/globals';
import { newKey, startIssuer, type SigningKey } from '../support/issuer.ts';
import { until } from '../support/assertions.ts';
import { ISSUER, LISTED_TOKEN, told, useRig } from './rig.ts';

const ANN = `ann (${ISSUER})`;
const DAY_MS = 86_400_000;
const rig = useRig();
let second: SigningKey;
beforeEach(async () => {
  second = await newKey('second');
  // Read once, at the start.
  await rig.whose(await rig.token());
});

/** Does what is done every ten minutes, and waits until it is done. */
async function reloaded(): Promise<void> {
  const before = rig.issuer.requests.length;
  rig.tick();
  await until(() => rig.issuer.requests.length > before);
  // The answer is read after the request has come: a token with an unknown key waits for it.
  await rig.whose(await rig.token({}, await newKey('unknown')));
}

describe('the keys', () => {
  it('are read once for all tokens', async () => {
    await Promise.all([
      rig.whose(await rig.token({ sub: 'bob' })),
      rig.whose(await rig.token({ sub: 'eve' })),
    ]);
    expect(rig.issuer.requests).toHaveLength(1);
    expect(rig.issuer.requests[0]?.headers).not.toHaveProperty('authorization');
  });

  it('that are new are found by the first token that names them', async () => {
    rig.issuer.publish(rig.key, second);
    rig.later(30_000);
    expect(told(await rig.whose(await rig.token({}, second)))).toBe(ANN);
    expect(told(await rig.whose(await rig.token()))).toBe(ANN);
    expect(rig.issuer.requests).toHaveLength(2);
  });

  it('that went open nothing, not even for tokens that were verified', async () => {
    const token = await rig.token();
    expect(told(await rig.whose(token))).toBe(ANN);
    rig.issuer.publish(second);
    rig.later(30_000);
    await reloaded();
    expect(told(await rig.whose(token))).toBe('UNAUTHENTICATED');
    expect(told(await rig.whose(await rig.token({}, second)))).toBe(ANN);
  });

  it('are other ones under the same name after a swap', async () => {
    const token = await rig.token();
    expect(told(await rig.whose(token))).toBe(ANN);
    const swapped = await newKey('first');
    rig.issuer.publish(swapped);
    rig.later(30_000);
    await reloaded();
    expect(told(await rig.whose(token))).toBe('UNAUTHENTICATED');
    expect(told(await rig.whose(await rig.token({}, swapped)))).toBe(ANN);
  });
});

describe('a token with an unknown key', () => {
  it('makes the issuer be asked once in 30 seconds', async () => {
    const token = await rig.token({}, second);
    for (let index = 0; index < 5; index += 1) expect(told(await rig.whose(token))).toBe('UNAUTHENTICATED');
    expect(rig.issuer.requests).toHaveLength(1);
    rig.later(30_000);
    await Promise.all(Array.from({ length: 5 }, () => rig.whose(token)));
    expect(rig.issuer.requests).toHaveLength(2);
  });

  it('while the issuer fails as well, and is not called a bad one', async () => {
    rig.issuer.answer({ status: 500 });
    rig.later(30_000);
    const token = await rig.token({}, second);
    for (let index = 0; index < 5; index += 1) {
      expect(await rig.whose(token)).toEqual({
        refused: 'AUTHENTICATION_UNAVAILABLE',
        message: 'The keys of the issuer of this token cannot be read at the moment.',
        retryAfterSeconds: 30,
      });
    }
    expect(rig.issuer.requests).toHaveLength(2);
    rig.later(10_000);
    expect(await rig.whose(token)).toMatchObject({ retryAfterSeconds: 20 });
    rig.issuer.publish(rig.key, second);
    rig.later(20_000);
    expect(told(await rig.whose(token))).toBe(ANN);
  });
});

describe('while the issuer is away', () => {
  beforeEach(() => rig.issuer.close());

  it('known keys go on for a day, and listed tokens for ever', async () => {
    rig.later(DAY_MS - 1_000);
    expect(told(await rig.whose(await rig.token()))).toBe(ANN);
    rig.later(1_000);
    const late = await rig.token();
    expect(told(await rig.whose(late))).toBe('AUTHENTICATION_UNAVAILABLE');
    expect(told(await rig.whose(LISTED_TOKEN))).toBe('nightly');
  });

  it('a token that was verified ends with the keys', async () => {
    const token = await rig.token({ exp: Date.UTC(2027, 0, 1) / 1000 });
    expect(told(await rig.whose(token))).toBe(ANN);
    rig.later(DAY_MS);
    expect(told(await rig.whose(token))).toBe('AUTHENTICATION_UNAVAILABLE');
  });
});

describe('an answer of the issuer is not taken', () => {
  it.each([
    ['that is no JSON', { body: '<html>' }],
    ['that is no set of keys', { body: { keys: 'first' } }],
    ['that is too large', { body: { keys: [], more: 'x'.repeat(300_000) } }],
    ['that is an error', { status: 404, body: { keys: [] } }],
  ])('%s, and the keys of before stay', async (_what, answer) => {
    rig.issuer.answer(answer);
    rig.later(30_000);
    await reloaded();
    expect(rig.issuer.requests).toHaveLength(2);
    expect(told(await rig.whose(await rig.token({ sub: 'ann' })))).toBe(ANN);
    expect(rig.logged).toHaveLength(1);
    expect(rig.logged[0]).toMatch(/^the keys of an issuer of tokens cannot be read .*"why":"\w+: /);
  });

  it('that leads elsewhere, where nobody is asked', async () => {
    const elsewhere = await startIssuer(second);
    rig.issuer.answer({ status: 302, headers: { location: elsewhere.jwksUrl } });
    rig.later(30_000);
    await reloaded();
    expect(told(await rig.whose(await rig.token({}, second)))).toBe('AUTHENTICATION_UNAVAILABLE');
    expect(elsewhere.requests).toEqual([]);
    await elsewhere.close();
  });
});
