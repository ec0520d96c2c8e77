// Plans that take licenses back from whom findings are about.
import type { WorkedOut } from '../../changes/engine-port.ts';
import type { AssigneeKind } from '../../domain/account.ts';
import { HOLDER_CODES, type FindingCode } from '../../domain/insight/finding.ts';
import type { Exemptions } from '../../domain/insight/reclaim.ts';
import { holderKey, licenseKey } from '../../insight/reclaim/choose.ts';
import type { LiveReads } from '../../insight/reclaim/read-live.ts';
import { workOutReclaim, type ReclaimRequest } from '../../insight/reclaim/reclaim.ts';
import type { Loaders } from '../../loaders/loaders.ts';
import { pastRemoval } from '../../domain/change.ts';
import { ProblemError } from '../../domain/problem.ts';
import { renew, type GraphContext } from '../context.ts';
import type {
  FindingFilter,
  LicenseChangeInput,
  MutationResolvers,
  PlanReclaimInput,
  PlanReclaimPayloadResolvers,
  ReclaimExemptionsInput,
} from '../generated/resolvers.ts';
import { placedAt, problemForCaller } from '../inputs/attempt.ts';
import { requestsOf } from '../inputs/change-requests.ts';
import { selectAccounts } from '../inputs/select-accounts.ts';
import { badInput, checkWrite } from '../inputs/write-options.ts';
import { MAX_DAYS, assigneeRefs, licenseRefs, listOf } from '../inventory/filters.ts';
import { MAX_PROBLEMS } from '../resolvers/change.ts';
import { personKey } from '../nodes/people.ts';
import { findingFilter } from './filter.ts';
import { listOrNull } from './findings.ts';
import { freedSavings, type FreedSeats } from './money.ts';

const MAX_EXEMPT = 1_000;
const MAX_COUNT = 10_000;

export const planReclaim: NonNullable<MutationResolvers['planReclaim']> = async (
  _root,
  { input },
  context,
) => {
  try {
    const request = requestFrom(context, input);
    checkDay(context, input.removalOn ?? null);
    const options = checkWrite({ ...input, dryRun: true, waitSeconds: 0 });
    const { idempotencyKey: _key, reason: _reason, ticket: _ticket, ...asked } = input;
    const { set, ...answer } = await context.changes.planOf(
      { input: ['RECLAIM', asked], workOut: () => workOut(context, request, input.removalOn ?? null) },
      { ...options, keepsRefused: true },
    );
    return { ...answer, changeSet: set };
  } catch (error) {
    return { changeSet: null, leftOut: [], problems: [problemForCaller(error)], replayed: false };
  } finally {
    renew(context);
  }
};

/** The requests are those that a caller of `planLicenseChanges` would list. */
async function workOut(
  context: GraphContext,
  request: ReclaimRequest,
  removalOn: string | null,
): Promise<WorkedOut> {
  const { insight, inventory } = context;
  const live = liveReads(context.thorough());
  const { holdings, ...rest } = await workOutReclaim(request, { insight, inventory, live });
  const changes = holdings.map(({ license, holder: { kind, externalId } }): LicenseChangeInput => ({
    ...(removalOn === null ? { action: 'REMOVE' } : { action: 'SCHEDULE_REMOVAL', removalOn }),
    license: { key: { accountKey: license.accountKey, externalId: license.externalId } },
    assignee: { key: { kind, externalId } },
  }));
  return { requests: changes.length === 0 ? [] : requestsOf(context.accounts, changes), ...rest };
}

function liveReads(loaders: Loaders): LiveReads {
  return {
    assignee: ({ kind, accountKey, externalId }) => loaders.assignee(kind, accountKey, externalId),
    inFull: (known) => loaders.assigneeInFull<AssigneeKind>(known.kind, known),
    holdings: (holder) => loaders.assignmentsOf(holder),
  };
}

