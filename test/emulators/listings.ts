// One list of each provider with the licenses in it, read page by page as any client reads it.
import { z } from 'zod';
import type { RunningEmulator } from '../../emulators/core/emulator.ts';
import { imei } from '../../emulators/seed/organisation.ts';
import { definition as thingspace } from '../../emulators/thingspace/index.ts';
import { personId } from '../../emulators/webex/ids.ts';
import { employees } from '../../emulators/webex/seed/people.ts';
import { personUuid } from '../../emulators/webex/state/members.ts';
import { present } from '../support/assertions.ts';
import { useEmulator } from '../support/emulator.ts';
import { rowsOf } from '../support/pages.ts';
import { licenseId } from '../support/providers/webex.ts';
import { LICENSE_USERS, USERS, pageOf, usId, useGenesys } from './genesys/client.ts';
import { FIRST, connect, listing, type Answer } from './thingspace/client.ts';
import { Person, nextLink, useWebex } from './webex/client.ts';
import { useYext } from './yext/client.ts';

/** One row of a list of holders. */
export interface Row {
  readonly id: string;
  readonly holds: boolean;
}

interface RowPage<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

/** A list of holders, and what else is asked about them. */
export interface Listing {
  readonly emulator: RunningEmulator;
  /** Regular expression on the path of the list. */
  readonly path: string;
  /** The license looked for; absent where an account has one only. */
  readonly license?: string;
  /** Who exists and does not hold it. */
  readonly bare: string;
  /** Reads one page; null is the first one. */
  page(cursor: string | null): Promise<RowPage<Row>>;
  /** Whether somebody holds the license, asked for alone. */
  holds(assignee: string): Promise<boolean>;
  /** The ids of all that can hold licenses. */
  assignees(): Promise<string[]>;
}

/** Every row of a listing. */
export function rowsIn({ page }: Listing): Promise<Row[]> {
  return rowsOf(async (cursor) => ({ ...(await page(cursor)), total: null }));
}

/** The pages of a listing up to a number, each as its ids. */
export async function idPages({ page }: Listing, count: number): Promise<string[][]> {
  const pages: string[][] = [];
  let cursor: string | null = null;
  while (pages.length < count) {
    const { items, next }: RowPage<Row> = await page(cursor);
    pages.push(items.map(({ id }) => id));
    cursor = next;
    if (cursor === null) break;
  }
  return pages;
}

/** The listings of the emulators of the file this is called in. */
export function useListings() {
  return {
    genesys: genesysListing(),
    webex: webexListing(),
    thingspace: thingspaceListing(),
    yext: yextListing(),
  };
}

const Licensed = z.object({ licenses: z.array(z.string()) });

function genesysListing(): Listing {
  const { emulator, call, tokenOf } = useGenesys();
  const license = 'cloudCX2';
  // Each logs in anew: no token outlives a change of the tenant.
  const numbered = async (path: string, cursor: string | null) => {
    const number = Number(cursor ?? 1);
    const answer = await call(`${path}pageNumber=${number}`, { as: await tokenOf() });
    const { entities, pageCount } = pageOf(answer);
    return { items: entities, next: number < pageCount ? String(number + 1) : null };
  };
  return {
    emulator,
    path: `^${LICENSE_USERS}$`,
    license,
    bare: usId(5),
    async page(cursor) {
      const { items, next } = await numbered(`${LICENSE_USERS}?pageSize=20&`, cursor);
      const rows = items.map((row) => ({
        id: row.id,
        holds: Licensed.parse(row).licenses.includes(license),
      }));
      return { items: rows, next };
    },
    async holds(assignee) {
      const { body } = await call(`${LICENSE_USERS}/${assignee}`, { as: await tokenOf() });
      const { licenses } = z.object({ licenses: z.array(z.object({ id: z.string() })) }).parse(body);
      return licenses.some(({ id }) => id === license);
    },
    assignees: () =>
      rowsOf(async (cursor) => {
        const { items, next } = await numbered(`${USERS}?pageSize=100&`, cursor);
        return { items: items.map(({ id }) => id), next, total: null };
      }),
  };
}

/** A place in the list of people. */
const WITHOUT_LICENSES = 89;

function webexListing(): Listing {
  const { emulator, call } = useWebex();
  const license = licenseId('messaging');
  const page: Listing['page'] = async (cursor) => {
    const answer = await call(cursor ?? '/people?max=30');
    const { items } = z.object({ items: z.array(Person) }).parse(answer.body);
    const rows = items.map(({ id, licenses = [] }) => ({ id, holds: licenses.includes(license) }));
    return { items: rows, next: nextLink(answer) ?? null };
  };
  const it: Listing = {
    emulator,
    path: '/people$',
    license,
    bare: personId(personUuid(employees(1).from + WITHOUT_LICENSES)),
    page,
    async holds(assignee) {
      const { licenses } = Person.parse((await call(`/people/${assignee}`)).body);
      return present(licenses, 'licenses').includes(license);
    },
    assignees: async () => (await rowsIn(it)).map(({ id }) => id),
  };
  return it;
}

const Found = z.object({ deviceList: z.array(z.object({ licenseAssigned: z.boolean() })) });

function thingspaceListing(): Listing {
  const emulator = useEmulator(thingspace);
  const list = async (kind: 'licenses' | 'devices', cursor: string | null) => {
    emulator.setSwitch('rowsPerPage', 100);
    const call = await connect(emulator);
    const answer: Answer = await call('GET', `/fota/v3/${kind}/${FIRST}?lastSeenDeviceId=${cursor ?? '0'}`);
    const { deviceList, hasMoreData, lastSeenDeviceId } = listing(answer);
    return {
      items: deviceList.map(({ deviceId }) => deviceId),
      next: hasMoreData ? String(lastSeenDeviceId) : null,
    };
  };
  return {
    emulator,
    path: `/fota/v3/licenses/${FIRST}$`,
    bare: imei(123),
    async page(cursor) {
      const { items, next } = await list('licenses', cursor);
      return { items: items.map((id) => ({ id, holds: true })), next };
    },
    async holds(assignee) {
      const call = await connect(emulator);
      const body = { accountName: FIRST, deviceList: [assignee] };
      const { deviceList } = Found.parse((await call('POST', `/fota/v3/devices/${FIRST}`, body)).body);
      return present(deviceList[0], 'a row').licenseAssigned;
    },
    assignees: () => rowsOf(async (cursor) => ({ ...(await list('devices', cursor)), total: null })),
  };
}

function yextListing(): Listing {
  const { emulator, assignments, walkEntities, holds } = useYext();
  const license = 'LP-LISTINGS';
  return {
    emulator,
    path: `/${license}/assigned-entities$`,
    license,
    bare: 'store-9',
    async page(cursor) {
      const query = { pageSize: '20', ...(cursor !== null && { pageToken: cursor }) };
      const { licenseAssignments, nextPageToken } = await assignments(license, query);
      const rows = licenseAssignments.flatMap(({ assignedEntities }) => assignedEntities);
      return {
        items: rows.map(({ entityId }) => ({ id: entityId, holds: true })),
        next: nextPageToken ?? null,
      };
    },
    holds: (assignee) => holds(license, assignee),
    assignees: async () =>
      (await walkEntities({ limit: '50' })).flatMap(({ entities }) => entities.map(({ meta }) => meta.id)),
  };
}
