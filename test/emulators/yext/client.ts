// Talks to the Yext emulator like every HTTP client.
import { z } from 'zod';
import type { EmulatorOptions } from '../../../emulators/core/emulator.ts';
import { access, definition } from '../../../emulators/yext/index.ts';
import { useEmulator } from '../../support/emulator.ts';
import { rowsOf } from '../../support/pages.ts';

const Envelope = z.strictObject({
  meta: z.strictObject({
    uuid: z.uuid(),
    errors: z.array(z.strictObject({ code: z.int(), type: z.string(), message: z.string() })).optional(),
  }),
  response: z.unknown().optional(),
});

const Group = z.strictObject({
  licensePack: z.strictObject({
    id: z.string(),
    name: z.string(),
    total: z.int(),
    assigned: z.int(),
    available: z.int(),
    notes: z.string().optional(),
  }),
  assignedEntities: z.array(z.strictObject({ entityId: z.string(), expirationDate: z.string().nullish() })),
});
export type Group = z.output<typeof Group>;

const Assignments = z.strictObject({
  licenseAssignments: z.array(Group),
  nextPageToken: z.string().optional(),
});
const Packs = z.strictObject({
  licensePacks: z.array(Group.shape.licensePack),
  nextPageToken: z.string().optional(),
});
const Entity = z.looseObject({
  name: z.string().optional(),
  meta: z.looseObject({ id: z.string(), entityType: z.string() }),
});
const Entities = z.strictObject({
  count: z.int(),
  entities: z.array(Entity),
  pageToken: z.string().optional(),
});

/** One answer: status, headers and the parts of the envelope. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly errors: readonly { code: number; type: string; message: string }[] | undefined;
  readonly response: unknown;
}

type Query = Readonly<Record<string, string>>;

export interface Asked {
  readonly method?: string;
  readonly query?: Query;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Another key than the full one; null sends none. */
  readonly key?: string | null;
  /** Null sends no `v`. */
  readonly v?: string | null;
}

const [account] = access.accounts;
export const { keys, accountId, actor } = account;
export const PACKS = '/accounts/me/license-packs';
export const JSON_TYPE = { 'content-type': 'application/json' };

/** The emulator of the test file, freshly seeded before each test, and a client of it. */
export function useYext(options: Pick<EmulatorOptions, 'now'> = {}) {
  const emulator = useEmulator(definition, options);

  const raw = (path: string, asked: Asked = {}): Promise<Response> =>
    send(`${emulator.url}${access.basePath}${path}`, asked);

  async function call(path: string, asked: Asked = {}): Promise<Answer> {
    const answer = await raw(path, asked);
    const { meta, response } = Envelope.parse(await answer.json());
    return { status: answer.status, headers: answer.headers, errors: meta.errors, response };
  }

  function write(method: string, packId: string, entityId: string, asked: Asked = {}): Promise<Answer> {
    return call(assignment(packId, entityId), { ...asked, method });
  }

  async function assignments(packId: string, query: Query = { pageSize: '50' }) {
    const path = `${PACKS}/${encodeURIComponent(packId)}/assigned-entities`;
    return Assignments.parse((await call(path, { query })).response);
  }

  async function entities(query: Query = {}) {
    return Entities.parse((await call('/accounts/me/entities', { query })).response);
  }

  return {
    emulator,
    raw,
    call,
    create: (packId: string, entityId: string, asked?: Asked) => write('POST', packId, entityId, asked),
    remove: (packId: string, entityId: string, asked?: Asked) => write('DELETE', packId, entityId, asked),
    update: (packId: string, entityId: string, body: unknown, asked: Asked = {}) =>
      write('PUT', packId, entityId, { body: JSON.stringify(body), headers: JSON_TYPE, ...asked }),
    packs: async (query: Query = { pageSize: '50' }) =>
      Packs.parse((await call(`/accounts/${accountId}/license-packs`, { query })).response),
    assignments,
    entities,
    /** Every page of the assignments. */
    walkAssignments: (packId: string, query: Query) =>
      walk(
        (pageToken) => assignments(packId, { ...query, ...(pageToken !== null && { pageToken }) }),
        (page) => page.nextPageToken,
      ),
    /** Every page of the entities. */
    walkEntities: (query: Query) =>
      walk(
        (pageToken) => entities({ ...query, ...(pageToken !== null && { pageToken }) }),
        (page) => page.pageToken,
      ),
    /** Whether an entity has a license of a pack. */
    holds: async (packId: string, assignedEntity: string) =>
      (await assignments(packId, { assignedEntity })).licenseAssignments.length > 0,
    /** Moves the clock to an instant. */
    travel: (iso: string) => emulator.clock.advance(Date.parse(iso) - emulator.clock.now()),
  };
}

function send(url: string, asked: Asked): Promise<Response> {
  const query = new URLSearchParams({
    ...(asked.v !== null && { v: asked.v ?? access.version }),
    ...asked.query,
  });
  const key = asked.key === undefined ? keys.full : asked.key;
  return fetch(`${url}?${query.toString()}`, {
    method: asked.method ?? 'GET',
    headers: { ...(key !== null && { 'api-key': key }), ...asked.headers },
    ...(asked.body !== undefined && { body: asked.body }),
  });
}

function walk<Page>(
  read: (token: string | null) => Promise<Page>,
  tokenOf: (page: Page) => string | undefined,
): Promise<Page[]> {
  return rowsOf(async (token) => {
    const page = await read(token);
    return { items: [page], next: tokenOf(page) ?? null, total: null };
  });
}

export function assignment(packId: string, entityId: string): string {
  return `${PACKS}/${encodeURIComponent(packId)}/assigned-entities/${encodeURIComponent(entityId)}`;
}

export function entity(entityId: string): string {
  return `/accounts/me/entities/${encodeURIComponent(entityId)}`;
}

export const parseGroup = (response: unknown): Group => Group.parse(response);
export const parseEntity = (response: unknown): z.output<typeof Entity> => Entity.parse(response);

/** The day in New York so many days from `now`. */
export function newYorkDay(now: number, days = 0): string {
  const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'America/New_York' }).format(now);
  return new Date(Date.parse(`${today}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
