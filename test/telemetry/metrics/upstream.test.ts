// Metrics of providers: every HTTP request by what it came to, and how each account is at the moment.
import { describe, expect, it } from '@jest/globals';
import { metricsOf, movedBy, sumOf, useApp } from '../../support/app.ts';
import { until } from '../../support/assertions.ts';

const WEBEX = '{ account(key: "webex") { licenses { totalCount } } }';
const requests = (outcome: string) =>
  `upstream_requests_total{account="webex",operation="listLicenses",outcome="${outcome}"}`;

describe('requests to a provider', () => {
  const app = useApp({ warm: true, limits: { retries: 1, breakerFailures: 1_000, answerTimeoutMs: 500 } });
  const timed = 'upstream_request_duration_seconds_count{account="webex",operation="listLicenses"}';

  it('are counted one by one, and timed, under the name of the call', async () => {
    const moved = await movedBy(app, () => app.data(WEBEX));
    expect([moved(requests('ok')), moved(timed)]).toEqual([1, 1]);
    expect(moved('upstream_retries_total{account="webex"}')).toBe(0);
  });

  it.each([
    ['server_error', { kind: 'error', status: 503 }],
    ['refused', { kind: 'error', status: 400 }],
    ['refused', { kind: 'error', status: 403 }],
    ['not_found', { kind: 'error', status: 404 }],
    ['unreachable', { kind: 'cut' }],
    ['timeout', { kind: 'stall' }],
    ['bad_answer', { kind: 'html' }],
  ] as const)('one that fails is %s: %j', async (outcome, fault) => {
    app.fleet.webex.fault({ path: '/licenses', times: 1, fault });
    const moved = await movedBy(app, () => app.ask(WEBEX));
    expect(moved(requests(outcome))).toBe(1);
  });

  it('an answer that has not the documented form counts besides', async () => {
    app.fleet.webex.fault({
      path: '/licenses',
      fault: { kind: 'answer', status: 200, body: { items: 'none' } },
    });
    const moved = await movedBy(app, () => app.ask(WEBEX));
    expect([moved(requests('ok')), moved(requests('bad_answer'))]).toEqual([1, 1]);
  });

  it('further tries are counted, and the requests of them', async () => {
    app.fleet.webex.fault({ path: '/licenses', times: 1, fault: { kind: 'error', status: 503 } });
    const moved = await movedBy(app, () => app.data(WEBEX));
    expect([moved(requests('server_error')), moved(requests('ok'))]).toEqual([1, 1]);
    expect(moved('upstream_retries_total{account="webex"}')).toBe(1);
    expect(moved(timed)).toBe(2);
  });

  it('the same read at the same time is shared', async () => {
    app.fleet.webex.fault({ path: '/licenses', times: 1, fault: { kind: 'latency', ms: 300 } });
    const moved = await movedBy(app, () => Promise.all([app.data(WEBEX), app.data(WEBEX)]));
    expect([moved(requests('ok')), moved('upstream_shared_total{account="webex"}')]).toEqual([1, 1]);
  });
});

describe('credentials', () => {
  const app = useApp({
    accounts: (seeded) =>
      seeded.map((entry) =>
        entry.provider === 'GENESYS_CLOUD' ? { ...entry, clientSecret: 'wrong' } : entry,
      ),
  });

  it('that are wrong show at once: in logins and in requests', async () => {
    const moved = await movedBy(app, () =>
      app.ask('{ account(key: "genesys-us") { licenses { totalCount } } }'),
    );
    expect(moved('upstream_logins_total{account="genesys-us",outcome="unauthorized"}')).toBe(1);
    expect(
      moved('upstream_requests_total{account="genesys-us",operation="logIn",outcome="unauthorized"}'),
    ).toBe(1);
  });

  it('that are right show as well', async () => {
    const moved = await movedBy(app, () => app.data(WEBEX));
    expect(moved('upstream_logins_total{account="webex",outcome="ok"}')).toBe(1);
  });
});

describe('an account', () => {
  const app = useApp({
    limits: { retries: 0, breakerFailures: 2, concurrency: 1, queue: 10, breakerResetMs: 3_600_000 },
  });
  const states = async () => {
    const metrics = await metricsOf(app);
    return ['CLOSED', 'HALF_OPEN', 'OPEN'].map((state) =>
      metrics.get(`upstream_circuit_state{account="webex",state="${state}"}`),
    );
  };

  it('tells budget and last success once it knows them', async () => {
    expect(sumOf(await metricsOf(app), 'upstream_last_success_timestamp_seconds')).toBe(0);
    expect(sumOf(await metricsOf(app), 'upstream_budget_remaining')).toBe(0);
    await app.data('{ licenses(first: 1) { totalCount } }');
    const metrics = await metricsOf(app);
    expect(metrics.get('upstream_last_success_timestamp_seconds{account="webex"}')).toBeGreaterThan(1.7e9);
    expect(metrics.get('upstream_budget_limit{account="listings"}')).toBe(5_000);
    expect(metrics.get('upstream_budget_remaining{account="listings"}')).toBeLessThan(5_000);
    expect(metrics.get('upstream_budget_reset_timestamp_seconds{account="genesys-us"}')).toBeGreaterThan(
      1.7e9,
    );
    // Webex tells no budget: there is none to be told.
    expect(metrics.has('upstream_budget_limit{account="webex"}')).toBe(false);
  });

  it('tells how many requests are under way and wait', async () => {
    app.fleet.webex.fault({ fault: { kind: 'stall' } });
    const client = new AbortController();
    const query = '{ account(key: "webex") { licenses { totalCount } users(first: 1) { nodes { id } } } }';
    const asked = app.ask(query, { signal: client.signal }).catch(() => null);
    const load = async () => {
      const metrics = await metricsOf(app);
      return ['in_flight', 'queued'].map((name) => metrics.get(`upstream_${name}{account="webex"}`));
    };
    await until(async () => (await load()).join() === '1,1');
    client.abort();
    await asked;
    await until(async () => (await load()).join() === '0,0');
    // Nobody waits for them any more. The second was not sent.
    expect(sumOf(await metricsOf(app), 'upstream_requests_total', 'outcome="aborted"')).toBe(1);
  });

  it('tells the state of its circuit', async () => {
    expect(await states()).toEqual([1, 0, 0]);
    app.fleet.webex.fault({ fault: { kind: 'error', status: 503 } });
    for (let round = 0; round < 2; round += 1) await app.ask(WEBEX);
    expect(await states()).toEqual([0, 0, 1]);
  });
});
