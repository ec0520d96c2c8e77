// One thing, one identity: however Webex or a caller spells an id, it names the same, and is given out and sent in one spelling.
import { describe, expect, it } from '@jest/globals';
import { access } from '../../../emulators/webex/index.ts';
import { isLicense } from '../../../src/domain/assignment.ts';
import { canonicalId } from '../../../src/providers/webex/ids.ts';
import { only, present, refusedBeforehand, valueIn } from '../../support/assertions.ts';
import { idsOf, listed } from '../../support/pages.ts';
import { bare, externalPersonId, licenseId, NOT_FOUND, webexId } from '../../support/providers/webex.ts';
import { testCall } from '../../support/runtime.ts';
import { bodiesOf, changesOf, sendAll, statuses, useSeededWebex, worldOf } from './changes.ts';

const { bench, account, emulator, seed } = useSeededWebex();

const UUID = '7b0f5f0a-93c4-4f1c-9a55-1c2d3e4f5a6b';
const LICENSE =
  'LICENSE/0d9c7a52-5b1e-4c3f-8a77-2f60c1b4e9d1:EE_3e1b6c90-7d42-4d8b-9f0e-5a6b7c8d9e0f_acme.webex.com';

function inRegion(path: string, region = 'urn:TEAM:eu-central-1_k'): string {
  return Buffer.from(`ciscospark://${region}/${path}`).toString('base64url');
}

function padded(id: string): string {
  return id.padEnd(Math.ceil(id.length / 4) * 4, '=');
}

/** What comes behind the region in an id. */
function pathOf(id: string): string {
  return Buffer.from(id, 'base64').toString().split('/').slice(3).join('/');
}

function uuidOf(id: string): string {
  return present(pathOf(id).split('/')[1]);
}

/** Every spelling of an id. */
const SPELLINGS: [string, (id: string) => string][] = [
  ['as it is given out', (id) => id],
  ['as a bare uuid', uuidOf],
  ['as a bare uuid in capitals', (id) => uuidOf(id).toUpperCase()],
  ['with its uuid in capitals', (id) => webexId(pathOf(id).replace(uuidOf(id), uuidOf(id).toUpperCase()))],
  ['of another region', (id) => inRegion(pathOf(id))],
  ['of another region, padded', (id) => padded(inRegion(pathOf(id), 'eu'))],
  ['padded', padded],
];

describe('the one spelling of an id', () => {
  it.each([
    ['USER', 'PEOPLE'],
    ['WORKSPACE', 'PLACE'],
  ] as const)('of a %s is base64 of its kind and its uuid in small letters', (kind, marker) => {
    const id = webexId(`${marker}/${UUID}`);
    expect(SPELLINGS.map(([, spell]) => canonicalId(kind, spell(id)))).toEqual(SPELLINGS.map(() => id));
    for (const [, spell] of SPELLINGS) expect(account.accepts(kind, spell(id))).toBe(true);
  });

  it('of a workspace keeps the marker of older ids', () => {
    expect(canonicalId('WORKSPACE', inRegion(`PLACES/${UUID.toUpperCase()}`))).toBe(
      webexId(`PLACES/${UUID}`),
    );
  });

  it('of a license is that of the catalogue, its tail to the letter', () => {
    for (const id of Object.values(access.licenseIds)) expect(canonicalId('LICENSE', id)).toBe(id);
    const id = webexId(LICENSE);
    for (const other of [padded(id), inRegion(LICENSE), padded(inRegion(LICENSE, 'eu'))]) {
      expect(canonicalId('LICENSE', other)).toBe(id);
    }
    const capitals = webexId(LICENSE.toUpperCase());
    expect(canonicalId('LICENSE', capitals)).toBe(capitals);
    expect(canonicalId('LICENSE', UUID)).toBe(UUID);
  });

  it('is the other alphabet of base64 put into this one', () => {
    const text = 'ciscospark://us/PEOPLE/a?>~b?';
    const [url, plain] = (['base64url', 'base64'] as const).map((form) => Buffer.from(text).toString(form));
    expect(plain).toMatch(/[+/]/);
    expect([url, plain].map((id) => canonicalId('USER', present(id)))).toEqual([url, url]);
  });

  it('is left alone where it cannot be told', () => {
    const others = [
      'nobody',
      'bm8tc3VjaC1saWNlbnNlLWF0LWFsbA',
      webexId(`PLACE/${UUID}`),
      webexId(LICENSE),
      webexId('PEOPLE/a/b'),
      Buffer.from(`https://us/PEOPLE/${UUID}`).toString('base64url'),
      `%${UUID}`,
    ];
    for (const id of others) expect(canonicalId('USER', id)).toBe(id);
    expect(canonicalId('DEVICE', UUID)).toBe(UUID);
  });

  it('is the spelling of itself', () => {
    const ids = SPELLINGS.map(([, spell]) => canonicalId('USER', spell(webexId(`PEOPLE/${UUID}`))));
    expect(ids.map((id) => canonicalId('USER', id))).toEqual(ids);
    expect(account.canonicalId?.('USER', UUID)).toBe(webexId(`PEOPLE/${UUID}`));
  });
});

