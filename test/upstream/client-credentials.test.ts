// Tokens of an application: fetched once, renewed in time and when refused.
import { inspect } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { Secret } from '../../src/domain/secret.ts';
import { clientCredentials, type ClientCredentials } from '../../src/upstream/client-credentials.ts';
import { problemOf } from '../support/assertions.ts';
import { createTestClock } from '../support/clock.ts';
import { testRuntime } from '../support/runtime.ts';
import type { TransportRequest, UpstreamResponse } from '../../src/upstream/transport.ts';
import { answer } from './scripted.ts';

/** An authorizer whose logins are answered with these, the last one over and over; bodies are those of answers that grant. */
function logins(answers: readonly (UpstreamResponse | object)[], changes: Partial<ClientCredentials> = {}) {
  const sent: TransportRequest[] = [];
  const clock = createTestClock();
  const { runtime } = testRuntime({
    now: () => clock.now,
    transport(request) {
      const next = answers[Math.min(sent.length, answers.length - 1)] ?? {};
      sent.push(request);
      return Promise.resolve('status' in next ? (next as UpstreamResponse) : answer(200, next)); // no token has a status
    },
  });
  const authorizer = clientCredentials(runtime, {
    accountKey: 'acme',
    url: 'https://login.example/oauth/token',
    clientId: 'client',
    clientSecret: new Secret('s3cr3t'),
    policy: {
      explain: ({ status }) => (status === 400 ? { code: 'UPSTREAM_CREDENTIALS' } : {}),
      budget: () => null,
    },
    loginMs: 1000,
    renewBeforeMs: 60_000,
    refuses: ({ status }) => status === 401,
    ...changes,
  });
  return { authorizer, sent, clock };
}

const token = (name: string, seconds?: number) => ({
  access_token: name,
  token_type: 'Bearer',
  ...(seconds !== undefined && { expires_in: seconds }),
});

describe('client credentials', () => {
  it('are sent as RFC 6749 says, once for all requests', async () => {
    const { authorizer, sent } = logins([token('t1', 3600)]);
    const both = await Promise.all([authorizer.headers(), authorizer.headers()]);
    for (const headers of [...both, await authorizer.headers()]) {
      expect(headers).toEqual({ authorization: 'Bearer t1' });
    }
    expect(sent).toMatchObject([
      {
        method: 'POST',
        url: 'https://login.example/oauth/token',
        headers: {
          authorization: `Basic ${Buffer.from('client:s3cr3t').toString('base64')}`,
          'content-type': 'application/x-www-form-urlencoded',
        },
        body: 'grant_type=client_credentials',
      },
    ]);
  });

  it('may ask for a scope, and have an id that is secret', async () => {
    const { authorizer, sent } = logins([token('t1')], { scope: 'a b', clientId: new Secret('hidden') });
    await authorizer.headers();
    expect(sent).toMatchObject([
      {
        body: 'grant_type=client_credentials&scope=a+b',
        headers: { authorization: `Basic ${Buffer.from('hidden:s3cr3t').toString('base64')}` },
      },
    ]);
    expect(inspect(authorizer, { depth: 9 })).not.toMatch(/hidden|s3cr3t/);
  });

  it('are sent again before a token expires; one without a lifetime is kept', async () => {
    const { authorizer, clock, sent } = logins([token('t1', 300), token('t2')]);
    await authorizer.headers();
    clock.now += 239_000;
    expect(await authorizer.headers()).toEqual({ authorization: 'Bearer t1' });
    clock.now += 1000;
    expect(await authorizer.headers()).toEqual({ authorization: 'Bearer t2' });
    clock.now += 1e9;
    expect(await authorizer.headers()).toEqual({ authorization: 'Bearer t2' });
    expect(sent).toHaveLength(2);
  });

  it('are sent again for the token that an answer refuses, and for no other', async () => {
    const { authorizer, sent } = logins([token('t1'), token('t2')]);
    const old = await authorizer.headers();
    expect(authorizer.renew(answer(403), old)).toBe(false);
    expect(await authorizer.headers()).toEqual(old);
    expect(authorizer.renew(answer(401), old)).toBe(true);
    expect(await authorizer.headers()).toEqual({ authorization: 'Bearer t2' });
    expect(authorizer.renew(answer(401), old)).toBe(true);
    expect(await authorizer.headers()).toEqual({ authorization: 'Bearer t2' });
    expect(sent).toHaveLength(2);
  });

  it('that are refused are left alone for a while', async () => {
    const { authorizer, sent, clock } = logins([answer(400)]);
    expect(authorizer.nextLoginAt?.()).toBeNull();
    const problem = await problemOf(authorizer.headers());
    expect(problem).toMatchObject({ code: 'UPSTREAM_CREDENTIALS', accountKey: 'acme' });
    expect(authorizer.nextLoginAt?.()).toBe(clock.now + 300_000);
    await problemOf(authorizer.headers());
    expect(sent).toHaveLength(1);
  });

  it.each([
    ['no token', {}],
    ['a token that fits into no header', token('a\r\nb')],
    ['an empty token', token('')],
    ['a lifetime that is over', token('t', 0)],
  ])('that are answered with %s cannot be used', async (_, body) => {
    expect(await problemOf(logins([body]).authorizer.headers())).toMatchObject({
      code: 'UPSTREAM_BAD_RESPONSE',
      accountKey: 'acme',
    });
  });

  it('may be answered in another form', async () => {
    const schema = z
      .object({ jwt: z.string() })
      .transform(({ jwt }) => ({ accessToken: jwt, lifetimeSeconds: 90 }));
    const { authorizer, clock, sent } = logins([{ jwt: 'j1' }, { jwt: 'j2' }], { token: schema });
    expect(await authorizer.headers()).toEqual({ authorization: 'Bearer j1' });
    clock.now += 30_000;
    expect(await authorizer.headers()).toEqual({ authorization: 'Bearer j2' });
    expect(sent).toHaveLength(2);
  });
});
