// Entities: what packs are assigned to, and their names.
import { fanOut, inChunks } from '../../../batching/chunk.ts';
import { fillLeftOut } from '../../../batching/left-out.ts';
import type { Entity } from '../../../domain/assignee.ts';
import type { Call } from '../../../domain/call.ts';
import type { Page, Slot, Slots } from '../../../domain/page.ts';
import { ProblemError, unread } from '../../../domain/problem.ts';
import type { Collection } from '../../provider.ts';
import { entityChunks, listEntities, readEntity } from '../client.ts';
import type { Context } from '../context.ts';
import { isAnyId } from '../ids.ts';
import { LIMITS } from '../policy.ts';
import type { EntityRow } from '../wire/entities.ts';
import { placeAt } from './cursors.ts';
import { fingerprint } from './moved-rows.ts';
import { readPage } from './pages.ts';
import { rowsAbout, walkToEnd } from './walk.ts';

/** Entities are counted together: they are one tally. */
const ALL = fingerprint('');

/** The entities of one account. */
export function createEntities(context: Context): Collection<Entity> {
  return {
    // Always as large as can be: that a token for pages of one size leads on in pages of another is not documented (yext contract 3).
    page: (cursor, call) => readEntities(context, cursor, call),
    byIds: (ids, call) => readById(context, ids, call),
  };
}

async function readEntities(context: Context, cursor: string | null, call: Call): Promise<Page<Entity>> {
  return readPage(
    {
      kind: 'e',
      keyOf: ({ id }: EntityRow) => id,
      tally: ({ rows, total }) => [{ key: ALL, told: total, seen: rows.length }],
      fetch: (position) => listEntities(context, null, position, call),
      rename: (row) => entityOf(row, context.accountKey),
    },
    placeAt('e', cursor),
  );
}

async function readById(context: Context, ids: readonly string[], call: Call): Promise<Slots<Entity>> {
  const pieces = entityChunks(context, [...new Set(ids)]);
  // Single reads of several batches under way share the width.
  const width = Math.max(1, Math.floor(LIMITS.readsAtOnce / pieces.length));
  const answers = await fanOut(pieces, LIMITS.readsAtOnce, (piece) =>
    inChunks(piece, { size: LIMITS.pageSize, width: 1 }, (keys) => readBatch(context, keys, { width, call })),
  );
  return new Map<string, Slot<Entity>>(answers.flatMap((slots) => [...slots]));
}

/** What the batch leaves out may exist all the same, for the index behind the filter lags (yext contract 8): each is asked for alone. */
async function readBatch(
  context: Context,
  ids: readonly string[],
  reading: { readonly width: number; readonly call: Call },
): Promise<Slots<Entity>> {
  const { accountKey } = context;
  const { rows } = await walkToEnd<EntityRow>({
    accountKey,
    maxPages: LIMITS.pagesOfBatch,
    keyOf: ({ id }) => id,
    fetch: (position) => listEntities(context, ids, position, reading.call),
    enough: (found) => ids.every((id) => found.has(id)),
  });
  const asked = rowsAbout([...rows.values()], ids, ({ id }) => id, accountKey);
  const told = new Map(asked.map((row) => [row.id, entityOf(row, accountKey)]));
  const filled = await fillLeftOut(ids.filter(isAnyId), told, reading, async (id) => {
    const row = await readEntity(context, id, reading.call);
    return row && entityOf(row, accountKey);
  });
  return new Map<string, Slot<Entity>>(
    ids.map((id) => {
      const slot = filled.get(id);
      return [id, slot === undefined ? new ProblemError({ ...unread().problem, accountKey }) : slot];
    }),
  );
}

/** An entity in the words of the domain. */
export function entityOf(row: EntityRow, accountKey: string): Entity {
  return {
    kind: 'ENTITY',
    accountKey,
    externalId: row.id,
    // Not every type of entity has a name (yext contract 4).
    displayName: row.name ?? row.id,
    entityType: row.entityType,
    countryCode: row.countryCode,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
  };
}
