// A sweep of an organisation: all that the emulator holds in the fewest calls, and what is noticed when a list is not what it should be.
import { describe, expect, it } from '@jest/globals';
import type { Assignee } from '../../../src/domain/assignee.ts';
import type { SightingPage } from '../../../src/domain/inventory/sighting.ts';
import { ProblemError, problem } from '../../../src/domain/problem.ts';
import { only, present, problemOf } from '../../support/assertions.ts';
import { idsOf, listed, pagesOf } from '../../support/pages.ts';
import { useProvider } from '../../support/provider.ts';
import { licenseId } from '../../support/providers/webex.ts';
import { testCall } from '../../support/runtime.ts';
import { callsFor } from '../../support/sweep-table.ts';
import { heldIn, knowing, sectionIn, sweep } from '../../support/sweep.ts';
import { truth } from './seeded-truth.ts';

// One moment for all, because facts are compared.
const now = Date.now();
const bench = useProvider('webex', { now: () => now });
const { account, emulator } = bench;

const SUITE = licenseId('meetingsSuite');

type Switches = Readonly<Record<string, string | number | boolean>>;

function setUp(scale: number, switches: Switches = {}): void {
  emulator.reset(scale);
  for (const [name, value] of Object.entries(switches)) emulator.setSwitch(name, value);
}

/** The catalogue, and pages of one section after the other with an account of its own each. */
function sweepAnew(before: readonly string[] = []) {
  return sweep(() => bench.open().inventory, { USER: before });
}

/** Queries of the requests to a list, in their order. */
function queriesOf(list: string): URLSearchParams[] {
  const asked = bench.requests.map(({ url }) => new URL(url));
  return asked.filter(({ pathname }) => pathname.endsWith(list)).map(({ searchParams }) => searchParams);
}

async function catalogue() {
  return knowing((await account.catalogue(testCall())).items);
}

/** Pages of a section of the account, read to its end with the catalogue alone known. */
async function pagesIn(name: string): Promise<readonly SightingPage[]> {
  const known = await catalogue();
  bench.forget();
  return pagesOf((cursor) => sectionIn(account.inventory, name).page(cursor, testCall(), known));
}

describe('a sweep', () => {
  it.each<[string, number, Switches]>([
    ['as seeded', 1, {}],
    ['more of everything', 9, {}],
    ['people clamped to few a page', 1, { peopleMaxCeiling: 7 }],
    ['links that name a person', 1, { peopleLink: 'after', peopleMaxCeiling: 50 }],
    ['an empty page that links to itself', 1, { tailPage: 'empty-with-next' }],
    ['a last page without a list', 1, { tailPage: 'no-list-key' }],
    ['no links between workspaces', 9, { workspaceLink: false }],
    ['workspaces listed without licenses', 1, { workspaceListCalling: false }],
    ['holders by number', 9, { holdersLink: 'offset' }],
    ['ids that are bare uuids', 1, { idForm: 'uuid' }],
    ['ids of another region', 1, { idForm: 'region' }],
  ])('sees exactly what there is, each page by another account: %s', async (_what, scale, switches) => {
    setUp(scale, switches);
    const there = truth({ scale, switches });
    const swept = await sweepAnew();
    expect(idsOf(swept.licenses()).toSorted()).toEqual(there.licenses.toSorted());
    expect(idsOf(swept.assignees('USER')).toSorted()).toEqual(there.lists.USER?.toSorted());
    expect(idsOf(swept.assignees('WORKSPACE')).toSorted()).toEqual(there.lists.WORKSPACE?.toSorted());
    expect(swept.held().toSorted()).toEqual(
      there.held.map((one) => `${one.kind} ${one.assigneeId} ${one.licenseId}`).toSorted(),
    );
    const pages = [...swept.pages.values()].flat();
    expect(pages.flatMap(({ gap, leftOut = [] }) => [gap ?? [], ...leftOut].flat())).toEqual([]);
  });

  it('tells of people and workspaces all that lists tell', async () => {
    const swept = await sweepAnew();
    for (const kind of ['USER', 'WORKSPACE'] as const) {
      const shown = await listed<Assignee>(account.assignees[kind]);
      expect(swept.assignees(kind)).toEqual(shown.map((one) => ({ ...one, assignments: undefined })));
    }
    const active = swept.assignees('USER').map((one) => 'lastActiveAt' in one && one.lastActiveAt);
    expect(active).toContainEqual(expect.any(String));
  });

  it('tells how many holdings Webex counts where it counts what it lists', async () => {
    emulator.setSwitch('peopleMaxCeiling', 50);
    const { pages } = await sweepAnew();
    const counts = (name: string) => pages.get(name)?.map(({ totalHoldings }) => totalHoldings ?? null);
    const seen = (name: string) => heldIn(present(pages.get(name))).length;
    expect(counts('people')).toEqual([null, null, null, seen('people')]);
    expect(counts('workspaces')).toEqual([seen('workspaces')]);
  });

  it('names what each section lists in full', () => {
    expect(account.inventory.map(({ name, lists }) => [name, lists])).toEqual([
      ['licenses', [{ what: 'LICENSES' }]],
      ['people', ['ASSIGNEES', 'HOLDINGS'].map((what) => ({ what, kind: 'USER', people: 'INTERNAL' }))],
      ['workspaces', ['ASSIGNEES', 'HOLDINGS'].map((what) => ({ what, kind: 'WORKSPACE' }))],
      [
        'external-holders',
        ['ASSIGNEES', 'HOLDINGS'].map((what) => ({ what, kind: 'USER', people: 'EXTERNAL' })),
      ],
    ]);
  });
});