/** Throws BAD_INPUT for what is out of range, and for findings that no reclaim is made of. */
function requestFrom({ accounts }: GraphContext, input: PlanReclaimInput): ReclaimRequest {
  const { filter } = input;
  checkFilter(filter);
  const {
    open: _open,
    dismissed: _dismissed,
    ...wanted
  } = placedAt(['filter'], () => findingFilter(accounts, filter));
  return {
    visible: placedAt(['filter', 'accountKeys'], () => selectAccounts(accounts, filter)).map(
      ({ key }) => key,
    ),
    filter: { ...wanted, codes: filter.codes ?? HOLDER_CODES },
    graceDays: within('graceDays', input.graceDays ?? 14, 0, MAX_DAYS),
    minConfidence: input.minConfidence ?? 'LIKELY',
    cap: {
      percent: within('cap.percent', input.cap?.percent ?? 10, 1, 100),
      count: within('cap.count', input.cap?.count ?? 500, 1, MAX_COUNT),
    },
    exempt: exemptions(accounts, input.exempt ?? {}),
  };
}

/** Before anything is read of a vendor, and at its place in this input: changes that nobody has listed have none. */
function checkDay({ insight }: GraphContext, removalOn: string | null): void {
  const today = insight.today();
  if (removalOn === null || removalOn >= today) return;
  throw new ProblemError(pastRemoval(today, null));
}

const OF_HOLDERS: ReadonlySet<FindingCode> = new Set(HOLDER_CODES);

function checkFilter({ codes, open, dismissed }: FindingFilter): void {
  const other = codes?.find((code) => !OF_HOLDERS.has(code));
  if (other !== undefined) {
    throw badInput(
      'filter',
      `has the rule ${other}, which is about no holder.`,
      `Rules about holders are ${HOLDER_CODES.join(', ')}.`,
    );
  }
  if (open !== undefined && open !== true)
    throw badInput('filter', 'lets closed findings through.', 'Leave `open` out.');
  if (dismissed === true) throw badInput('filter', 'wants dismissed findings.', 'Leave `dismissed` out.');
}

function within(name: string, value: number, least: number, most: number): number {
  if (value >= least && value <= most) return value;
  throw badInput(name, `must be from ${least} to ${most}, and is ${value}.`);
}

/** What is none is refused: whoever was meant would not be exempt. */
function exemptions(accounts: GraphContext['accounts'], given: ReclaimExemptionsInput): Exemptions {
  const { assigneeIds, licenseIds } = given;
  const named = (name: keyof ReclaimExemptionsInput, read: () => readonly string[]) =>
    new Set(placedAt(['exempt', name], read));
  return {
    emails: named('emails', () => (listOf('emails', given.emails, MAX_EXEMPT).emails ?? []).map(personKey)),
    departments: named('departments', () => listOf('departments', given.departments).departments ?? []),
    holders: named('assigneeIds', () => assigneeRefs(accounts, assigneeIds ?? [], MAX_EXEMPT).map(holderKey)),
    licenses: named('licenseIds', () =>
      licenseRefs(accounts, 'exempt.licenseIds', licenseIds ?? [], MAX_EXEMPT).map(licenseKey),
    ),
  };
}

/** Changes with these outcomes free no seat. */
const NOT_FREED = ['REJECTED', 'SKIPPED', 'NO_CHANGE', 'CANCELLED'] as const;

/** The seats that a set frees, by license. */
async function freedBy(setId: string, { changes }: GraphContext): Promise<readonly FreedSeats[]> {
  const records = await changes.requestsOf(setId, { limit: MAX_COUNT });
  const freeing = records.flatMap(({ change: { accountKey, licenseId }, outcome }) => {
    const isFreed = !NOT_FREED.some((one) => one === outcome);
    return isFreed && accountKey !== null && licenseId !== null
      ? [{ accountKey, externalId: licenseId }]
      : [];
  });
  return [...Map.groupBy(freeing, licenseKey).values()].flatMap((own) =>
    own
      .slice(0, 1)
      .map(({ accountKey, externalId }) => ({ accountKey, licenseId: externalId, seats: own.length })),
  );
}

export const reclaimPayload: PlanReclaimPayloadResolvers = {
  leftOut: ({ leftOut }) => [...leftOut],
  seats: async ({ changeSet }, _args, { changes }) => {
    if (changeSet === null) return 0;
    const { total, ...counts } = await changes.progress(changeSet.id);
    return NOT_FREED.reduce((left, outcome) => left - counts[outcome], total);
  },
  savings: async ({ changeSet }, _args, context) =>
    listOrNull(await freedSavings(changeSet === null ? [] : await freedBy(changeSet.id, context), context)),
  problems: ({ problems }) => problems.slice(0, MAX_PROBLEMS),
  problemCount: ({ problems }) => problems.length,
};
