// An app in which everything has happened that metrics tell of: what a scrape of it does not have, there is not.
import { metricsOf, startTestApp, sumOf, withToken, type TestApp } from './app.ts';
import { present, until } from './assertions.ts';
import { createDatabase } from './databases.ts';
import { assigning, target } from './inputs.ts';
import { newKey, startIssuer } from './issuer.ts';
import { mutate } from './mutations.ts';
import { onceARun } from './once-a-run.ts';
import { subscribeBy } from './subscriptions.ts';

const TOKEN = 'a-token-of-whoever-runs-this';
const LISTED = 'query Catalogue { licenses(first: 1) { totalCount coverage { status } } }';
const PROGRESS = 'subscription ($id: ID!) { changeSetProgress(id: $id) { status progress { pending } } }';

/** What a scrape of it has; on PostgreSQL, with an issuer of tokens and a manifest. Made once a run of the tests. */
export function exercisedScrape(): Promise<string> {
  return onceARun('exercised-scrape', async () => {
    const app = await startExercised();
    try {
      await exercise(app);
      return await (await fetch(app.metricsUrl)).text();
    } finally {
      await app.close();
    }
  });
}

async function startExercised(): Promise<TestApp> {
  const issuer = await startIssuer(await newKey('one'));
  const database = await createDatabase();
  const scopes = ['licenses:read', 'licenses:change', 'audit:read', 'admin'];
  const jwt = { issuer: 'https://login.example/', audience: 'us', jwksUrl: issuer.jwksUrl };
  const app = await startTestApp({
    auth: { tokens: [{ name: 'operator', token: TOKEN, scopes }], jwt: [jwt] },
    server: { persistedQueries: 'manifest', manifest: 'of the test' },
    documents: new Map([['catalogue', LISTED]]),
    store: () => ({ url: database.url }),
    inventory: { off: false },
    accounts: (seeded) => seeded.map((one) => ({ ...one, inventory: { off: one.key !== 'genesys-eu' } })),
  });
  return {
    ...app,
    async close() {
      await app.close();
      await database.drop();
      await issuer.close();
    },
  };
}

async function exercise(app: TestApp): Promise<void> {
  const headers = { authorization: `Bearer ${TOKEN}` };
  const operator = withToken(app, TOKEN);
  const listed = JSON.stringify({ documentId: 'catalogue' });
  const json = { 'content-type': 'application/json', ...headers };
  await (await fetch(`${app.url}/graphql`, { method: 'POST', headers: json, body: listed })).text();
  // Two of the same share their reads.
  await Promise.all([operator.data(LISTED), operator.data(LISTED)]);
  await operator.ask('{ nothing }');
  app.fleet.webex.fault({ path: '/licenses', times: 1, fault: { kind: 'error', status: 503 } });
  await operator.ask('{ account(key: "webex") { licenses { totalCount } } }');
  await operator.ask(
    '{ account(key: "listings") { entities(first: 2) { nodes { assignments { nodes { id } } } } } }',
  );
  app.fleet.yext.fault({ method: 'POST', fault: { kind: 'latency', ms: 600 } });
  const input = { ...assigning('store-27', 'store-28', 'store-31'), waitSeconds: 0 };
  const { id } = present((await mutate(operator, 'applyLicenseChanges', input)).changeSet);
  await subscribeBy('SSE by POST', app.url, PROGRESS, { variables: { id }, headers }).ended;
  await mutate(operator, 'removeLicense', target('listings', 'LP-EMPTY', 'ENTITY', 'store-27'));
  app.clearFaults();
  await until(async () => sumOf(await metricsOf(app), 'job_duration_seconds_count', 'resume') > 0);
  await until(async () => sumOf(await metricsOf(app), 'sweeps_total', 'COMPLETE') > 0);
  await until(async () => {
    // What is read from the database is read anew after so long.
    app.later(15_000);
    return sumOf(await metricsOf(app), 'findings_open', 'ACTIVITY_UNKNOWN') > 0;
  });
}
