// A plain client for the tests of the Yext emulator: fetch, an envelope, and one emulator a file.
import { afterAll, afterEach, beforeAll } from '@jest/globals';
import { z } from 'zod';
import { startEmulator, type RunningEmulator } from '../../emulators/core/emulator.ts';
import { access, definition } from '../../emulators/yext/index.ts';

const Envelope = z.strictObject({
  meta: z.strictObject({
    uuid: z.uuid(),
    errors: z.array(z.strictObject({ code: z.int(), type: z.string(), message: z.string() })).optional(),
  }),
  response: z.unknown(),
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

export interface Asked {
  readonly method?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Another key than the full one; null sends none. */
  readonly key?: string | null;
  /** Null sends no `v`. */
  readonly v?: string | null;
}

const [account] = access.accounts;
export const { keys, accountId, actor } = account;

/** Starts one emulator for the test file, with fresh state after each test. */
export function yext() {
  let running: RunningEmulator | undefined;
  const emulator = (): RunningEmulator => {
    if (!running) throw new Error('the emulator has not started');
    return running;
  };
  beforeAll(async () => {
    running = await startEmulator(definition);
  });
  afterEach(() => emulator().reset(1));
  afterAll(() => emulator().close());

  function raw(path: string, asked: Asked = {}): Promise<Response> {
    const query = new URLSearchParams({
      ...(asked.v !== null && { v: asked.v ?? access.version }),
      ...asked.query,
    });
    const key = asked.key === undefined ? keys.full : asked.key;
    return fetch(`${emulator().url}${access.basePath}${path}?${query.toString()}`, {
      method: asked.method ?? 'GET',
      headers: { ...(key !== null && { 'api-key': key }), ...asked.headers },
      ...(asked.body !== undefined && { body: asked.body }),
    });
  }

  async function call(path: string, asked: Asked = {}): Promise<Answer> {
    const answer = await raw(path, asked);
    const { meta, response } = Envelope.parse(await answer.json());
    return { status: answer.status, headers: answer.headers, errors: meta.errors, response };
  }

  const write =
    (method: string) =>
    (packId: string, entityId: string, asked: Asked = {}) =>
      call(assignment(packId, entityId), { ...asked, method });
  const update = write('PUT');

  return {
    emulator,
    raw,
    call,
    create: write('POST'),
    remove: write('DELETE'),
    update: (packId: string, entityId: string, body: unknown, asked: Asked = {}) =>
      update(packId, entityId, {
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json' },
        ...asked,
      }),
    packs: async (query: Record<string, string> = { pageSize: '50' }) => {
      return Packs.parse((await call(`/accounts/${accountId}/license-packs`, { query })).response);
    },
    assignments: async (packId: string, query: Record<string, string> = { pageSize: '50' }) => {
      const answer = await call(
        `/accounts/me/license-packs/${encodeURIComponent(packId)}/assigned-entities`,
        { query },
      );
      return Assignments.parse(answer.response);
    },
    entities: async (query: Record<string, string> = {}) => {
      return Entities.parse((await call('/accounts/me/entities', { query })).response);
    },
  };
}

export function assignment(packId: string, entityId: string): string {
  return `/accounts/me/license-packs/${encodeURIComponent(packId)}/assigned-entities/${encodeURIComponent(entityId)}`;
}

export function entity(entityId: string): string {
  return `/accounts/me/entities/${encodeURIComponent(entityId)}`;
}

export const parseGroup = (response: unknown): Group => Group.parse(response);
export const parseEntity = (response: unknown): z.output<typeof Entity> => Entity.parse(response);

/** Follows tokens to the end; fails on a token that comes twice. */
export async function walk<Page>(
  next: (token: string | undefined) => Promise<Page>,
  tokenOf: (page: Page) => string | undefined,
): Promise<Page[]> {
  const pages: Page[] = [];
  const seen = new Set<string>();
  let token: string | undefined;
  do {
    if (token !== undefined) {
      if (seen.has(token)) throw new Error('the same page token came twice');
      seen.add(token);
    }
    const page = await next(token);
    pages.push(page);
    token = tokenOf(page);
  } while (token !== undefined);
  return pages;
}

/** The day in New York so many days from `now`. */
export function newYorkDay(now: number, days = 0): string {
  const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'America/New_York' }).format(now);
  return new Date(Date.parse(`${today}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
