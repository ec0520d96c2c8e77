// Entities: what packs are assigned to, and their names.
import { unread } from '../../../batching/align.ts';
import { fanOut, inChunks } from '../../../batching/chunk.ts';
import { fillLeftOut } from '../../../batching/left-out.ts';
import type { Entity } from '../../../domain/assignee.ts';
import type { Call } from '../../../domain/call.ts';
import type { Slot, Slots } from '../../../domain/page.ts';
import { ProblemError } from '../../../domain/problem.ts';
import type { Collection } from '../../provider.ts';
import { PAGE_SIZE, type YextClient } from '../client.ts';
import { placeAt } from './cursors.ts';
import { isId } from '../ids.ts';
import { readPage } from './paging.ts';
import type { EntityRow } from '../wire/rows.ts';
import { fingerprint } from './moved-rows.ts';
import { rowsAbout, walkToEnd } from './walk.ts';

/** Reads side by side (yext contract 8, burst limiter). */
const WIDTH = 4;
/** A batch fits on one page, but for extras that differ in case. */
const MAX_PAGES_OF_BATCH = 10;
/** All entities are of one kind. */
const ALL = fingerprint('');

/** The entities of one account. */
export function createEntities(client: YextClient, accountKey: string): Collection<Entity> {
  function entityOf(row: EntityRow): Entity {
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

  /** What the batch leaves out may exist all the same, for the index behind the filter lags (yext contract 8): each is asked for alone. */
  async function batch(ids: readonly string[], width: number, call: Call): Promise<Slots<Entity>> {
    const { rows } = await walkToEnd<EntityRow>({
      accountKey,
      maxPages: MAX_PAGES_OF_BATCH,
      keyOf: ({ id }) => id,
      fetch: (position) => client.listEntities(ids, position, call),
      enough: (found) => ids.every((id) => found.has(id)),
    });
    const asked = rowsAbout([...rows.values()], ids, ({ id }) => id, accountKey);
    const told = new Map(asked.map((row) => [row.id, entityOf(row)]));
    const filled = await fillLeftOut(ids.filter(isId), told, { call, width }, async (id) => {
      const row = await client.getEntity(id, call);
      return row && entityOf(row);
    });
    return new Map<string, Slot<Entity>>(
      ids.map((id) => {
        const slot = filled.get(id);
        return [id, slot === undefined ? new ProblemError({ ...unread().problem, accountKey }) : slot];
      }),
    );
  }

  return {
    page: async (cursor, call) =>
      readPage(
        {
          kind: 'e',
          keyOf: ({ id }) => id,
          tally: ({ rows, total }) => [{ key: ALL, told: total, seen: rows.length }],
          fetch: (position) => client.listEntities(null, position, call),
          rename: entityOf,
        },
        placeAt('e', cursor),
      ),
    byIds: async (ids, call) => {
      const pieces = client.entityChunks([...new Set(ids)]);
      // Single reads of several batches under way share the width.
      const width = Math.max(1, Math.floor(WIDTH / pieces.length));
      const answers = await fanOut(pieces, WIDTH, (piece) =>
        inChunks(piece, { size: PAGE_SIZE, width: 1 }, (keys) => batch(keys, width, call)),
      );
      return new Map<string, Slot<Entity>>(answers.flatMap((slots) => [...slots]));
    },
  };
}
