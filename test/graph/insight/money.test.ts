// Contracts, costs and renewals in the graph: the days of a zone, three currencies, and who may know what.
import { describe, expect, it } from '@jest/globals';
import { access } from '../../../emulators/webex/index.ts';
import { codesOf, everyPage, failuresOf, idOf, withToken, type NodesOfMany } from '../../support/app.ts';
import { present } from '../../support/assertions.ts';
import { useSweptApp } from '../../support/inventory.ts';

const [ALL, PLAIN, LISTINGS] = ['sees-all-prices-1', 'sees-no-prices-12', 'listings-alone-12'];
const HALF = 2 ** 52;

/** The year 2031 of a license, by its id or its name. */
function contract(account: string, license: object, more: object = {}): object {
  const { start, end, noticeDays, renews, minorUnits, currency, ...rest } = {
    start: '2031-01-01',
    end: '2031-12-31',
    noticeDays: 90,
    renews: true,
    minorUnits: 1_350,
    currency: 'EUR',
    ...more,
  };
  return {
    license: { account, ...license },
    pricePerSeatMonth: { minorUnits, currency },
    pays: 'PURCHASED',
    term: { start, end, noticeDays, renews },
    ...rest,
  };
}

const YEN = { minorUnits: 120, currency: 'JPY' };
const USD = { minorUnits: 1_800, currency: 'USD' };
const CONTRACTS = [
  contract('listings', { id: 'LP-LISTINGS' }, { end: '2031-06-01', renews: false }),
  contract('listings', { id: 'LP-PAGES' }, { start: '2031-06-02' }),
  contract('listings', { id: 'LP-REVIEWS' }, { end: '2031-05-31', renews: false }),
  contract('listings', { name: 'Region *' }, { ...USD, noticeDays: 0 }),
  contract(
    'listings',
    { name: 'Nothing of ours *' },
    { ...YEN, seats: 7, end: '2031-07-01', noticeDays: 10 },
  ),
  contract('fleet', { id: 'fota' }, { ...YEN, start: '2031-06-01', pays: 'ASSIGNED' }),
  // With the padding that the inventory leaves out.
  contract('webex', { id: padded(access.licenseIds['meetingsSuite']) }, { ...USD, end: '2031-08-29' }),
  contract('webex', { name: 'webex meet*' }, YEN),
  contract('webex', { name: 'Webex Calling - Professional' }, { start: '2030-02-01', end: '2031-01-31' }),
  contract('genesys-us', { name: 'Cloud CX 1' }, { ...USD, minorUnits: 1_000_000, seats: 3_000 }),
  contract('genesys-us', { name: 'Cloud CX 2' }),
  contract('genesys-eu', { name: 'Cloud CX 1' }, { minorUnits: HALF, seats: 1 }),
  contract('genesys-eu', { name: 'Cloud CX 3' }, { minorUnits: HALF, seats: 1 }),
  contract('fleet-legacy', { id: 'fota' }, { minorUnits: 2 ** 50 }),
];

/** Half an hour into 1 June in Tokyo, while it is May in UTC. */
const app = useSweptApp({
  at: '2031-05-31T15:30:00Z',
  changes: { zone: 'Asia/Tokyo' },
  contracts: CONTRACTS,
  token: ALL,
  auth: {
    tokens: [
      { name: 'all', token: ALL, scopes: ['licenses:read', 'costs:read'] },
      { name: 'plain', token: PLAIN, scopes: ['licenses:read'] },
      { name: 'one', token: LISTINGS, scopes: ['licenses:read', 'costs:read'], accounts: ['listings'] },
    ],
  },
});
const [all, plain, one] = [ALL, PLAIN, LISTINGS].map((token) => withToken(app, token)) as [
  ReturnType<typeof withToken>,
  ReturnType<typeof withToken>,
  ReturnType<typeof withToken>,
];

function padded(id: string | undefined): string {
  return Buffer.from(present(id), 'base64url').toString('base64');
}

interface LicenseNode {
  readonly name: string | null;
  readonly account: { readonly key: string };
  readonly contract: Readonly<Record<string, unknown>> | null;
  readonly cost: Readonly<Record<string, unknown>> | null;
}
const MONEY = '{ minorUnits currency }';
const CONTRACT = `contract { pricePerSeatMonth ${MONEY} pays seats start end decideBy renews }`;
const COST = `cost { monthly ${MONEY} wasted ${MONEY} wastedSeats }`;

