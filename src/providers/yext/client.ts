// One function for each read of Yext's: URL, request, parsed answer; and one for its writes, whose answers the writes judge.
import type { z } from 'zod';
import { chunkByWeight } from '../../batching/chunk.ts';
import type { AccountStatus } from '../../domain/account.ts';
import type { Call } from '../../domain/call.ts';
import { callerError } from '../../domain/problem.ts';
import { badResponse, parseBody } from '../../upstream/parse.ts';
import { createUpstream, type UpstreamResponse, type UpstreamRuntime } from '../../upstream/upstream.ts';
import { buildUrl, type Query } from '../../upstream/url.ts';
import { isId } from './ids.ts';
import { distinct, type PageAnswer, type Position } from './paging.ts';
import {
  blames,
  createAuthorizer,
  failedInside,
  policy,
  refusesToken,
  rejection,
  saysNotFound,
} from './policy.ts';
import type { YextSettings } from './settings.ts';
import {
  EntitiesBody,
  Envelope,
  LicenseAssignmentsBody,
  LicensePacksBody,
  type AssignmentRow,
  type EntityBody,
  type LicensePack,
} from './wire.ts';

/** Rows a page: the most for entities (yext contract 4), the proposal for licenses (7), where no maximum is published. */
export const PAGE_SIZE = 50;
/** A sibling API of Yext's answers 414 beyond it (yext contract 4). */
const MAX_URL_LENGTH = 2000;
/** Every pack, where a pack id is expected (yext contract 2). */
const ALL_PACKS = '-';

/** An entity with its id. */
export interface EntityRow extends EntityBody {
  readonly id: string;
}

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
  /** Pieces for `listEntities`, by number and by length of the URL. An id too long for any URL goes alone. */
  entityChunks(ids: readonly string[]): string[][];
  /** The answer as it is, refusals of this very write and redirects included. Throws BAD_ID before anything is sent. */
  writeAssignment(write: AssignmentWrite, call: Call): Promise<UpstreamResponse>;
  status(): AccountStatus;
}

/** One page, asked for. */
interface Asked {
  readonly path: readonly string[];
  readonly query: Query;
  readonly position: Position;
  /** The parameter that a server may refuse, to be left out then. */
  readonly optional?: string;
  /** True where "not found" is an answer. */
  readonly mayBeAbsent?: boolean;
  readonly catalogue?: boolean;
}

/** An answer outside 2xx that tells something about the list, and what. */
type Refusal = 'OPTIONAL' | 'ABSENT' | 'STALE';

/** Statuses that tell of what the path names, not of the key or the server (yext contract 5). */
const TELLS_OF_THE_TARGET: ReadonlySet<number> = new Set([400, 404, 409]);

