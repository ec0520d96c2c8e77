// How old answers may be by a claim of the caller's token: over HTTP, under the name that `auth.jwt[].claims.freshness` gives it.
import { expect, it } from '@jest/globals';
import { withToken } from '../../support/app.ts';
import { useSweptApp } from '../../support/inventory.ts';
import { newKey, signed, startIssuer } from '../../support/issuer.ts';
import { at, listAt } from '../../support/json.ts';
import { opened } from '../../support/lifecycle.ts';

const TOKEN = 'sees-all-0123456789';
const CLAIM = 'https://acme.example/freshness';
const DEAD = { kind: 'error', status: 503 } as const;
const RENAMED = 'https://login.example/';
const PLAIN = 'https://other.example/';

const issuer = opened(
  async () => {
    const key = await newKey('first');
    return { key, ...(await startIssuer(key)) };
  },
  (it) => it.close(),
);

const app = useSweptApp({
  token: TOKEN,
  limits: { retries: 0, breakerFailures: 1_000 },
  accounts: (seeded) => seeded.filter(({ key }) => key === 'listings'),
  auth: () => ({
    tokens: [{ name: 'all', token: TOKEN }],
    jwt: [
      {
        issuer: RENAMED,
        audience: 'license-graph',
        jwksUrl: issuer.jwksUrl,
        claims: { freshness: CLAIM },
      },
      { issuer: PLAIN, audience: 'license-graph', jwksUrl: issuer.jwksUrl },
    ],
  }),
});

/** The app as the bearer of a token with these claims sees it. */
async function bearing(claims: object, iss = RENAMED) {
  const exp = Math.floor(Date.now() / 1000) + 3_600;
  const own = { iss, aud: 'license-graph', sub: 'ann', exp, scope: 'licenses:read' };
  return withToken(app, await signed(issuer.key, { ...own, license_graph_accounts: '*', ...claims }));
}

const ENTITIES =
  'query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Entity { displayName source { mode } } } }';

async function idsOfStores(): Promise<unknown[]> {
  const all = withToken(app, TOKEN);
  const data = await all.data('{ account(key: "listings") { entities(first: 3) { nodes { id } } } }');
  app.forget();
  return listAt(data, 'account', 'entities', 'nodes').map((node) => at(node, 'id'));
}

/** Where the answer to a caller with these claims comes from, and what it costs. */
async function answered(claims: object, { headers = {}, iss = RENAMED } = {}) {
  const ids = await idsOfStores();
  const data = await (await bearing(claims, iss)).data(ENTITIES, { variables: { ids }, headers });
  const text = JSON.stringify(data);
  return { modes: [...new Set(text.match(/(?<="mode":")\w+/g))], calls: app.calls().length > 0 };
}

const KEPT = { modes: ['INVENTORY'], calls: false };
const LIVE = { modes: ['LIVE'], calls: true };

it('is the default of a request without the header, and gives way to one', async () => {
  expect(await answered({ [CLAIM]: 'max-age=86400' })).toEqual(KEPT);
  expect(await answered({ [CLAIM]: 'max-age=86400' }, { headers: { 'x-freshness': 'max-age=0' } })).toEqual(
    LIVE,
  );
  expect(await answered({ [CLAIM]: 'stale-if-error=86400' })).toEqual(LIVE);
});

it('has the answers of before where the provider fails', async () => {
  const ids = await idsOfStores();
  app.fleet.yext.fault({ path: '', fault: DEAD });
  const stale = await bearing({ [CLAIM]: 'stale-if-error=86400' });
  expect(JSON.stringify(await stale.data(ENTITIES, { variables: { ids } }))).toContain('INVENTORY');
  const none = await bearing({});
  expect(JSON.stringify(await none.ask(ENTITIES, { variables: { ids } }))).toContain('UPSTREAM_UNAVAILABLE');
});

it('has the name that the configuration gives it for that issuer, and no other', async () => {
  expect(await answered({ license_graph_freshness: 'max-age=86400' })).toEqual(LIVE);
  expect(await answered({ license_graph_freshness: 'max-age=86400' }, { iss: PLAIN })).toEqual(KEPT);
  expect(await answered({ [CLAIM]: 'max-age=86400' }, { iss: PLAIN })).toEqual(LIVE);
});

it.each([86_400, ['max-age=86400'], 'max-age=86400; x', ''])('asks for nothing as %j', async (claim) => {
  expect(await answered({ [CLAIM]: claim })).toEqual(LIVE);
});
