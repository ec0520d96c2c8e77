// Sections whose pages the test gives: rows that were left out, lists that are begun again, and rows that no look-up can tell of.
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { User } from '../../src/domain/assignee.ts';
import type { Assignment } from '../../src/domain/assignment.ts';
import type { Call } from '../../src/domain/call.ts';
import type { License } from '../../src/domain/license.ts';
import type { LeftOutRow, Sighting, SightingPage } from '../../src/domain/inventory/sighting.ts';
import { callerError, ProblemError, problem, unread } from '../../src/domain/problem.ts';
import type { ProviderAccount } from '../../src/providers/provider.ts';
import { present } from '../support/assertions.ts';
import { DATABASES } from '../support/databases.ts';
import { createRandom } from '../support/random.ts';
import { useSweeps } from '../support/sweeps.ts';

/** Pages by their cursors; the first one by null. */
type Pages = (cursor: string | null, attempt: number) => Partial<SightingPage>;

function userOf(externalId: string): User {
  return { kind: 'USER', accountKey: 'us', externalId, displayName: externalId };
}

function heldBy(externalId: string): Assignment {
  const plain = { accountKey: 'us', assignedAt: null, removalOn: null } as const;
  return { ...plain, assignee: userOf(externalId), licenseId: 'l1', status: 'ACTIVE' };
}

function seen(externalId: string): Sighting {
  return { assignee: userOf(externalId), holds: [heldBy(externalId)] };
}

const EVERYBODY = ['u1', 'u2', 'u3'];

const BARE: Omit<License, 'externalId'> = {
  accountKey: 'us',
  name: 'Long',
  description: null,
  assigneeKinds: ['USER'],
  seats: null,
  details: null,
};

/** 3,000 characters that do not get shorter when the database compresses them. */
function longText(): string {
  const { whole } = createRandom(7);
  return Array.from({ length: 3_000 }, () => whole(0, 35).toString(36)).join('');
}