async function licenseNamed(name: string, as = all, fields = `${CONTRACT} ${COST}`): Promise<LicenseNode> {
  const { inventory } = await as.data<{ inventory: { licenses: { nodes: LicenseNode[] } } }>(
    `query ($search: String) { inventory { licenses(filter: { search: $search }) { nodes { name account { key } ${fields} } } } }`,
    { variables: { search: name } },
  );
  return present(inventory.licenses.nodes.find((license) => license.name === name));
}

async function foundBy(filter: object, as = all): Promise<readonly (string | null)[]> {
  const pages = await everyPage<NodesOfMany<LicenseNode> & { readonly totalCount: number }>(
    as,
    `query ($filter: LicenseSearch, $after: String) { inventory { licenses(filter: $filter, first: 2, after: $after) {
      totalCount nodes { name } pageInfo { hasNextPage endCursor } } } }`,
    ['inventory', 'licenses'],
    { filter },
  );
  const names = pages.flatMap(({ nodes }) => nodes.map(({ name }) => name));
  for (const { totalCount } of pages) expect(totalCount).toBe(names.length);
  return names;
}

describe('the contract of a license', () => {
  it('holds on its last day in the zone, and costs what was bought', async () => {
    const { contract: found, cost } = await licenseNamed('Listings Core');
    expect(found).toEqual({
      pricePerSeatMonth: { minorUnits: 1_350, currency: 'EUR' },
      pays: 'PURCHASED',
      seats: null,
      start: '2031-01-01',
      end: '2031-06-01',
      decideBy: '2031-03-03',
      renews: false,
    });
    expect(cost).toMatchObject({ monthly: { minorUnits: 132 * 1_350, currency: 'EUR' } });
  });

  it('is null, and no cost of 0, the day before the first and the day after the last', async () => {
    expect(await licenseNamed('Pages')).toMatchObject({ contract: null, cost: null });
    expect(await licenseNamed('Reviews')).toMatchObject({ contract: null, cost: null });
    expect(await licenseNamed('Chat')).toMatchObject({ contract: null, cost: null });
  });

  it('holds on its first day in the zone; yen are whole, and those that are held are paid', async () => {
    expect(await licenseNamed('FOTA licenses of 0123456789-00001')).toMatchObject({
      contract: { start: '2031-06-01', pays: 'ASSIGNED' },
      cost: { monthly: { minorUnits: 1_248 * 120, currency: 'JPY' } },
    });
  });

  it('goes on in the term of today where it renews', async () => {
    expect(await licenseNamed('Webex Calling - Professional')).toMatchObject({
      contract: { start: '2031-02-01', end: '2032-01-31', decideBy: '2031-11-02' },
    });
  });

  it('is the first one of the file, in whatever spelling of an id', async () => {
    expect(await licenseNamed('Webex Meetings Suite')).toMatchObject({
      contract: { end: '2031-08-29', decideBy: '2031-05-31', pricePerSeatMonth: USD },
    });
  });

  it('is exact beyond 2^31, not known without seats, and refused beyond 2^53 - 1', async () => {
    expect(await licenseNamed('Cloud CX 1', all, `${CONTRACT} ${COST} externalId`)).toMatchObject({
      cost: expect.anything(),
    });
    const { license } = await all.data<{ license: LicenseNode }>(
      `{ license(by: { key: { accountKey: "genesys-us", externalId: "cloudCX1" } }) { ${COST} } }`,
    );
    expect(license.cost).toMatchObject({ monthly: { minorUnits: 3_000_000_000, currency: 'USD' } });
    expect(await licenseNamed('Cloud CX 2')).toMatchObject({ contract: { seats: null }, cost: null });
    const tooMuch = await all.ask(
      `{ license(by: { key: { accountKey: "fleet-legacy", externalId: "fota" } }) { externalId ${COST} } }`,
    );
    expect(failuresOf(tooMuch)).toEqual([[['license', 'cost'], 'AMOUNT_TOO_LARGE']]);
    expect(tooMuch.data).toMatchObject({ license: { externalId: 'fota', cost: null } });
  });

  it('is the same for a license that was read from its provider, and takes no call more', async () => {
    app.forget();
    const id = idOf('License', 'listings', 'LP-LISTINGS');
    const query = (fields: string) =>
      `{ node(id: "${id}") { ... on License { externalId name ${fields} } } }`;
    await all.data(query(''));
    const calls = app.calls().length;
    app.forget();
    const { node } = await all.data<{ node: LicenseNode }>(query(`${CONTRACT} ${COST}`));
    expect(app.calls()).toHaveLength(calls);
    const { contract: found, cost } = await licenseNamed('Listings Core');
    expect(node).toMatchObject({ contract: found, cost });
  });
});