describe.each(['documented', 'uuid', 'region', 'padded', 'upper'])('answers with ids spelled %s', (form) => {
  const begin = (): void => emulator.setSwitch('idForm', form);

  it('give out one spelling of licenses, people, workspaces and holders', async () => {
    const usual = bench.open();
    const before = {
      licenses: (await usual.catalogue(testCall())).items,
      users: await listed(usual.assignees.USER),
      workspaces: await listed(usual.assignees.WORKSPACE),
      assignments: await listed(usual.assignments),
      holders: await usual.assignments.ofLicense(licenseId('professional'), null, testCall()),
    };
    begin();
    expect({
      licenses: (await account.catalogue(testCall())).items,
      users: await listed(account.assignees.USER),
      workspaces: await listed(account.assignees.WORKSPACE),
      assignments: await listed(account.assignments),
      holders: await account.assignments.ofLicense(licenseId('professional'), null, testCall()),
    }).toEqual(before);
    expect(idsOf(before.users).filter((id) => canonicalId('USER', id) !== id)).toEqual([]);
  });

  it.each(SPELLINGS)('find who is asked for by an id spelled %s', async (_, spell) => {
    const people = await listed(bench.open().assignees.USER);
    const [first, second] = people.slice(30);
    const keys = [present(first), present(second)].map(({ externalId }) => spell(externalId));
    begin();
    bench.forget();
    const both = await account.assignees.USER.byIds(keys, testCall());
    const alone = await account.assignees.USER.byIds(keys.slice(0, 1), testCall());
    const asked = keys.map((externalId) => ({ kind: 'USER', accountKey: 'webex', externalId }) as const);
    const held = await account.assignments.ofAssignees(asked, testCall());
    expect(keys.map((key) => valueIn(both, key).externalId)).toEqual([first?.externalId, second?.externalId]);
    expect(valueIn(alone, present(keys[0]))).toEqual(first);
    expect(valueIn(held, present(keys[1]))).toEqual(second?.assignments);
    const ids = new Set(idsOf(people));
    const sent = bench.requests.flatMap(
      ({ url }) => url.match(/[?&]id=([^&]+)|\/people\/(.+)/)?.slice(1) ?? [],
    );
    const named = sent.flatMap((part) => (part === undefined ? [] : decodeURIComponent(part).split(',')));
    expect(named.length).toBeGreaterThan(2);
    expect(named.filter((id) => !ids.has(id))).toEqual([]);
  });

  it('find workspaces and licenses as well', async () => {
    const workspaces = (await listed(bench.open().assignees.WORKSPACE)).slice(0, 2);
    const license = licenseId('meetingsSuite');
    const known = present(
      (await account.catalogue(testCall())).items.find((one) => one.externalId === license),
    );
    begin();
    for (const spell of [padded, (id: string) => inRegion(pathOf(id))]) {
      const keys = idsOf(workspaces).map(spell);
      const found = await account.assignees.WORKSPACE.byIds(keys, testCall());
      expect(keys.map((key) => valueIn(found, key))).toEqual(workspaces);
      const alone = await account.assignees.WORKSPACE.byIds(keys.slice(0, 1), testCall());
      expect(valueIn(alone, present(keys[0]))).toEqual(workspaces[0]);
      const key = spell(license);
      expect(valueIn(await account.licensesInFull?.([key], testCall()), key)).toEqual(known);
      const { items } = await account.assignments.ofLicense(key, null, testCall());
      expect(new Set(items.map((row) => row.licenseId))).toEqual(new Set([license]));
    }
  });

  it('say of every change what became of it, whoever spelled its ids', async () => {
    begin();
    const [user] = seed.holding(['call'], ['messaging']);
    const changes = changesOf(user, 'add:messaging', 'remove:call');
    const spelled = changes.map((change) => ({
      ...change,
      licenseId: padded(inRegion(pathOf(change.licenseId))),
      assignee: { ...change.assignee, externalId: uuidOf(change.assignee.externalId).toUpperCase() },
    }));
    expect(account.writes.group([...changes, ...spelled])).toHaveLength(1);
    const outcomes = await sendAll(account, spelled);
    expect(statuses(outcomes)).toEqual({ 'add:messaging': 'ACCEPTED', 'remove:call': 'ACCEPTED' });
    expect(bodiesOf(bench.requests)).toMatchObject([
      {
        personId: user.externalId,
        licenses: [
          { id: licenseId('call'), operation: 'remove' },
          { id: licenseId('messaging'), operation: 'add' },
        ],
      },
    ]);
    const held = await account.writes.readBack?.([bare(user)], testCall());
    const ids = valueIn(held, user.externalId)
      .rows.filter(isLicense)
      .map((row) => row.licenseId);
    expect([ids.includes(licenseId('messaging')), ids.includes(licenseId('call'))]).toEqual([true, false]);
  });

  it('name the license that is to blame for a refusal', async () => {
    begin();
    const [user] = seed.holding(
      ['call'],
      ['messaging', 'professional', 'standard', 'attendantConsole', 'ucm'],
    );
    emulator.setSwitch('partialErrors', true);
    const [console, messaging] = changesOf(user, 'add:attendantConsole', 'add:messaging');
    const outcomes = await sendAll(account, [console, messaging]);
    expect(outcomes.get(console.id)?.problem?.providerCode).toBe('400408');
    expect(outcomes.get(messaging.id)?.status).toBe('ACCEPTED');
  });

  it('know external users whom licenses name', async () => {
    const { items } = await bench.open().assignments.ofLicense(licenseId('meetingsSuite'), null, testCall());
    const externals = items.flatMap(({ assignee }) =>
      assignee.kind === 'USER' && assignee.userKind === 'EXTERNAL' ? [assignee] : [],
    );
    const external = present(externals[0]);
    begin();
    // By address, as they are given out, and by the ids of Webex, as version 0.2 gave them out.
    const address = external.externalId;
    expect(address).toBe('ota.brandt@partner.example');
    const keys = [
      address,
      present(external.email),
      address.toUpperCase(),
      ...SPELLINGS.map(([, spell]) => spell(externalPersonId(0))),
    ];
    const found = await account.assignees.USER.byIds(keys, testCall());
    expect(keys.map((key) => valueIn(found, key))).toEqual(
      keys.map(() => ({ ...external, assignments: expect.any(Array) })),
    );
    const world = await worldOf(account, [external]);
    expect(refusedBeforehand(account.writes, changesOf(external, 'add:messaging'), world).size).toBe(1);
    const sent = only((await sendAll(account, changesOf(external, 'add:meetingCenter'))).values());
    expect(sent.status).toBe('ACCEPTED');
    expect(bodiesOf(bench.requests)[0]).toMatchObject({ email: external.email });
  });
});

