// Entities: what packs are assigned to, and their names.
import { fanOut, inChunks } from '../../batching/chunk.ts';
import type { Entity } from '../../domain/assignee.ts';
import type { Call } from '../../domain/call.ts';
import type { Slot, Slots } from '../../domain/page.ts';
import type { Collection } from '../provider.ts';
import { PAGE_SIZE, type EntityRow, type YextClient } from './client.ts';
import { positionAt, rowsAbout, toPage, walkToEnd } from './paging.ts';

/** Batches side by side (yext contract 8, burst limiter). */
const WIDTH = 4;
/** A batch fits on one page, but for extras that differ in case. */
const MAX_PAGES_OF_BATCH = 10;

/** The entities of one account. */
export function createEntities(client: YextClient, accountKey: string): Collection<Entity> {
  function entityOf(row: EntityRow): Entity {
    return {
      kind: 'ENTITY',
      accountKey,
      externalId: row.id,
      // Not every type of entity has a name (yext contract 4).
      displayName: row.name ?? row.id,
      entityType: row.meta?.entityType ?? null,
      countryCode: row.meta?.countryCode ?? null,
      createdAt: row.meta?.createdTimestamp ?? null,
      updatedAt: row.meta?.timestamp ?? null,
    };
  }

  /** An entity created a moment ago may be missing: the index behind the filter lags (yext contract 8). */
  async function batch(ids: readonly string[], call: Call): Promise<Slots<Entity>> {
    const rows = await walkToEnd<EntityRow>({
      accountKey,
      maxPages: MAX_PAGES_OF_BATCH,
      keyOf: ({ id }) => id,
      fetch: (position) => client.listEntities(ids, position, call),
      enough: (found) => ids.every((id) => found.has(id)),
    });
    const asked = rowsAbout([...rows.values()], ids, ({ id }) => id, accountKey);
    return new Map(asked.map((row) => [row.id, entityOf(row)]));
  }

  return {
    page: async (cursor, call) => {
      return toPage('e', await client.listEntities(null, positionAt('e', cursor), call), entityOf);
    },
    byIds: async (ids, call) => {
      const answers = await fanOut(client.entityChunks([...new Set(ids)]), WIDTH, (piece) =>
        inChunks(piece, { size: PAGE_SIZE, width: 1 }, (keys) => batch(keys, call)),
      );
      return new Map<string, Slot<Entity>>(answers.flatMap((slots) => [...slots]));
    },
  };
}