describe('a license as it was at a moment', () => {
  it('has the contract of that day, and no cost that could be told', async () => {
    const { inventory } = await all.data<{ inventory: { asOf: string } }>('{ inventory { asOf } }');
    const query = `{ inventory(asOf: "${inventory.asOf}") { licenses(filter: { search: "Listings Core", contractEndsBefore: "2031-06-02" }) {
      nodes { contract { end } ${COST} } } } }`;
    const answer = await all.ask(query);
    const found = { inventory: { licenses: { nodes: [{ contract: { end: '2031-06-01' }, cost: null }] } } };
    expect(answer.data).toEqual(found);
    expect(codesOf(answer)).toEqual(['NOT_SUPPORTED']);
    expect(await plain.data(query)).toEqual(found);
  });
});

describe('licenses by the end of their contract', () => {
  it('are exactly those, over pages, and none without one', async () => {
    expect(await foundBy({ contractEndsBefore: '2031-06-01' })).toEqual([]);
    expect(await foundBy({ contractEndsBefore: '2031-06-02' })).toEqual(['Listings Core']);
    expect(await foundBy({ contractEndsBefore: '2031-12-31' })).toEqual([
      'Listings Core',
      'Webex Meetings Suite',
    ]);
    const all2031 = await foundBy({ contractEndsBefore: '2032-01-01', accountKeys: ['listings'] });
    expect(all2031).toEqual([
      'Listings Core',
      ...['east', 'north', 'south', 'west'].map((at) => `Region ${at}`),
    ]);
  });
});

describe('costs', () => {
  const QUERY = `{ costs { account { key } monthly ${MONEY} wasted ${MONEY} licensesWithoutContract } }`;
  interface Costs {
    readonly costs: readonly ({ readonly account: { readonly key: string } } & Record<string, unknown>)[];
  }

  it('are summed by account and currency, and what is too much is the error of its account', async () => {
    const answer = await all.ask<Costs>(QUERY);
    const byKey = new Map(answer.data.costs.map((row) => [row.account.key, row]));
    expect(byKey.get('listings')).toMatchObject({
      monthly: [
        { minorUnits: 132 * 1_350, currency: 'EUR' },
        { minorUnits: 4 * 16 * 1_800, currency: 'USD' },
      ],
      licensesWithoutContract: 11,
    });
    expect(byKey.get('fleet')).toMatchObject({ monthly: [{ minorUnits: 149_760, currency: 'JPY' }] });
    expect(byKey.get('genesys-us')).toMatchObject({
      monthly: [{ minorUnits: 3_000_000_000, currency: 'USD' }],
    });
    expect(byKey.get('webex')).toMatchObject({
      monthly: [
        { minorUnits: 100 * 1_350, currency: 'EUR' },
        { minorUnits: 166 * 1_800, currency: 'USD' },
      ],
    });
    expect(byKey.get('genesys-eu')).toMatchObject({ monthly: null, licensesWithoutContract: 2 });
    expect(new Set(failuresOf(answer))).toEqual(
      new Set(
        ['genesys-eu', 'fleet-legacy'].flatMap((key) => {
          const place = answer.data.costs.findIndex(({ account }) => account.key === key);
          const fields =
            key === 'genesys-eu' ? ['monthly'] : ['monthly', 'wasted', 'licensesWithoutContract'];
          return fields.map((field) => [['costs', place, field], 'AMOUNT_TOO_LARGE']);
        }),
      ),
    );
  });

  it('are for those who may know, and of their own accounts', async () => {
    expect(codesOf(await plain.ask(QUERY))).toEqual(['FORBIDDEN']);
    const { costs } = await one.data<Costs>(QUERY);
    expect(costs.map(({ account }) => account.key)).toEqual(['listings']);
    expect(codesOf(await one.ask(QUERY.replace('costs', 'costs(accountKeys: ["fleet"])')))).toEqual([
      'UNKNOWN_ACCOUNT',
    ]);
  });
});