describe('an e-mail address', () => {
  const COMPOSED = 'chlo\u00e9@acme.example';
  const DECOMPOSED = 'chloe\u0301@Acme.example';

  /** A directory that keeps one form of an address, and finds it by no other. */
  function directory(kept: string) {
    return bench.stubbed(({ url }) => {
      const asked = new URL(url, 'http://x').searchParams.get('email');
      const items =
        asked?.toLowerCase() === kept.toLowerCase()
          ? [{ id: webexId(`PEOPLE/${UUID}`), emails: [kept] }]
          : [];
      return { body: { items } };
    });
  }

  it.each([COMPOSED, DECOMPOSED])('is found whichever way its accents are composed: %j', async (kept) => {
    const { account: asked } = await directory(kept);
    for (const spelling of [COMPOSED, DECOMPOSED, COMPOSED.toUpperCase()]) {
      const users = valueIn(await asked.assignees.USER.byEmails([spelling], testCall()), spelling);
      expect(only(users)).toMatchObject({ externalId: webexId(`PEOPLE/${UUID}`), email: kept });
    }
  });

  it('without accents is asked for once', async () => {
    const { account: asked, requests } = await directory('mara@acme.example');
    expect(
      valueIn(
        await asked.assignees.USER.byEmails(['nobody@acme.example'], testCall()),
        'nobody@acme.example',
      ),
    ).toEqual([]);
    expect(requests).toHaveLength(1);
  });

  it('of an external user is the same in the answer to a change, however it is composed', async () => {
    const suite = {
      id: licenseId('meetingsSuite'),
      name: 'S',
      siteUrl: 'acme.webex.com',
      consumedByUsers: 1,
    };
    const users = [{ id: UUID, type: 'EXTERNAL', email: COMPOSED }];
    const { account: asked } = await bench.stubbed(({ method, url, body }) => {
      if (method === 'GET')
        return { body: url.includes('includeAssignedTo') ? { ...suite, users } : { items: [suite] } };
      return body.includes('personId')
        ? { status: 404, body: NOT_FOUND }
        : { body: { email: DECOMPOSED, licenses: [] } };
    });
    const target = { kind: 'USER', externalId: UUID } as const;
    const sent = only((await sendAll(asked, changesOf(target, 'remove:meetingsSuite'))).values());
    expect(sent.status).toBe('ACCEPTED');
  });
});
