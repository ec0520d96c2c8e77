// An app that has done everything that has a span, in front of a collector that keeps all of it.
import { beforeAll } from '@jest/globals';
import { metricsOf, startTestApp, sumOf, type TestApp } from '../../support/app.ts';
import { until } from '../../support/assertions.ts';
import { assigning } from '../../support/inputs.ts';
import { opened } from '../../support/lifecycle.ts';
import { subscribeBy } from '../../support/subscriptions.ts';
import { startCollector, type Collector } from './collector.ts';

export const TOKEN = 'a-token-of-the-one-who-asks';
export const COLLECTOR_KEY = 'a-key-that-the-collector-wants';
/** In variables, and in what vendors answer. */
export const ADDRESS = 'ada.sato.60@acme.example';
export const REASON = 'a reason that somebody has written';
const AUTHORIZED = { authorization: `Bearer ${TOKEN}` };

const FOUR = `query Four($email: String!) {
  licenses(first: 100) { nodes { name } }
  person(email: $email) { users { email assignments { nodes { license { name } } } } }
  devices(first: 3) { nodes { imei } }
  account(key: "listings") { entities(first: 2) { nodes { assignments { nodes { id } } } } }
}`;
const FAILING = 'query Failing { inferLicenses(accountKey: "genesys-us", roleIds: ["x"]) { name } }';
const CATALOGUE = 'query Catalogue { account(key: "webex") { licenses { totalCount } } }';
const CHANGE = `mutation Assign($input: ApplyLicenseChangesInput!) {
  applyLicenseChanges(input: $input) { changeSet { id status } }
}`;
export const PROGRESS = 'subscription Follow($id: ID!) { changeSetProgress(id: $id) { status } }';

export interface ExercisedApp {
  readonly app: TestApp;
  readonly collector: Collector;
}

/** Of the file or `describe` this is called in. It has left before the first test. */
export function useExercisedApp(): ExercisedApp {
  const it = opened(start, async ({ app, collector }) => {
    await app.close();
    await collector.close();
  });
  beforeAll(async () => {
    await exercise(it.app);
    await it.app.leave();
  });
  return it;
}

async function start(): Promise<ExercisedApp> {
  const collector = await startCollector();
  const app = await startTestApp({
    telemetry: { otlp: { url: collector.url, headers: { 'x-key': COLLECTOR_KEY }, ratio: 1 } },
    auth: {
      tokens: [
        { name: 'operator', token: TOKEN, scopes: ['licenses:read', 'licenses:change', 'audit:read'] },
      ],
    },
    limits: { concurrency: 1, retries: 2 },
    changes: { inlineChanges: 2 },
  });
  return { app, collector };
}

async function exercise(app: TestApp): Promise<void> {
  const headers = AUTHORIZED;
  await app.data(FOUR, { headers, variables: { email: ADDRESS } });
  await app.ask('query Wrong { nothing }', { headers });
  await app.ask('{ viewer { name } }', { headers: { authorization: 'Bearer of-nobody' } });
  app.fleet.genesys.fault({ path: '/infer', times: 3, fault: { kind: 'error', status: 503 } });
  await app.ask(FAILING, { headers });
  app.clearFaults();
  await atOnce(app);
  const write = async (...stores: readonly string[]) => {
    const input = { ...assigning(...stores), reason: REASON, waitSeconds: 20 };
    const variables = { input };
    return app.data<{ applyLicenseChanges: { changeSet: { id: string } } }>(CHANGE, { headers, variables });
  };
  const { applyLicenseChanges } = await write('store-27', 'store-28');
  // More than are begun where they were asked for.
  await write('store-29', 'store-30', 'store-31');
  const { id } = applyLicenseChanges.changeSet;
  await subscribeBy('SSE by POST', app.url, PROGRESS, { variables: { id }, headers }).ended;
  const socket = subscribeBy('WebSocket', app.url, PROGRESS, { variables: { id }, headers });
  await until(() => socket.answers.length > 0);
  socket.stop();
  await socket.ended;
  await until(async () => sumOf(await metricsOf(app), 'job_duration_seconds_count', 'settle') > 0);
}

/** Two that share a read, and wait for a place that a third one has. */
async function atOnce(app: TestApp): Promise<void> {
  const headers = AUTHORIZED;
  app.fleet.webex.fault({ fault: { kind: 'latency', ms: 300 } });
  const people = app.ask('query People { account(key: "webex") { users(first: 1) { nodes { id } } } }', {
    headers,
  });
  await until(() => app.calls().some(({ path }) => path.includes('/people')));
  await Promise.all([people, app.ask(CATALOGUE, { headers }), app.ask(CATALOGUE, { headers })]);
  app.clearFaults();
}