describe('renewals', () => {
  const FIELDS = `${CONTRACT} licenses { name } decideBy endsOn seats held idle suggestedSeats monthly ${MONEY}`;
  interface Renewals {
    readonly renewals: readonly (Record<string, unknown> & {
      readonly licenses: readonly { readonly name: string }[];
    })[];
  }
  const before = async (day: string, as = all): Promise<Renewals['renewals']> =>
    (await as.ask<Renewals>(`{ renewals(before: "${day}") { ${FIELDS} } }`)).data.renewals;

  it('are those that can still be decided on before the day, the soonest first', async () => {
    const found = await before('2031-10-03');
    expect(found.map(({ decideBy, licenses }) => [decideBy, licenses.map(({ name }) => name)])).toEqual(
      [
        ['2031-03-03', ['Listings Core']],
        ['2031-06-21', []],
        ['2031-10-02', ['Pages']],
        ['2031-10-02', ['FOTA licenses of 0123456789-00001']],
        ['2031-10-02', ['Webex Meetings Suite']],
        ['2031-10-02', ['Cloud CX 1']],
        ['2031-10-02', ['Cloud CX 2']],
        ['2031-10-02', ['Cloud CX 1']],
        ['2031-10-02', ['Cloud CX 3']],
        ['2031-10-02', ['FOTA licenses of 0123456789-00002']],
      ].filter(([, names]) => names !== undefined),
    );
  });

  it('of one that has gone on are of the next term that can be ended, with all its licenses', async () => {
    const found = await before('2033-01-01');
    const named = (name: string) => found.find(({ licenses }) => licenses.some((its) => its.name === name));
    // One that ends in August is followed by the other one that is about it.
    expect(named('Webex Meetings Suite')).toMatchObject({
      endsOn: '2031-12-31',
      contract: { end: '2031-12-31' },
    });
    expect(named('Webex Calling - Professional')).toMatchObject({
      decideBy: '2031-11-02',
      endsOn: '2032-01-31',
      seats: 100,
      held: 63,
    });
    expect(named('Region east')).toMatchObject({
      decideBy: '2031-12-31',
      endsOn: '2031-12-31',
      seats: 64,
      held: 60,
      idle: 0,
      suggestedSeats: null,
      monthly: { minorUnits: 64 * 1_800, currency: 'USD' },
    });
    expect(named('Region east')?.licenses).toHaveLength(4);
    expect(found.find(({ decideBy }) => decideBy === '2031-06-21')).toMatchObject({
      seats: 7,
      held: 0,
      monthly: { minorUnits: 840, currency: 'JPY' },
    });
  });

  it('tell no amount to those who may not know, and nothing of other accounts', async () => {
    const found = await before('2031-10-03', plain);
    expect(found.length).toBeGreaterThan(5);
    for (const row of found) {
      expect(row).toMatchObject({ monthly: null, contract: { pricePerSeatMonth: null } });
    }
    const listings = await before('2031-10-03', one);
    expect(listings.map(({ decideBy }) => decideBy)).toEqual(['2031-03-03', '2031-06-21', '2031-10-02']);
  });
});

describe('a caller without the scope `costs:read`', () => {
  it('sees contracts without prices, no cost, and no error', async () => {
    expect(await licenseNamed('Listings Core', plain)).toMatchObject({
      contract: { pricePerSeatMonth: null, end: '2031-06-01', pays: 'PURCHASED' },
      cost: null,
    });
    const legacy = await plain.ask(
      `{ license(by: { key: { accountKey: "fleet-legacy", externalId: "fota" } }) { ${COST} } }`,
    );
    expect(legacy).toMatchObject({ data: { license: { cost: null } } });
    expect(legacy.errors).toBeUndefined();
    expect(await foundBy({ contractEndsBefore: '2031-06-02' }, plain)).toEqual(['Listings Core']);
  });
});

it('a forecast asks no vendor, though contracts of the account go by names', async () => {
  const callsFor = async (fields: string): Promise<number> => {
    app.forget();
    await all.data(`{ users(first: 5, filter: { accountKeys: ["genesys-us"] }) { nodes {
      assignments(first: 5) { nodes { license { ${fields} } } } } } }`);
    return app.calls().length;
  };
  expect(await callsFor('id forecast(days: 30) { status }')).toBe(await callsFor('id'));
});
