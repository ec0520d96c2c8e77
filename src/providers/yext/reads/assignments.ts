// Who holds which pack: by page, by pack, by entity.
import { readUntold } from '../../../batching/held.ts';
import type { Assignment } from '../../../domain/assignment.ts';
import type { Call } from '../../../domain/call.ts';
import type { Page } from '../../../domain/page.ts';
import { callerError } from '../../../domain/problem.ts';
import type { ProviderAccount } from '../../provider.ts';
import type { Context } from '../context.ts';
import { isAnyId } from '../ids.ts';
import type { Pageful } from '../vendor-pages.ts';
import { keyOfAssignment, type AssignmentRow } from '../wire/assignments.ts';
import { assignmentOf, readAssignments } from './assignment-pages.ts';
import { placeAt } from './cursors.ts';
import { readHoldings } from './holdings.ts';
import { readPacks } from './licenses.ts';
import { fingerprint, type Tally } from './moved-rows.ts';
import { readPage, type PagedList } from './pages.ts';
import { rowsAbout } from './walk.ts';

/** The assignments of one account. */
export function createAssignments(context: Context): ProviderAccount['assignments'] {
  return {
    page: (cursor, call) => readAll(context, cursor, call),
    ofLicense: (licenseId, cursor, call) => readOfPack(context, licenseId, cursor, call),
    ofAssignees: (assignees, call) => readUntold(assignees, (untold) => readHoldings(context, untold, call)),
  };
}

async function readAll(context: Context, cursor: string | null, call: Call): Promise<Page<Assignment>> {
  return readPage(
    {
      kind: 'a',
      ...assignmentsIn(context),
      fetch: (position) => readAssignments(context, {}, position, call),
      hasShrunk: (tallies) => hasShrunk(context, tallies, call),
    },
    placeAt('a', cursor),
  );
}

async function readOfPack(
  context: Context,
  packId: string,
  cursor: string | null,
  call: Call,
): Promise<Page<Assignment>> {
  // With the wildcard, the assignments of all packs would come as those of one license.
  if (!isAnyId(packId)) throw callerError('BAD_ID', 'This cannot be the id of a license pack.');
  return readPage(
    {
      kind: 'p',
      ...assignmentsIn(context),
      async fetch(position) {
        const answer = await readAssignments(context, { packId }, position, call);
        if (answer.kind !== 'PAGE') return answer;
        const rows = rowsAbout(answer.rows, [packId], ({ pack }) => pack.id, context.accountKey);
        return { ...answer, rows };
      },
    },
    placeAt('p', cursor),
  );
}

/** What all lists of assignments have in common. */
function assignmentsIn({
  accountKey,
}: Context): Pick<PagedList<AssignmentRow, Assignment>, 'keyOf' | 'tally' | 'rename'> {
  return { keyOf: keyOfAssignment, tally: tallyOf, rename: (row) => assignmentOf(row, accountKey) };
}

/** Whether a pack counts fewer assignments than when it was read. */
async function hasShrunk(context: Context, tallies: readonly Tally[], call: Call): Promise<boolean> {
  const { rows } = await readPacks(context, call);
  const counted = new Map([...rows.values()].map(({ id, assigned }) => [fingerprint(id), assigned]));
  return tallies.some(({ key, told }) => told !== null && (counted.get(key) ?? told) < told);
}

/** What each pack on a page counts, in the order of the page. */
function tallyOf({ rows }: Pick<Pageful<AssignmentRow>, 'rows'>): Tally[] {
  const tallies = new Map<string, Tally>();
  for (const { pack } of rows) {
    const { key, seen } = tallies.get(pack.id) ?? { key: fingerprint(pack.id), seen: 0 };
    tallies.set(pack.id, { key, told: pack.assigned, seen: seen + 1 });
  }
  return [...tallies.values()];
}
