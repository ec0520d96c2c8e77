// The operations of Yext, one function each. What the answers of its writes mean is decided in writes/outcomes.ts.
import { chunkByWeight } from '../../batching/chunk.ts';
import type { Call } from '../../domain/call.ts';
import { callerError } from '../../domain/problem.ts';
import { badResponse } from '../../upstream/parse.ts';
import type { UpstreamResponse } from '../../upstream/upstream.ts';
import type { Query } from '../../upstream/url.ts';
import type { Context } from './context.ts';
import { isAnyId } from './ids.ts';
import { ask, askPage, readBody, refusalOf, urlOf, type PageAnswer, type Position } from './vendor-pages.ts';
import { LIMITS } from './policy.ts';
import { keyOfAssignment, type AssignmentRow } from './wire/assignments.ts';
import type { EntityRow } from './wire/entities.ts';
import type { LicensePack } from './wire/licenses.ts';

/** A page of licenses: no size of it is published, so that a server may refuse any (yext contract 7). */
const LICENSES = { optional: { pageSize: LIMITS.pageSize }, refusable: 'pageSize' } as const;
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

/** The writes by their methods. */
const OPERATIONS = { POST: 'assign', PUT: 'update', DELETE: 'unassign' } as const;

/** Statuses that tell of what the path names, not of the key or the server (yext contract 5). */
const TELLS_OF_THE_TARGET: ReadonlySet<number> = new Set([400, 404, 409]);

/** A page of license packs. `catalogue`: an answer of a moment ago will do. */
export function listLicensePacks(
  context: Context,
  position: Position,
  catalogue: boolean,
  call: Call,
): Promise<PageAnswer<LicensePack>> {
  const operation = 'listLicensePacks';
  const asked = { operation, ...LICENSES, path: ['license-packs'], query: {}, position, catalogue };
  const body = context.wire.licensePacks;
  return askPage(context, { ...asked, body, keyOf: ({ id }: LicensePack) => id }, call);
}

/** A page of assignments. */
export function listAssignments(
  context: Context,
  { packId, entityId }: AssignmentsOf,
  position: Position,
  call: Call,
): Promise<PageAnswer<AssignmentRow>> {
  return askPage(
    context,
    {
      operation: 'listAssignments',
      ...LICENSES,
      path: ['license-packs', packId ?? ALL_PACKS, 'assigned-entities'],
      query: { assignedEntity: entityId },
      position,
      mayBeAbsent: packId !== undefined || entityId !== undefined,
      body: context.wire.assignments,
      keyOf: keyOfAssignment,
    },
    call,
  );
}

/** A page of entities: those with these ids, or those of the whole account when `ids` is null. */
export function listEntities(
  context: Context,
  ids: readonly string[] | null,
  position: Position,
  call: Call,
): Promise<PageAnswer<EntityRow>> {
  const operation = 'listEntities';
  const asked = { operation, path: ['entities'], query: entityQuery(ids), optional: NAME, position };
  const body = context.wire.entities;
  return askPage(context, { ...asked, body, keyOf: ({ id }: EntityRow) => id }, call);
}

/** One entity; null when Yext says that it does not exist. */
export async function readEntity(context: Context, id: string, call: Call): Promise<EntityRow | null> {
  for (const plain of [false, true]) {
    const position = { token: null, plain };
    const asked = {
      operation: 'readEntity',
      path: ['entities', id],
      query: SHOWN,
      optional: NAME,
      position,
      mayBeAbsent: true,
    };
    const answer = await ask(context, asked, call);
    if (refusalOf(answer, asked) === 'ABSENT') return null;
    const { rows, nameless } = readBody(context, context.wire.entity, answer);
    if (nameless && !plain) continue;
    const [row] = rows;
    if (row?.id === id) return row;
    break;
  }
  throw badResponse(
    context.accountKey,
    'The provider answered with something else than the entity asked for.',
  );
}

/** Pieces for `listEntities`, by number and by length of the URL. An id that is too long for any URL is a piece of its own. */
export function entityChunks(context: Context, ids: readonly string[]): string[][] {
  const room = LIMITS.urlLength - urlOf(context, ['entities'], { ...entityQuery([]), ...NAME }).length;
  return chunkByWeight(ids, LIMITS.pageSize, room, weightInFilter);
}

/** Sends a write and gives the answer as it is, redirects and refusals of this write included. Throws BAD_ID before anything is sent. */
export async function writeAssignment(
  context: Context,
  { method, packId, entityId, json }: AssignmentWrite,
  call: Call,
): Promise<UpstreamResponse> {
  // `-` is every pack to a read, and never to be sent with a write (yext contract 6.5).
  if (!isAnyId(packId) || !isAnyId(entityId)) throw callerError('BAD_ID', 'This cannot be an assignment.');
  return context.upstream.send(
    {
      operation: OPERATIONS[method],
      method,
      url: urlOf(context, ['license-packs', packId, 'assigned-entities', entityId], {}),
      ...(json !== undefined && { json }),
      effect: 'WRITE',
      accept: ({ status }) => TELLS_OF_THE_TARGET.has(status) || (status >= 300 && status < 400),
    },
    call,
  );
}

function entityQuery(ids: readonly string[] | null): Query {
  return {
    filter: ids === null ? undefined : JSON.stringify({ 'meta.id': { $in: ids } }),
    limit: LIMITS.pageSize,
    ...SHOWN,
  };
}

/** Characters an id adds to the URL, with its comma. */
function weightInFilter(id: string): number {
  return new URLSearchParams({ '': `${JSON.stringify(id)},` }).toString().length - 1;
}
