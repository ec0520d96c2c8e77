// Which of the rows that a list has not shown are looked up, where there are more than a section may look up in one sweep.
import { afterEach, describe, expect, it } from '@jest/globals';
import type { ProviderAccount } from '../../src/providers/provider.ts';
import { present } from '../support/assertions.ts';
import { DATABASES } from '../support/databases.ts';
import { useSweeps } from '../support/sweeps.ts';

/** More than a section of one page may look up, which is 50. */
const HIDDEN = 70;
/** In each of which at least 25 rows of either sort have their turn, from a place on that wanders. */
const SWEEPS = 8;

describe.each(DATABASES)('look-ups of a sweep into %s', (kind) => {
  const sweeps = useSweeps(kind, 'webex', { scale: 2 });
  const { bench, sweep, clock, query } = sweeps;
  const { emulator } = bench;
  afterEach(() => emulator.clearFaults());

  /** The first people who hold something, by their rows. */
  async function people(): Promise<readonly string[]> {
    const rows = await query(`select external_id as id from assignees
      where kind = 'USER' and word is distinct from 'EXTERNAL' and holds > 0 order by id limit ${HIDDEN}`);
    expect(rows).toHaveLength(HIDDEN);
    return rows.map(({ id }) => String(id));
  }

  /** The account, whose list of people leaves these out every time, and is never whole. A look-up is about one of them. */
  function hiding(ids: readonly string[]): ProviderAccount {
    const real: ProviderAccount = bench.open();
    const hidden = new Set(ids);
    const capabilities = { ...real.account.capabilities, lookupBatchSize: 1 };
    return {
      ...real,
      account: { ...real.account, capabilities },
      inventory: present(real.inventory).map((section) => ({
        ...section,
        async page(...asked) {
          const { items, ...page } = await section.page(...asked);
          if (section.name !== 'people') return { items, ...page };
          const shown = items.filter((one) => !('assignee' in one) || !hidden.has(one.assignee.externalId));
          return { ...page, items: shown, gap: 'ROWS_MOVED' };
        },
      })),
    };
  }

  async function licenseOf(assignee: string): Promise<string> {
    const [row] =
      await query(`select l.external_id as id from holdings h join licenses l on l.id = h.license_id
      join assignees a on a.id = h.assignee_id where a.external_id = '${assignee}' order by h.id desc limit 1`);
    return String(present(row)['id']);
  }

  const isHeld = async (assignee: string, license: string): Promise<boolean> =>
    (
      await query(`select from holdings h join licenses l on l.id = h.license_id join assignees a on a.id = h.assignee_id
        where a.external_id = '${assignee}' and l.external_id = '${license}'`)
    ).length > 0;

  it('find out what is held no more and who is gone, though all the others are there each time', async () => {
    await sweep();
    const ids = await people();
    const account = hiding(ids);
    const taken = await Promise.all(
      [0, HIDDEN / 2, HIDDEN - 1].map(async (place) => {
        const assignee = present(ids[place]);
        return { assignee, license: await licenseOf(assignee) };
      }),
    );
    for (const one of taken) emulator.outside({ change: 'take', ...one });
    const gone = [1, HIDDEN / 2 + 1, HIDDEN - 2].map((place) => present(ids[place]));
    for (const assignee of gone) emulator.outside({ change: 'delete', assignee });

    for (let time = 0; time < SWEEPS; time += 1) {
      clock.now += 3_600_000;
      expect((await sweep('DUE', account)).sections['people']).toBe('INCOMPLETE');
    }
    const held = await Promise.all(taken.map(({ assignee, license }) => isHeld(assignee, license)));
    expect(held).toEqual([false, false, false]);
    const rows = await query(`select external_id as id from assignees where gone_at is not null order by id`);
    expect(rows.map(({ id }) => id)).toEqual(gone);
  });

  it('find out what somebody holds no more, where people cannot be looked up', async () => {
    await sweep();
    const [assignee] = await people();
    const license = await licenseOf(present(assignee));
    emulator.outside({ change: 'take', assignee: present(assignee), license });
    const account = hiding([present(assignee)]);
    const refused: ProviderAccount = {
      ...account,
      assignees: {
        ...account.assignees,
        USER: {
          ...present(account.assignees.USER),
          byIds: (ids, call) => {
            emulator.fault({ path: '/people', times: 1, fault: { kind: 'error', status: 403 } });
            return present(account.assignees.USER).byIds(ids, call);
          },
        },
      },
    };
    clock.now += 3_600_000;
    await sweep('DUE', refused);
    expect(await isHeld(present(assignee), license)).toBe(false);
  });
});
