// How much one caller may ask: points a minute, and operations at once. What is refused says when to come again, and asks no provider.
import { describe, expect, it } from '@jest/globals';
import { codesOf, useApp, withToken, type TestApp } from '../../support/app.ts';
import { until } from '../../support/assertions.ts';

const TOKENS = {
  desk: 'a-token-for-the-service-desk',
  portal: 'a-token-for-the-portal',
  router: 'a-token-for-a-router-alone',
};
const SECRET = 'the-secret-of-the-router';
const AUTH = {
  tokens: [
    { name: 'desk', token: TOKENS.desk, scopes: ['licenses:read'], mayChange: true },
    { name: 'portal', token: TOKENS.portal, scopes: ['licenses:read'] },
    { name: 'router', token: TOKENS.router, scopes: ['licenses:read', 'federation'] },
  ],
  router: { secret: SECRET, principal: { scopes: ['licenses:read'] } },
};
/** Costs 11: itself, and ten accounts with a field each. */
const ACCOUNTS = '{ accounts { key } }';
const SLOW = '{ licenses(filter: { accountKeys: ["genesys-us"] }) { totalCount } }';

function post(app: TestApp, headers: Readonly<Record<string, string>>, query = ACCOUNTS): Promise<Response> {
  return fetch(`${app.url}/graphql`, {
    method: 'POST',
    // Routers that do not name this type are told of refusals with status 200.
    headers: {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json',
      ...headers,
    },
    body: JSON.stringify({ query }),
  });
}

describe('points a minute', () => {
  const app = useApp({ auth: AUTH, server: { limits: { pointsPerMinute: 30 } }, at: '2031-03-01T12:00:00Z' });
  const desk = withToken(app, TOKENS.desk);
  const portal = withToken(app, TOKENS.portal);

  it('are spent by what operations cost, and come back evenly', async () => {
    app.later(600_000);
    expect(codesOf(await portal.ask(ACCOUNTS))).toEqual([]);
    expect(codesOf(await portal.ask(ACCOUNTS))).toEqual([]);
    const response = await post(app, { authorization: `Bearer ${TOKENS.portal}` });
    expect(response.status).toBe(429);
    // 8 of 11 points are left: 3 more take 6 seconds.
    expect(response.headers.get('retry-after')).toBe('6');
    expect(await response.json()).toEqual({
      errors: [
        {
          message: 'The points of this caller for this minute are spent. Ask again later, or for less.',
          extensions: {
            requestId: expect.any(String),
            code: 'TOO_MANY_REQUESTS',
            limit: 'server.limits.pointsPerMinute',
            allowed: 30,
            asked: 11,
            retryAt: expect.stringMatching(/^2031-03-01T12:10:0[6-9]\.\d{3}Z$/) as unknown,
          },
        },
      ],
    });
    expect(codesOf(await desk.ask(ACCOUNTS))).toEqual([]);
    app.later(6_000);
    expect(codesOf(await portal.ask(ACCOUNTS))).toEqual([]);
    expect(codesOf(await portal.ask(ACCOUNTS))).toEqual(['TOO_MANY_REQUESTS']);
  });

  it('are ten for a mutation at least', async () => {
    app.later(600_000);
    const mutation = 'mutation { cancelChangeSet(input: { id: "x" }) { replayed } }';
    for (let index = 0; index < 2; index += 1) expect(codesOf(await desk.ask(mutation))).toEqual([]);
    const { errors } = await desk.ask(mutation);
    expect(errors).toMatchObject([{ extensions: { code: 'TOO_MANY_REQUESTS', allowed: 30 } }]);
    expect(errors?.[0]?.extensions['asked']).toBeGreaterThanOrEqual(10);
  });

  it('need not suffice for an operation that costs more than a minute brings: it is paid off', async () => {
    app.later(600_000);
    const large = '{ a: accounts { key } b: accounts { key } c: accounts { key } d: accounts { key } }';
    expect(codesOf(await desk.ask(large))).toEqual([]);
    app.later(48_000);
    expect(codesOf(await desk.ask(ACCOUNTS))).toEqual(['TOO_MANY_REQUESTS']);
    app.later(3_000);
    expect(codesOf(await desk.ask(ACCOUNTS))).toEqual([]);
  });

  it('are counted for each user that a router asks for', async () => {
    app.later(600_000);
    const byRouter = { headers: { 'router-authorization': `Bearer ${SECRET}` } };
    for (const caller of [portal, desk]) {
      for (let index = 0; index < 2; index += 1)
        expect(codesOf(await caller.ask(ACCOUNTS, byRouter))).toEqual([]);
      const refused = await caller.ask(ACCOUNTS, byRouter);
      expect(codesOf(refused)).toEqual(['TOO_MANY_REQUESTS']);
    }
  });
});

describe('operations at once', () => {
  const app = useApp({ auth: AUTH, server: { limits: { concurrencyPerPrincipal: 2 } } });

  /** The statuses of three slow operations that are asked at once. */
  async function three(headers: Readonly<Record<string, string>>, of: TestApp = app): Promise<number[]> {
    of.fleet.genesys.fault({ path: 'license', fault: { kind: 'latency', ms: 500 } });
    const responses = await Promise.all([1, 2, 3].map(() => post(of, headers, SLOW)));
    return responses.map(({ status }) => status).toSorted((one, other) => one - other);
  }

  it('are so many for a caller, who is told when to come again', async () => {
    const authorization = `Bearer ${TOKENS.desk}`;
    expect(await three({ authorization })).toEqual([200, 200, 429]);
    expect(await three({ authorization })).toEqual([200, 200, 429]);
    app.fleet.genesys.fault({ path: 'license', fault: { kind: 'latency', ms: 500 } });
    const under = [post(app, { authorization }, SLOW), post(app, { authorization }, SLOW)];
    await until(() => app.calls().length > 0);
    const response = await post(app, { authorization });
    expect(response.headers.get('retry-after')).toBe('1');
    expect(await response.json()).toMatchObject({
      errors: [{ extensions: { limit: 'server.limits.concurrencyPerPrincipal', allowed: 2, asked: 3 } }],
    });
    expect(codesOf(await withToken(app, TOKENS.portal).ask(ACCOUNTS))).toEqual([]);
    await Promise.all(under);
  });

  it.each([
    ['of its own', { 'router-authorization': `Bearer ${SECRET}` }],
    ['with a token alone', { authorization: `Bearer ${TOKENS.router}` }],
  ])('are not counted for a router %s', async (_how, headers) => {
    expect(await three(headers)).toEqual([200, 200, 200]);
  });

  it('are counted for the user that a router asks for', async () => {
    const headers = {
      'router-authorization': `Bearer ${SECRET}`,
      authorization: `Bearer ${TOKENS.desk}`,
    };
    expect(await three(headers)).toEqual([200, 200, 429]);
  });

  describe('without auth, on loopback', () => {
    const open = useApp({ server: { limits: { concurrencyPerPrincipal: 2 } } });

    it('are not counted', async () => {
      expect(await three({}, open)).toEqual([200, 200, 200]);
    });
  });
});