describe.each(DATABASES)('a section into %s', (kind) => {
  const sweeps = useSweeps(kind, 'genesys');
  const { bench, clock, query, events } = sweeps;
  let lookUps = 0;
  beforeEach(() => {
    lookUps = 0;
  });

  /** An account with one section, and look-ups that tell nothing. */
  function accountWith(pages: Pages): ProviderAccount {
    const real = bench.open();
    const tellNothing = (): Promise<never> => {
      lookUps += 1;
      return Promise.reject(unread());
    };
    let attempt = 0;
    return {
      ...real,
      assignees: { USER: { ...present(real.assignees.USER), byIds: tellNothing } },
      assignments: { ...real.assignments, ofAssignees: tellNothing },
      inventory: [
        {
          name: 'everything',
          lists: [
            { what: 'ASSIGNEES', kind: 'USER' },
            { what: 'HOLDINGS', kind: 'USER' },
          ],
          page(cursor) {
            if (cursor === null) attempt += 1;
            const page = { items: [], next: null, total: null, ...pages(cursor, attempt) };
            return Promise.resolve(page);
          },
        },
      ],
    };
  }

  async function sweep(pages: Pages) {
    clock.now += 3_600_000;
    return await sweeps.sweep('DUE', accountWith(pages));
  }
  const listing = (ids: readonly string[], rest: Partial<SightingPage> = {}) =>
    sweep(() => ({ items: ids.map(seen), ...rest }));
  const rows = async (condition: string) =>
    (await query(`select external_id from assignees where ${condition} order by 1`)).map(
      (row) => row['external_id'],
    );
  const holders = async () =>
    (
      await query(`select a.external_id from holdings h join assignees a on a.id = h.assignee_id order by 1`)
    ).map((row) => row['external_id']);

  it('keeps what is held by a row that was left out and whose id could be read', async () => {
    await listing(EVERYBODY);
    const leftOut: LeftOutRow[] = [{ kind: 'USER', externalId: 'u1' }];
    for (let time = 0; time < 3; time += 1) {
      expect(await listing(['u2', 'u3'], { leftOut })).toMatchObject({ status: 'COMPLETE', closed: 0 });
    }
    expect(await holders()).toEqual(EVERYBODY);
    expect(await rows('missed_in is not null or gone_at is not null')).toEqual([]);
    expect(lookUps).toBe(0);
  });

  it('is incomplete when a row was left out whose id could not be read, and misses nobody', async () => {
    await listing(EVERYBODY);
    for (let time = 0; time < 3; time += 1) {
      const end = await listing(['u2', 'u3'], { gap: 'ROWS_LEFT_OUT' });
      expect(end).toMatchObject({ status: 'INCOMPLETE', closed: 0 });
    }
    expect(await holders()).toEqual(EVERYBODY);
    expect(await rows('missed_in is not null or gone_at is not null')).toEqual([]);
  });

  it('keeps all but the row whose id is longer than an index takes, and says which that is', async () => {
    const long = `u9${longText()}`;
    for (let time = 0; time < 3; time += 1) {
      const end = await listing([...(time === 0 ? EVERYBODY : ['u2', 'u3']), long]);
      expect(end).toMatchObject({ status: 'INCOMPLETE', closed: 0, problems: { everything: 'ID_TOO_LONG' } });
    }
    expect(await rows('missed_in is null and gone_at is null')).toEqual(EVERYBODY);
    const [section] = present((await sweeps.store.inventoryAccounts(['us']))[0]?.sweep).sections;
    expect(section?.problem?.message).toContain(long.slice(0, 40));
    expect(await listing(EVERYBODY)).toMatchObject({ status: 'COMPLETE', problems: {} });
  });

  it('keeps somebody who holds a license whose id is longer than an index takes, and the rest of what they hold', async () => {
    const licenseId = longText();
    const [u1] = [seen('u1')];
    if (!('assignee' in u1)) throw new Error('it is an assignee');
    const plain = { accountKey: 'us', assignee: u1.assignee, assignedAt: null, removalOn: null } as const;
    const second: Sighting = { assignment: { ...plain, licenseId, status: 'ACTIVE' } };
    const third: Sighting = { license: { ...BARE, externalId: licenseId } };
    const holds = [...present(u1.holds), { ...plain, licenseId, status: 'ACTIVE' as const }];
    const end = await sweep(() => ({ items: [{ ...u1, holds }, second, third, seen('u2')] }));
    expect(end).toMatchObject({ status: 'INCOMPLETE', problems: { everything: 'ID_TOO_LONG' } });
    expect(await holders()).toEqual(['u1', 'u2']);
    expect((await query('select external_id from licenses')).map((row) => row['external_id'])).toEqual([
      'l1',
    ]);
  });

  it('is incomplete when it lists nobody where there was somebody, and misses nobody', async () => {
    await listing(EVERYBODY);
    for (let time = 0; time < 3; time += 1) {
      expect(await listing([])).toMatchObject({ status: 'INCOMPLETE', closed: 0 });
    }
    expect(await holders()).toEqual(EVERYBODY);
    expect(await rows('missed_in is not null or gone_at is not null')).toEqual([]);
  });

  it('closes what two complete readings in a row have not seen, and tells when it was last seen', async () => {
    await listing(EVERYBODY);
    await listing(EVERYBODY);
    expect(await listing(['u1', 'u2'])).toMatchObject({ status: 'COMPLETE', closed: 0 });
    expect(await rows('missed_in is not null')).toEqual(['u3']);
    // Again and again, because their answers were of no use: three times for the user, twice more for what the user holds.
    expect(lookUps).toBe(5);
    // It is there again: what was missed before does not count.
    await listing(EVERYBODY);
    expect(await rows('missed_in is not null')).toEqual([]);
    await listing(EVERYBODY);
    const [{ at }] = (await query(`select complete_at as at from inventory_sections`)) as [{ at: Date }]; // one section
    await listing(['u1', 'u2']);
    await listing(['u1'], { gap: 'ROWS_MOVED' });
    expect(await events()).toEqual([]);
    expect(await listing(['u1', 'u2'])).toMatchObject({ status: 'COMPLETE', closed: 2 });
    expect(await rows('gone_at is not null')).toEqual(['u3']);
    expect(await holders()).toEqual(['u1', 'u2']);
    const told = await events();
    expect(told.map(({ what, assignee }) => `${what} ${assignee}`).sort()).toEqual([
      'HOLDER_GONE u3',
      'REMOVED u3',
    ]);
    for (const { notBefore } of told) expect(notBefore).toEqual(at);
  });

  it('sends as many calls for look-ups in all as it may, however often the provider asks for a pause between them', async () => {
    const all = Array.from({ length: 120 }, (_, index) => `u${1_000 + index}`);
    await listing(all);
    const found = all.slice(0, 20);
    const account = accountWith(() => ({ items: found.map(seen) }));
    const { USER } = account.assignees;
    let answered = 0;
    let pauses = 0;
    const byIds = (ids: readonly string[], call: Call): Promise<ReadonlyMap<string, null>> => {
      present(call.allowance).left -= 1;
      if (answered === 30 && pauses === 0) {
        pauses += 1;
        return Promise.reject(new ProblemError(problem('UPSTREAM_THROTTLED', 'PROVIDER', 'A pause.')));
      }
      answered += 1;
      return Promise.resolve(new Map(ids.map((id) => [id, null])));
    };
    const capabilities = { ...account.account.capabilities, lookupBatchSize: 1 };
    clock.now += 3_600_000;
    const end = await sweeps.sweep('DUE', {
      ...account,
      account: { ...account.account, capabilities },
      assignees: { USER: { ...present(USER), byIds } },
    });
    // The pause took one as well.
    expect(end).toMatchObject({ status: 'HELD', heldBack: 49 });
    expect([answered, pauses]).toEqual([49, 1]);
  });

  it('that is made of a list of assignments says once that somebody is gone whom it goes on to name', async () => {
    const { inventory: _itsOwn, ...real } = bench.open();
    let listed = EVERYBODY;
    const users = () => listed.map(userOf);
    const page = <Row>(items: readonly Row[]) => Promise.resolve({ items, next: null, total: null });
    const account: ProviderAccount = {
      ...real,
      assignees: {
        USER: {
          ...present(real.assignees.USER),
          page: () => page(users()),
          byIds: (ids) =>
            Promise.resolve(new Map(ids.map((id) => [id, listed.includes(id) ? userOf(id) : null]))),
        },
      },
      assignments: { ...real.assignments, page: () => page(EVERYBODY.map(heldBy)) },
    };
    await sweeps.sweep('DUE', account);
    listed = ['u1', 'u2'];
    for (let time = 0; time < 3; time += 1) {
      clock.now += 3_600_000;
      expect(await sweeps.sweep('DUE', account)).toMatchObject({ status: 'COMPLETE' });
      expect(await rows('gone_at is not null')).toEqual(['u3']);
    }
    expect((await events()).map(({ what, assignee }) => `${what} ${assignee}`)).toEqual(['HOLDER_GONE u3']);
    expect(await holders()).toEqual(EVERYBODY);
  });

  it('that is begun again counts only what its last attempt has seen', async () => {
    await listing(EVERYBODY);
    const end = await sweep((cursor, attempt) => {
      if (cursor === null) return { items: (attempt === 1 ? EVERYBODY : ['u1']).map(seen), next: 'second' };
      if (attempt === 1) throw callerError('CURSOR_EXPIRED', 'Gone.', 'Start again.');
      return { items: ['u2'].map(seen) };
    });
    expect(end).toMatchObject({ status: 'COMPLETE', closed: 0 });
    expect(await rows('missed_in is not null')).toEqual(['u3']);
  });

  it('that never gets to its end is incomplete after three attempts', async () => {
    await listing(EVERYBODY);
    let first = 0;
    const end = await sweep((cursor) => {
      if (cursor !== null) throw callerError('CURSOR_EXPIRED', 'Gone.', 'Start again.');
      first += 1;
      return { items: ['u1'].map(seen), next: 'second' };
    });
    expect(end).toMatchObject({
      status: 'INCOMPLETE',
      problems: { everything: 'CURSOR_EXPIRED' },
      closed: 0,
    });
    expect(first).toBe(3);
    expect(await rows('missed_in is not null')).toEqual([]);
  });
});