describe('the calls of a sweep', () => {
  it.each([
    ['a thousand people a page', 9, 1_000],
    ['a hundred, when Webex gives no more', 9, 100],
    ['one page of everybody', 1, 1_000],
  ])('are those of docs/upstream-calls.md: %s', async (_what, scale, ceiling) => {
    setUp(scale, { peopleMaxCeiling: ceiling });
    const { lists, held } = truth({ scale, switches: {} });
    await bench.warm();
    await sweep(() => account.inventory);
    const users = (name: string) =>
      held.filter((one) => one.kind === 'USER' && one.licenseId === licenseId(name)).length;
    const pages = (rows: number, ofPage: number): number => Math.ceil(rows / ofPage);
    const people = present(lists.USER).length;
    const ofPeople = ceiling < 1_000 ? pages(people, ceiling) : callsFor('Webex', 'people', people);
    expect(bench.calls()).toEqual([
      'GET /licenses',
      ...Array<string>(ofPeople).fill('GET /people'),
      ...Array<string>(pages(present(lists.WORKSPACE).length, 100)).fill('GET /workspaces'),
      ...Array<string>(pages(users('meetingsSuite'), 300)).fill('GET /licenses/:id'),
      ...Array<string>(pages(users('meetingCenter'), 300)).fill('GET /licenses/:id'),
    ]);
    expect(queriesOf('/people').map((query) => query.get('max'))).toEqual(
      Array<string>(ofPeople).fill('1000'),
    );
  });

  it('are one more for each workspace of which the list does not tell what it holds', async () => {
    emulator.setSwitch('workspaceListCalling', false);
    const pages = await pagesIn('workspaces');
    const alone = heldIn(pages).length;
    expect(alone).toBeGreaterThan(3);
    expect(bench.calls()).toEqual([
      'GET /workspaces',
      ...Array<string>(bench.calls().length - 1).fill('GET /workspaces/:id'),
    ]);
    expect(pages).toHaveLength(bench.calls().length);
  });

  it('leave out a license of a site that nobody from outside holds', async () => {
    emulator.setSwitch('countPending', false);
    const swept = await sweepAnew();
    expect(bench.calls().filter((call) => call === 'GET /licenses/:id')).toHaveLength(1);
    expect(swept.held().filter((one) => one.includes('@'))).toHaveLength(8);
  });

  it.each(['ota.brandt@partner.example', '0ta@partner.example'])(
    'leave out none where somebody from outside held something before: %s',
    async (address) => {
      emulator.setSwitch('countPending', false);
      await sweepAnew([address]);
      expect(bench.calls().filter((call) => call === 'GET /licenses/:id')).toHaveLength(2);
    },
  );

  it('take in a license of a site that is not listed, and is held', async () => {
    setUp(1, { unlistedLicense: 'meetingsSuite', unlistedIsThere: true });
    const swept = await sweepAnew();
    expect(idsOf(swept.licenses())).not.toContain(SUITE);
    expect(swept.held().filter((one) => one.includes('@'))).toHaveLength(8);
  });

  it('are one for each of many sites, in cursors of any length', async () => {
    emulator.setSwitch('furtherSites', 40);
    const swept = await sweepAnew();
    expect(bench.calls().filter((call) => call === 'GET /licenses/:id')).toHaveLength(42);
    expect(swept.held().filter((one) => one.includes('@'))).toHaveLength(8 + 40);
  });

  it('are none where no license of a site is held from outside', async () => {
    emulator.setSwitch('countPending', false);
    const known = await catalogue();
    bench.forget();
    const page = await sectionIn(account.inventory, 'external-holders').page(null, testCall(), {
      ...known,
      holdersSeen: () =>
        Promise.resolve(
          new Map([
            [SUITE, 1_000],
            [licenseId('meetingCenter'), 1_000],
          ]),
        ),
    });
    expect(page).toEqual({ items: [], next: null, total: null });
    expect(bench.calls()).toEqual([]);
  });
});

