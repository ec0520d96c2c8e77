// One function for each read of Yext's: URL, request, parsed answer; and one for its writes, whose answers the writes judge.
import type { z } from 'zod';
import { chunkByWeight } from '../../batching/chunk.ts';
import type { AccountStatus } from '../../domain/account.ts';
import type { Call } from '../../domain/call.ts';
import { callerError } from '../../domain/problem.ts';
import { badResponse, parseBody } from '../../upstream/parse.ts';
import { createUpstream, type UpstreamResponse, type UpstreamRuntime } from '../../upstream/upstream.ts';
import { buildUrl, type Query } from '../../upstream/url.ts';
import { START, type Position } from './reads/cursors.ts';
import { isId } from './ids.ts';
import type { PageAnswer } from './reads/paging.ts';
import {
  blames,
  createAuthorizer,
  failedInside,
  policy,
  refusesToken,
  rejection,
  saysNotFound,
} from './failures.ts';
import type { AssignmentRow, EntityRow, LicensePack } from './wire/rows.ts';
import type { YextSettings } from './settings.ts';
import { distinct } from './reads/walk.ts';
import { bodiesOf, Envelope, type PageBody } from './wire/wire.ts';

/** Rows a page: the most for entities (yext contract 4), the proposal for licenses (7), where no maximum is published. */
export const PAGE_SIZE = 50;
/** A sibling API of Yext's answers 414 beyond it (yext contract 4). */
const MAX_URL_LENGTH = 2000;
/** A page of licenses: no size of it is published, so that a server may refuse any (yext contract 7). */
const LICENSES = { wished: { pageSize: PAGE_SIZE }, refusable: 'pageSize' } as const;
/** What is shown of an entity: its name, without placeholders (yext contract 4). The same wherever it is read. */
const NAME = { fields: 'name' } as const;
const SHOWN = { resolvePlaceholders: true } as const;
/** Every pack, where a pack id is expected (yext contract 2). */
const ALL_PACKS = '-';

/** Whose assignments: one pack's, one entity's, or everybody's. */
export interface AssignmentsOf {
  readonly packId?: string;
  readonly entityId?: string;
}

/** One write to one assignment. */
export interface AssignmentWrite {
  readonly method: 'POST' | 'PUT' | 'DELETE';
  readonly packId: string;
  readonly entityId: string;
  /** The whole of what PUT leaves there; the other methods have no body (yext contract 2). */
  readonly json?: { readonly expirationDate: string | null };
}

/** Yext's operations. */
export interface YextClient {
  /** `kept`: an answer of a moment ago will do. */
  listLicensePacks(position: Position, kept: boolean, call: Call): Promise<PageAnswer<LicensePack>>;
  listAssignments(of: AssignmentsOf, position: Position, call: Call): Promise<PageAnswer<AssignmentRow>>;
  /** Of the whole account when `ids` is null. */
  listEntities(ids: readonly string[] | null, position: Position, call: Call): Promise<PageAnswer<EntityRow>>;
  /** Null when Yext says that it does not exist. */
  getEntity(id: string, call: Call): Promise<EntityRow | null>;
  /** Pieces for `listEntities`, by number and by length of the URL. An id too long for any URL goes alone. */
  entityChunks(ids: readonly string[]): string[][];
  /** The answer as it is, refusals of this very write and redirects included. Throws BAD_ID before anything is sent. */
  writeAssignment(write: AssignmentWrite, call: Call): Promise<UpstreamResponse>;
  /** The assignments that the answer to a write shows; none when it shows none. */
  assignmentsIn(answer: UpstreamResponse): readonly AssignmentRow[];
  status(): AccountStatus;
}

/** Something to be read. */
interface Asked {
  readonly path: readonly string[];
  readonly query: Query;
  readonly position: Position;
  /** What is asked for besides, unless the position is plain. */
  readonly wished: Query;
  /** Whether the server may refuse what is wished. */
  readonly refusable?: 'pageSize';
  /** True where "not found" is an answer. */
  readonly mayBeAbsent?: boolean;
  readonly catalogue?: boolean;
}

/** A page of a list to be read. */
interface AskedPage<Row> extends Asked {
  readonly body: z.ZodType<{ readonly response: PageBody<Row> }>;
  readonly keyOf: (row: Row) => string;
}

/** An answer outside 2xx that tells something about the list, and what. */
type Refusal = 'OPTIONAL' | 'ABSENT' | 'STALE';

/** Statuses that tell of what the path names, not of the key or the server (yext contract 5). */
const TELLS_OF_THE_TARGET: ReadonlySet<number> = new Set([400, 404, 409]);