/** The operations of one account. */
export function createYextClient(settings: YextSettings, runtime: UpstreamRuntime): YextClient {
  const accountKey = settings.key;
  const upstream = createUpstream(runtime, { accountKey, policy, authorizer: createAuthorizer(settings) });
  const keyInUrl = settings.apiKeyIn === 'query';

  function url(path: readonly string[], query: Query): string {
    return buildUrl(settings.baseUrl, ['accounts', settings.accountId, ...path], {
      v: settings.version,
      ...(keyInUrl && { api_key: settings.apiKey.reveal() }),
      ...query,
    });
  }

  function ask(asked: Asked, call: Call): Promise<UpstreamResponse> {
    const token = asked.position.token ?? undefined;
    return upstream.send(
      {
        method: 'GET',
        url: url(asked.path, { ...asked.query, pageToken: token }),
        effect: 'READ',
        catalogue: asked.catalogue ?? false,
        accept: (answer) => refusalOf(answer, asked) !== null,
      },
      call,
    );
  }

  function read<Body>(schema: z.ZodType<{ response: Body }>, answer: UpstreamResponse): Body {
    parseBody(Envelope, answer, accountKey);
    if (failedInside(answer)) throw rejection(answer, accountKey, runtime.now());
    return parseBody(schema, answer, accountKey).response;
  }

  /** A page of licenses; without `pageSize` where the server does not bear it (yext contract 7). */
  async function licensePage<Body extends { readonly nextPageToken: string | null }, Row>(
    asked: Asked,
    schema: z.ZodType<{ response: Body }>,
    rowsOf: (body: Body) => Row[],
    call: Call,
  ): Promise<PageAnswer<Row>> {
    const { position } = asked;
    const sized = position.plain ? asked : withSize(asked);
    const answer = await ask(sized, call);
    switch (refusalOf(answer, sized)) {
      case 'OPTIONAL':
        return licensePage({ ...asked, position: { ...position, plain: true } }, schema, rowsOf, call);
      case 'ABSENT':
        return { kind: 'ABSENT' };
      case 'STALE':
        return { kind: 'STALE', refusal: rejection(answer, accountKey, runtime.now()) };
      case null: {
        const body = read(schema, answer);
        const next = nextPosition(position, body.nextPageToken);
        return { kind: 'PAGE', rows: rowsOf(body), next, total: null };
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

  /** A page of entities; without `fields` where that loses the ids (yext contract 4). */
  async function entityPage(query: Query, position: Position, call: Call): Promise<PageAnswer<EntityRow>> {
    const fields = position.plain ? undefined : 'name';
    const asked = { path: ['entities'], query: { ...query, fields }, position };
    const answer = await ask(asked, call);
    if (refusalOf(answer, asked) === 'STALE') {
      return { kind: 'STALE', refusal: rejection(answer, accountKey, runtime.now()) };
    }
    const body = read(EntitiesBody, answer);
    const rows = body.entities.flatMap((entity) => {
      const id = entity.meta?.id;
      return id === undefined || id === null ? [] : [{ ...entity, id }];
    });
    if (rows.length < body.entities.length) {
      if (!position.plain) return entityPage(query, { ...position, plain: true }, call);
      throw badResponse(accountKey, 'The provider sent an entity without its id.');
    }
    return {
      kind: 'PAGE',
      rows: distinct(rows, ({ id }) => id),
      next: nextPosition(position, body.pageToken),
      total: body.count,
    };
  }

  return {
    listLicensePacks: (position, kept, call) =>
      licensePage(
        { path: ['license-packs'], query: {}, position, catalogue: kept },
        LicensePacksBody,
        (body) => distinct(body.licensePacks, ({ id }) => id),
        call,
      ),
    listAssignments: ({ packId, entityId }, position, call) =>
      licensePage(
        {
          path: ['license-packs', packId ?? ALL_PACKS, 'assigned-entities'],
          query: { assignedEntity: entityId },
          position,
          mayBeAbsent: packId !== undefined || entityId !== undefined,
        },
        LicenseAssignmentsBody,
        (body) => distinct(body.licenseAssignments, keyOfAssignment),
        call,
      ),
    listEntities: (ids, position, call) => entityPage(entityQuery(ids), position, call),
    entityChunks: (ids) => {
      const room = MAX_URL_LENGTH - url(['entities'], { ...entityQuery([]), fields: 'name' }).length;
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
    status: () => upstream.status(),
  };
}

/** The only key of an assignment (yext contract 6.2), as one text. */
export function keyOfAssignment(row: AssignmentRow): string {
  return JSON.stringify([row.pack.id, row.entityId]);
}

function withSize(asked: Asked): Asked {
  return { ...asked, query: { ...asked.query, pageSize: PAGE_SIZE }, optional: 'pageSize' };
}

function refusalOf(answer: UpstreamResponse, asked: Asked): Refusal | null {
  if (asked.optional !== undefined && blames(answer, asked.optional)) return 'OPTIONAL';
  if (asked.mayBeAbsent === true && saysNotFound(answer)) return 'ABSENT';
  return asked.position.token !== null && refusesToken(answer) ? 'STALE' : null;
}

function entityQuery(ids: readonly string[] | null): Query {
  return {
    filter: ids === null ? undefined : JSON.stringify({ 'meta.id': { $in: ids } }),
    limit: PAGE_SIZE,
    resolvePlaceholders: true,
  };
}

/** Characters an id adds to the URL, with its comma. */
function weightInFilter(id: string): number {
  return new URLSearchParams({ '': `${JSON.stringify(id)},` }).toString().length - 1;
}