describe('too many people for one page', () => {
  const sizes = () => queriesOf('/people').map((query) => Number(query.get('max')));

  it('are asked for by half as many on a 504, at once and from there on', async () => {
    setUp(9);
    bench.strike({ kind: 'error', status: 504 }, { path: '/people$', times: 2 });
    const pages = await pagesIn('people');
    expect(sizes()).toEqual([1_000, 500, ...Array<number>(pages.length).fill(250)]);
    expect(pages.flatMap(({ items }) => items)).toHaveLength(1_620);
  });

  it('are asked for by half as many in the middle of the list as well', async () => {
    setUp(9);
    bench.strike({ kind: 'error', status: 504 }, { path: '/people$', after: 1, times: 1 });
    const pages = await pagesIn('people');
    expect(sizes()).toEqual([1_000, 1_000, 500, 500]);
    expect(pages.flatMap(({ items }) => items)).toHaveLength(1_620);
  });

  it('are asked for by half as many when no answer comes', async () => {
    const late = new ProblemError(problem('UPSTREAM_TIMEOUT', 'PROVIDER', 'late'));
    const hasty = bench.open(undefined, {
      limits: { retries: 0 },
      transport: (request) =>
        request.url.includes('max=1000') ? Promise.reject(late) : bench.runtime.transport(request),
    });
    const page = await sectionIn(hasty.inventory, 'people').page(null, testCall(), knowing());
    expect(page.items).toHaveLength(180);
    expect(sizes()).toEqual([1_000, 500, 500]);
  });

  it('are a failure of Webex when the smallest page is too many', async () => {
    bench.strike({ kind: 'error', status: 504 }, { path: '/people$' });
    const patient = bench.open(undefined, { sleep: () => Promise.resolve() });
    const read = sectionIn(patient.inventory, 'people').page(null, testCall(), knowing());
    expect(await problemOf(read)).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
    expect([...new Set(sizes())]).toEqual([1_000, 500, 250, 125, 62, 25]);
  });
});