/** The operations of one account. */
export function createYextClient(settings: YextSettings, runtime: UpstreamRuntime): YextClient {
  const accountKey = settings.key;
  const upstream = createUpstream(runtime, { accountKey, policy, authorizer: createAuthorizer(settings) });
  const bodies = bodiesOf({ accountKey, drift: upstream.drift });
  const keyInUrl = settings.apiKeyIn === 'query';

  function url(path: readonly string[], query: Query): string {
    return buildUrl(settings.baseUrl, ['accounts', settings.accountId, ...path], {
      v: settings.version,
      ...(keyInUrl && { api_key: settings.apiKey.reveal() }),
      ...query,
    });
  }

  function ask({ path, query, wished, position, catalogue = false, ...asked }: Asked, call: Call) {
    const token = position.token ?? undefined;
    const all = { ...query, ...(position.plain ? {} : wished), pageToken: token };
    const accept = (answer: UpstreamResponse) => refusalOf(answer, { position, ...asked }) !== null;
    return upstream.send({ method: 'GET', url: url(path, all), effect: 'READ', catalogue, accept }, call);
  }

  function read<Body>(schema: z.ZodType<{ response: Body }>, answer: UpstreamResponse): Body {
    parseBody(Envelope, answer, accountKey);
    if (failedInside(answer)) throw rejection(answer, accountKey, runtime.now());
    return parseBody(schema, answer, accountKey).response;
  }

  /** A page; without what is wished where the server does not bear it (yext contract 7), or loses the ids with it (4). */
  async function page<Row>(asked: AskedPage<Row>, call: Call): Promise<PageAnswer<Row>> {
    const { position, body, keyOf } = asked;
    const answer = await ask(asked, call);
    switch (refusalOf(answer, asked)) {
      case 'OPTIONAL':
        return page(plainly(asked), call);
      case 'ABSENT':
        return { kind: 'ABSENT' };
      case 'STALE':
        return { kind: 'STALE', refusal: rejection(answer, accountKey, runtime.now()) };
      case null: {
        const { rows, leftOut, count, nameless, next } = read(body, answer);
        if (nameless && !position.plain) return page(plainly(asked), call);
        if (nameless) upstream.drift.note('entities.meta.id', 'missing from every row');
        return {
          kind: 'PAGE',
          rows: distinct(rows, keyOf),
          leftOut,
          next: nextPosition(position, next),
          total: count,
        };
      }
    }
  }

  function nextPosition(position: Position, token: string | null): Position | null {
    if (token === null) return null;
    if (token === position.token) {
      throw badResponse(accountKey, 'The provider led back to the same page of a list.');
    }
    return { ...position, token };
  }

  async function getEntity(id: string, position: Position, call: Call): Promise<EntityRow | null> {
    const path = ['entities', id];
    const asked = { path, query: SHOWN, wished: NAME, position, mayBeAbsent: true };
    const answer = await ask(asked, call);
    if (refusalOf(answer, asked) === 'ABSENT') return null;
    const { rows, nameless } = read(bodies.entity, answer);
    if (nameless && !position.plain) return getEntity(id, { ...position, plain: true }, call);
    const [row] = rows;
    if (row?.id === id) return row;
    throw badResponse(accountKey, 'The provider answered with something else than the entity asked for.');
  }

  return {
    listLicensePacks: (position, kept, call) =>
      page(
        {
          ...LICENSES,
          path: ['license-packs'],
          query: {},
          position,
          catalogue: kept,
          body: bodies.licensePacks,
          keyOf: ({ id }) => id,
        },
        call,
      ),
    listAssignments: ({ packId, entityId }, position, call) =>
      page(
        {
          ...LICENSES,
          path: ['license-packs', packId ?? ALL_PACKS, 'assigned-entities'],
          query: { assignedEntity: entityId },
          position,
          mayBeAbsent: packId !== undefined || entityId !== undefined,
          body: bodies.assignments,
          keyOf: keyOfAssignment,
        },
        call,
      ),
    listEntities: (ids, position, call) =>
      page(
        {
          path: ['entities'],
          query: entityQuery(ids),
          wished: NAME,
          position,
          body: bodies.entities,
          keyOf: ({ id }) => id,
        },
        call,
      ),
    getEntity: (id, call) => getEntity(id, START, call),
    entityChunks: (ids) => {
      const room = MAX_URL_LENGTH - url(['entities'], { ...entityQuery([]), ...NAME }).length;
      return chunkByWeight(ids, PAGE_SIZE, room, weightInFilter);
    },
    writeAssignment: async ({ method, packId, entityId, json }, call) => {
      // `-` is every pack to a read, and never to be sent with a write (yext contract 6.5).
      if (!isId(packId) || !isId(entityId)) throw callerError('BAD_ID', 'This cannot be an assignment.');
      return upstream.send(
        {
          method,
          url: url(['license-packs', packId, 'assigned-entities', entityId], {}),
          ...(json !== undefined && { json }),
          effect: 'WRITE',
          accept: ({ status }) => TELLS_OF_THE_TARGET.has(status) || (status >= 300 && status < 400),
        },
        call,
      );
    },
    assignmentsIn: ({ body }) => bodies.assignments.safeParse(body).data?.response.rows ?? [],
    status: () => upstream.status(),
  };
}

/** The only key of an assignment (yext contract 6.2), as one text. */
export function keyOfAssignment(row: AssignmentRow): string {
  return JSON.stringify([row.pack.id, row.entityId]);
}

function plainly<Row>(asked: AskedPage<Row>): AskedPage<Row> {
  return { ...asked, position: { ...asked.position, plain: true } };
}

function refusalOf(
  answer: UpstreamResponse,
  { position, refusable, mayBeAbsent }: Pick<Asked, 'position' | 'refusable' | 'mayBeAbsent'>,
): Refusal | null {
  if (refusable !== undefined && !position.plain && blames(answer, refusable)) return 'OPTIONAL';
  if (mayBeAbsent === true && saysNotFound(answer)) return 'ABSENT';
  return position.token !== null && refusesToken(answer) ? 'STALE' : null;
}

function entityQuery(ids: readonly string[] | null): Query {
  return {
    filter: ids === null ? undefined : JSON.stringify({ 'meta.id': { $in: ids } }),
    limit: PAGE_SIZE,
    ...SHOWN,
  };
}

/** Characters an id adds to the URL, with its comma. */
function weightInFilter(id: string): number {
  return new URLSearchParams({ '': `${JSON.stringify(id)},` }).toString().length - 1;
}
