// The sections of a sweep of a Yext account, in the order in which they are read: packs, who holds them, and all entities. One call a page.
import { z } from 'zod';
import { callerError } from '../../domain/problem.ts';
import { badResponse, leftOutOf } from '../../upstream/parse.ts';
import {
  NOT_BEGUN,
  Progress,
  advance,
  countsBy,
  cursorOf,
  expectedHoldings,
  placeIn,
  refuseEarlyEnd,
  sumOf,
  withHoldings,
} from '../inventory.ts';
import type { InventorySection } from '../provider.ts';
import { listEntities, listLicensePacks } from './client.ts';
import type { Context } from './context.ts';
import { assignmentOf, readAssignments } from './reads/assignment-pages.ts';
import { Token } from './reads/cursors.ts';
import { entityOf } from './reads/entities.ts';
import { licenseOf } from './reads/licenses.ts';
import type { PageAnswer, Pageful } from './vendor-pages.ts';
import { keyOfAssignment } from './wire/assignments.ts';

/** A place in one of Yext's lists. */
const Place = z.strictObject({ token: Token.nullable(), plain: z.boolean(), progress: Progress });
type Place = z.output<typeof Place>;

const START: Place = { token: null, plain: false, progress: NOT_BEGUN };

/** All that an account tells of licenses and who holds them. */
export function createInventory(context: Context): readonly InventorySection[] {
  return [packs(context), assignments(context), entities(context)];
}

/** Yext lists active packs only (yext contract 2). */
function packs(context: Context): InventorySection {
  return {
    name: 'packs',
    lists: [{ what: 'LICENSES' }],
    async page(cursor, call) {
      const place = placeIn(Place, cursor, START);
      const page = pageIn(context, await listLicensePacks(context, place, false, call));
      const items = page.rows.map((row) => ({ license: licenseOf(row, context.accountKey) }));
      const ids = page.rows.map(({ id }) => id);
      const progress = advance(place.progress, { token: place.token, ids }, context.accountKey);
      return { items, ...leftOutOf('LICENSE', page), next: nextOf(page, progress), total: null };
    },
  };
}

/** Whatever entities hold, pack by pack. */
function assignments(context: Context): InventorySection {
  const { accountKey } = context;
  return {
    name: 'assigned-entities',
    lists: [{ what: 'HOLDINGS', kind: 'ENTITY' }],
    async page(cursor, call, known) {
      const place = placeIn(Place, cursor, START);
      const counts = countsBy(await known.licenses(), ({ seats }) => seats?.assigned ?? null);
      const page = pageIn(context, await readAssignments(context, {}, place, call));
      const held = page.rows.map((row) => assignmentOf(row, accountKey));
      const ids = page.rows.map(keyOfAssignment);
      const read = advance(place.progress, { token: place.token, ids }, accountKey);
      const progress = withHoldings(read, held, counts);
      const isLast = page.next === null;
      if (isLast && ids.length === 0) refuseEarlyEnd(progress, sumOf(counts), accountKey);
      return {
        items: held.map((assignment) => ({ assignment })),
        ...leftOutOf('ENTITY', page),
        next: nextOf(page, progress),
        total: null,
        totalHoldings: isLast ? expectedHoldings(progress, counts) : null,
      };
    },
  };
}

/** Every entity, whether it holds anything or not. */
function entities(context: Context): InventorySection {
  const { accountKey } = context;
  return {
    name: 'entities',
    lists: [{ what: 'ASSIGNEES', kind: 'ENTITY' }],
    async page(cursor, call) {
      const place = placeIn(Place, cursor, START);
      const page = pageIn(context, await listEntities(context, null, place, call));
      const ids = page.rows.map(({ id }) => id);
      const read = advance(place.progress, { token: place.token, ids }, accountKey);
      const progress = { ...read, counted: read.counted + ids.length };
      if (page.next === null && ids.length === 0) refuseEarlyEnd(progress, page.total ?? 0, accountKey);
      return {
        items: page.rows.map((row) => ({ assignee: entityOf(row, accountKey) })),
        ...leftOutOf('ENTITY', page),
        next: nextOf(page, progress),
        total: page.total,
      };
    },
  };
}

/** The page in an answer. Throws CURSOR_EXPIRED where Yext no longer takes the token (yext contract 8). */
function pageIn<Row>({ accountKey }: Context, answer: PageAnswer<Row>): Pageful<Row> {
  switch (answer.kind) {
    case 'PAGE':
      return answer;
    case 'STALE':
      throw callerError('CURSOR_EXPIRED', 'The provider no longer takes this cursor.', 'Start again.');
    case 'ABSENT':
      throw badResponse(accountKey, 'The provider denied that there is a list that every account has.');
  }
}

function nextOf({ next }: Pageful<unknown>, progress: Progress): string | null {
  return next && cursorOf({ token: next.token, plain: next.plain, progress });
}