describe('a list that is not what it should be', () => {
  const read = async (name: string, cursor: string | null) =>
    sectionIn(account.inventory, name).page(cursor, testCall(), await catalogue());

  it.each([
    ['people', '/people$', { items: [] }],
    ['people', '/people$', {}],
    ['workspaces', '/workspaces$', { items: [] }],
  ])(
    '%s: an empty page in the middle is refused, and has its rows when it is asked for again',
    async (name, path, body) => {
      setUp(30, { peopleMaxCeiling: 1_000 });
      const { next } = await read(name, null);
      const headers = { link: `<${emulator.url}/v1${path.slice(0, -1)}?start=7&cursor=x>; rel="next"` };
      bench.strike({ kind: 'answer', status: 200, headers, body }, { path, times: 1 });
      expect(await problemOf(read(name, next))).toMatchObject({ code: 'UPSTREAM_BAD_RESPONSE' });
      expect((await read(name, next)).items.length).toBeGreaterThan(99);
    },
  );

  it('users of a license: an empty page in the middle is refused', async () => {
    setUp(9);
    const { next } = await read('external-holders', null);
    const suite = (await account.catalogue(testCall())).items.find((one) => one.externalId === SUITE);
    const body = { id: SUITE, name: 'x', consumedByUsers: suite?.seats?.assignedToUsers, users: [] };
    bench.strike({ kind: 'answer', status: 200, body }, { path: `/licenses/${SUITE}`, times: 1 });
    expect(await problemOf(read('external-holders', next))).toMatchObject({ code: 'UPSTREAM_BAD_RESPONSE' });
    expect((await read('external-holders', next)).next).not.toBeNull();
  });

  it('an empty first page with 200 is refused where Webex counts holders', async () => {
    bench.strike({ kind: 'answer', status: 200, body: { items: [] } }, { path: '/people$' });
    expect(await problemOf(read('people', null))).toMatchObject({ code: 'UPSTREAM_BAD_RESPONSE' });
  });

  it('is told by the count where it ends too early without a sign', async () => {
    emulator.setSwitch('peopleMaxCeiling', 90);
    const people = [1, 2, 3].map((at) => ({ id: `somebody-${at}`, licenses: [], roles: [] }));
    bench.strike({ kind: 'answer', status: 200, body: { items: people } }, { path: '/people$', after: 1 });
    const pages = await pagesIn('people');
    expect(present(pages.at(-1)?.totalHoldings) - heldIn(pages).length).toBeGreaterThan(100);
  });

  it('is refused when a page comes twice', async () => {
    emulator.setSwitch('peopleMaxCeiling', 50);
    bench.strike({ kind: 'repeat-page' }, { path: '/people$', after: 2 });
    expect(await problemOf(pagesIn('people'))).toMatchObject({ code: 'UPSTREAM_BAD_RESPONSE' });
    expect(bench.calls()).toHaveLength(3);
  });

  it('is refused when it comes twice where nothing links on', async () => {
    setUp(30, { workspaceLink: false });
    bench.strike({ kind: 'repeat-page' }, { path: '/workspaces$', after: 1 });
    expect(await problemOf(pagesIn('workspaces'))).toMatchObject({ code: 'UPSTREAM_BAD_RESPONSE' });
    expect(bench.calls()).toHaveLength(2);
  });

  it('is refused when it runs in a circle', async () => {
    const stub = await bench.stubbed(({ url }) => {
      const at = Number(new URL(url, 'http://x').searchParams.get('cursor') ?? 0);
      const link = `</v1/people?cursor=${at === 6 ? 3 : at + 1}>; rel="next"`;
      return { headers: { link }, body: { items: [{ id: `person-${at}` }] } };
    });
    const { inventory } = stub.account;
    const reading = pagesOf((cursor) => sectionIn(inventory, 'people').page(cursor, testCall(), knowing()));
    expect(await problemOf(reading)).toMatchObject({ code: 'UPSTREAM_BAD_RESPONSE' });
    expect(stub.requests.length).toBeLessThan(20);
  });

  it.each(['html', 'half-json'] as const)('is unusable: %s', async (kind) => {
    bench.strike({ kind }, { path: '/people$' });
    expect(await problemOf(read('people', null))).toMatchObject({ code: 'UPSTREAM_BAD_RESPONSE' });
  });
});

