// Metrics of callers: how they prove who they are, the keys of issuers, and what they leave open.
import { beforeAll, describe, expect, it } from '@jest/globals';
import { metricsOf, movedBy, sumOf, useApp, withToken } from '../../support/app.ts';
import { present, until } from '../../support/assertions.ts';
import { assigning } from '../../support/inputs.ts';
import { newKey, signed, startIssuer } from '../../support/issuer.ts';
import { opened } from '../../support/lifecycle.ts';
import { mutate } from '../../support/mutations.ts';
import { subscribeBy } from '../../support/subscriptions.ts';

const TOKEN = 'a-token-of-the-list';
const SECRET = 'the-secret-of-the-router';
const ISSUER = 'https://login.example/';
const DEAD = 'https://dead.example/';

describe('callers', () => {
  const keys = opened(
    async () => ({ key: await newKey('one') }),
    () => undefined,
  );
  const issuer = opened(
    () => startIssuer(keys.key),
    (it) => it.close(),
  );
  const app = useApp({
    auth: () => ({
      tokens: [{ name: 'ann', token: TOKEN, scopes: ['licenses:read'] }],
      jwt: [
        { issuer: ISSUER, audience: 'us', jwksUrl: issuer.jwksUrl },
        { issuer: DEAD, audience: 'us', jwksUrl: 'http://127.0.0.1:9/keys' },
      ],
      router: { secret: SECRET, principal: { name: 'router', scopes: ['licenses:read'] } },
    }),
  });
  const claims = { iss: ISSUER, aud: 'us', sub: 'ann', exp: 4_000_000_000, scope: 'licenses:read' };
  // On a busy machine the first reading may be too late; it is tried again after half a minute, for a token with an unknown key.
  beforeAll(() =>
    until(async () => {
      const read = sumOf(await metricsOf(app), 'jwks_last_success_timestamp_seconds') > 0;
      if (read) return true;
      app.later(30_000);
      await as({ authorization: `Bearer ${await signed(keys.key, claims)}` });
      return false;
    }),
  );
  const as = (authorization: Readonly<Record<string, string>>) =>
    app.ask('{ accounts { key } }', { headers: authorization });

  it.each([
    ['none', 'refused', () => ({})],
    ['token', 'ok', () => ({ authorization: `Bearer ${TOKEN}` })],
    ['token', 'refused', () => ({ authorization: 'Bearer guessed' })],
    ['jwt', 'ok', async () => ({ authorization: `Bearer ${await signed(keys.key, claims)}` })],
    [
      'jwt',
      'refused',
      async () => ({ authorization: `Bearer ${await signed(keys.key, { ...claims, exp: 1 })}` }),
    ],
    [
      'jwt',
      'unavailable',
      async () => ({ authorization: `Bearer ${await signed(keys.key, { ...claims, iss: DEAD })}` }),
    ],
    ['router', 'ok', () => ({ 'router-authorization': `Bearer ${SECRET}` })],
    ['router', 'refused', () => ({ 'router-authorization': 'Bearer guessed' })],
  ] as const)('by %s: %s', async (method, outcome, headers) => {
    const moved = await movedBy(app, async () => as(await Promise.resolve(headers())));
    expect(moved(`authentications_total{method="${method}",outcome="${outcome}"}`)).toBe(1);
  });

  it('a WebSocket is counted when it says who opens it', async () => {
    const query = 'subscription { changeSetProgress(id: "x") { id } }';
    const moved = await movedBy(
      app,
      () => subscribeBy('WebSocket', app.url, query, { headers: { authorization: `Bearer ${TOKEN}` } }).ended,
    );
    expect(moved('authentications_total{method="token",outcome="ok"}')).toBe(1);
  });

  it('keys of an issuer are as old as their last reading; of one that never answered 0', async () => {
    const metrics = await metricsOf(app);
    expect(metrics.get(`jwks_last_success_timestamp_seconds{issuer="${ISSUER}"}`)).toBeGreaterThan(1.7e9);
    expect(metrics.get(`jwks_last_success_timestamp_seconds{issuer="${DEAD}"}`)).toBe(0);
  });
});

describe('subscriptions', () => {
  const TOKENS = { tokens: [{ name: 'ann', token: TOKEN, scopes: ['licenses:read'], mayChange: true }] };
  // The calls that a test stalls are given up soon.
  const app = useApp({ auth: TOKENS, limits: { answerTimeoutMs: 4_000 } });
  const ann = withToken(app, TOKEN);
  const headers = { authorization: `Bearer ${TOKEN}` };
  const PROGRESS =
    'subscription Own($id: ID!) { mine: changeSetProgress(id: $id) { status progress { pending } } }';

  it.each([
    ['WebSocket', 'WEBSOCKET', 'store-27'],
    ['SSE by POST', 'SSE', 'store-28'],
  ] as const)(
    'by %s: sockets, subscriptions, events and how late they came',
    async (transport, kind, store) => {
      app.fleet.yext.fault({ method: 'POST', fault: { kind: 'stall' } });
      const input = { ...assigning(store), waitSeconds: 0 };
      const { id } = present((await mutate(ann, 'applyLicenseChanges', input)).changeSet);
      const before = await metricsOf(app);
      const { answers, ended, stop } = subscribeBy(transport, app.url, PROGRESS, {
        variables: { id },
        headers,
      });
      await until(() => answers.length > 0);
      const open = await metricsOf(app);
      expect(open.get(`live_sockets{transport="${kind}"}`)).toBe(1);
      expect(open.get(`subscriptions{transport="${kind}"}`)).toBe(1);
      expect(sumOf(open, 'live_sockets')).toBe(1);
      await mutate(ann, 'cancelChangeSet', { id });
      app.clearFaults();
      const late = 'live_lag_seconds_count{field="changeSetProgress"}';
      await until(async () => ((await metricsOf(app)).get(late) ?? 0) > (before.get(late) ?? 0));
      stop();
      await ended;
      await until(async () => sumOf(await metricsOf(app), 'live_sockets') === 0);
      const after = await metricsOf(app);
      expect(sumOf(after, 'subscriptions')).toBe(0);
      const events = 'live_events_total{field="changeSetProgress"}';
      expect((after.get(events) ?? 0) - (before.get(events) ?? 0)).toBeGreaterThanOrEqual(1);
      // No alias of a client is a field.
      expect([...after.keys()].filter((series) => series.includes('mine'))).toEqual([]);
    },
  );
});
