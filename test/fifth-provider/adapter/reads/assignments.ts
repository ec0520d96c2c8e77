// Who holds which plan: plan by plan, of one plan, of given users (quayside contract 2, 3).
import { readUntold } from '../../../../src/batching/held.ts';
import type { Assignment } from '../../../../src/domain/assignment.ts';
import type { Call } from '../../../../src/domain/call.ts';
import type { Page } from '../../../../src/domain/page.ts';
import { callerError } from '../../../../src/domain/problem.ts';
import type { ProviderAccount } from '../../../../src/providers/provider.ts';
import { badResponse, gapOf, parseBody } from '../../../../src/upstream/parse.ts';
import type { UpstreamResponse } from '../../../../src/upstream/upstream.ts';
import { firstPageOf, pathOf, readPage } from '../client.ts';
import type { Context } from '../context.ts';
import type { HoldRow } from '../wire.ts';
import { readCatalogue } from './licenses.ts';
import { lookUp } from './look-ups.ts';

const NOTHING = { items: [], next: null, total: null } as const;

/** The assignments of one account. */
export function createAssignments(context: Context): ProviderAccount['assignments'] {
  return {
    // As large as there are, whatever is wanted: the first plan may have few holders.
    page: (cursor, call) => readOfAccount(context, cursor, call),
    ofLicense: (planId, cursor, call, wanted) => readHolders(context, { planId, cursor, wanted }, call),
    ofAssignees: (assignees, call) =>
      readUntold(assignees, (untold) =>
        lookUp(
          context,
          untold.map(({ externalId }) => externalId),
          call,
          {
            pathOf: (id) => pathOf('users', id, 'plans'),
            read: (answer, id) => holdingsIn(context, answer, id),
          },
        ),
      ),
  };
}

/** There is no such list: it is that of the plans, one after the other in the order of their ids. A cursor names the plan. */
async function readOfAccount(context: Context, cursor: string | null, call: Call): Promise<Page<Assignment>> {
  const at =
    cursor === null ? await planAfter(context, '', call) : { planId: planIn(cursor), gap: undefined };
  if (at.planId === null) return { ...NOTHING, gap: at.gap };
  const page = await readHolders(context, { planId: at.planId, cursor }, call);
  if (page.next !== null) return page;
  const { planId, gap } = await planAfter(context, at.planId, call);
  return { ...page, next: planId && firstPageOf(['plans', planId, 'holders']), gap: page.gap ?? gap };
}

function planIn(cursor: string): string {
  const [, planId] = /^\/v1\/plans\/([A-Za-z0-9-]{1,40})\/holders\?/.exec(cursor) ?? [];
  if (planId !== undefined) return planId;
  throw callerError('BAD_CURSOR', 'The cursor does not belong to this list.');
}

/** The plan to go on with; there may be others among those that could not be read. */
async function planAfter(context: Context, planId: string, call: Call) {
  const { items, gap } = await readCatalogue(context, call);
  const ids = items.map(({ externalId }) => externalId).filter((id) => id > planId);
  return { planId: ids.toSorted()[0] ?? null, gap };
}

/** A page of the holders of a plan. */
interface HoldersAsked {
  readonly planId: string;
  readonly cursor: string | null;
  readonly wanted?: number | undefined;
}

/** A plan that does not exist has no holders. */
async function readHolders(
  context: Context,
  { planId, cursor, wanted }: HoldersAsked,
  call: Call,
): Promise<Page<Assignment>> {
  const path = ['plans', planId, 'holders'];
  const list = { operation: 'listHolders', path, body: context.wire.holds, wanted };
  const page = await readPage(context, list, cursor, call);
  if (page === null) return NOTHING;
  if (page.rows.some((row) => row.planId !== planId)) {
    throw badResponse(context.accountKey, 'The provider answered with holders of another plan.');
  }
  return {
    items: page.rows.map((row) => assignmentOf(row, context.accountKey)),
    next: page.next,
    total: null,
    gap: gapOf(page),
  };
}

/** The whole answer is about one user: a row that cannot be read may be any plan. */
function holdingsIn({ wire, accountKey }: Context, answer: UpstreamResponse, id: string): Assignment[] {
  const { rows, leftOut } = parseBody(wire.holds, answer, accountKey);
  if (leftOut > 0 || rows.some(({ userId }) => userId !== id)) {
    throw badResponse(accountKey, 'The provider sent an assignment that is not of this user.');
  }
  return rows.map((row) => assignmentOf(row, accountKey));
}

function assignmentOf({ planId, userId, since }: HoldRow, accountKey: string): Assignment {
  return {
    accountKey,
    licenseId: planId,
    assignee: { kind: 'USER', accountKey, externalId: userId },
    status: 'ACTIVE',
    assignedAt: since,
    removalOn: null,
  };
}