describe('cursors', () => {
  it.each(['', 'x', '{}', '{"token":"orgId=1"}', 'all-people:cursor=a'])(
    'that no section made are refused without a call: %j',
    async (cursor) => {
      for (const name of ['people', 'workspaces', 'external-holders']) {
        const read = sectionIn(account.inventory, name).page(cursor, testCall(), knowing());
        expect(await problemOf(read)).toMatchObject({ code: 'BAD_CURSOR' });
      }
      expect(bench.calls()).toEqual([]);
    },
  );

  it.each([
    ['people', 1, '/people$'],
    ['workspaces', 30, '/workspaces$'],
    ['external-holders', 9, '/licenses/'],
  ])('that Webex no longer knows have expired: %s', async (name, scale, path) => {
    setUp(scale, { peopleMaxCeiling: 50 });
    const known = await catalogue();
    const section = sectionIn(account.inventory, name);
    const { next } = await section.page(null, testCall(), known);
    expect(next).not.toBeNull();
    bench.strike({ kind: 'error', status: 400 }, { path });
    expect(await problemOf(section.page(next, testCall(), known))).toMatchObject({ code: 'CURSOR_EXPIRED' });
  });

  it('hold no address of a page', async () => {
    emulator.setSwitch('peopleMaxCeiling', 50);
    const { next } = await sectionIn(account.inventory, 'people').page(null, testCall(), knowing());
    expect(next).not.toContain('http');
  });
});

describe('odd rows', () => {
  function bend(form: string, thing: string): void {
    emulator.setSwitch('oddForm', form);
    emulator.setSwitch('oddThing', thing);
  }
  const usual = async (list: 'USER' | 'WORKSPACE') =>
    present((await listed<{ externalId: string }>(account.assignees[list]))[3]);

  it.each(['no-id', 'a word'])('that may be anybody make a gap: %s', async (form) => {
    const { externalId } = await usual('USER');
    bend(form, externalId);
    const page = only(await pagesIn('people'));
    expect([page.items.length, page.gap, page.leftOut]).toEqual([179, 'ROWS_LEFT_OUT', []]);
  });

  it('whose licenses cannot be read say that somebody is there, and nothing of what they hold', async () => {
    const { externalId } = await usual('USER');
    bend('licenses', externalId);
    const page = only(await pagesIn('people'));
    expect(page.gap).toBeUndefined();
    expect(page.leftOut).toEqual([{ kind: 'USER', externalId }]);
    const seen = page.items.flatMap((one) => ('assignee' in one ? [one] : []));
    const own = only(seen.filter(({ assignee }) => assignee.externalId === externalId));
    expect(own).not.toHaveProperty('holds');
    expect(seen.filter(({ holds }) => holds !== undefined)).toHaveLength(179);
  });

  it('of workspaces are asked for alone, and are there even when that tells nothing', async () => {
    const { externalId } = await usual('WORKSPACE');
    bend('licenses', externalId);
    const pages = await pagesIn('workspaces');
    expect(bench.calls()).toEqual(['GET /workspaces', 'GET /workspaces/:id']);
    expect(pages[1]).toMatchObject({ items: [{ assignee: { externalId } }] });
    expect(pages[1]?.leftOut).toEqual([{ kind: 'WORKSPACE', externalId }]);
    bend('none', '');
    emulator.setSwitch('workspaceListCalling', false);
    bench.strike({ kind: 'html' }, { path: `/workspaces/${externalId}$` });
    expect((await pagesIn('workspaces')).flatMap(({ leftOut = [] }) => leftOut)).toEqual([
      { kind: 'WORKSPACE', externalId },
    ]);
  });

  it('of workspaces that are gone meanwhile are not there', async () => {
    emulator.setSwitch('workspaceListCalling', false);
    const section = sectionIn(account.inventory, 'workspaces');
    const { next } = await section.page(null, testCall(), knowing());
    emulator.setSwitch('goneWorkspaces', 12);
    const page = await section.page(next, testCall(), knowing());
    expect([page.items, page.leftOut]).toEqual([[], []]);
  });

  it('of a license that is gone meanwhile prove nothing', async () => {
    const known = await catalogue();
    emulator.setSwitch('unlistedLicense', 'meetingsSuite');
    const page = await sectionIn(account.inventory, 'external-holders').page(null, testCall(), known);
    expect([page.items, page.gap]).toEqual([[], 'ROWS_MOVED']);
    expect(page.next).not.toBeNull();
  });

  it('of the catalogue make a gap', async () => {
    bend('no-id', SUITE);
    const page = await sectionIn(account.inventory, 'licenses').page(null, testCall(), knowing());
    expect([page.items.length, page.gap]).toEqual([21, 'ROWS_LEFT_OUT']);
  });
});
