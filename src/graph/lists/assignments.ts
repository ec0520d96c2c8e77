// Lists of assignments: of an account, of a license, of assignees, or of everything.
import type { Account, AssigneeKind } from '../../domain/account.ts';
import type { Assignee } from '../../domain/assignee.ts';
import type { Assignment, AssignmentStatus } from '../../domain/assignment.ts';
import { complete, failed, offersNotTold, type AccountCoverage } from '../../domain/coverage.ts';
import type { LicenseKey } from '../../domain/license.ts';
import type { Page } from '../../domain/page.ts';
import { asProblemError, callerError, type ProblemError } from '../../domain/problem.ts';
import type { AccountDirectory } from '../../loaders/accounts.ts';
import type { PagedList } from '../../loaders/lists.ts';
import type { Source } from '../../loaders/position.ts';
import type { Reads } from '../context.ts';
import { keptLine, type KeptAnswer } from '../freshness/answered.ts';
import type { FreshLoaders } from '../freshness/fresh-loaders.ts';
import { assignmentsInstead, holdersInstead, type Statuses } from '../freshness/instead.ts';
import { assigneeOfId, decodeId } from '../nodes/ids.ts';
import {
  checkFirst,
  listConnection,
  walkConnection,
  type ConnectionModel,
  type PageRequest,
} from './connection.ts';

interface AssignmentFilter {
  readonly licenseIds?: readonly string[] | null;
  readonly assigneeIds?: readonly string[] | null;
  readonly statuses?: readonly AssignmentStatus[] | null;
}

const MAX_LICENSE_IDS = 25;
const MAX_ASSIGNEE_IDS = 100;

/** What tells assignments of one account apart. */
function assignmentKey(assignment: Assignment): string {
  return JSON.stringify([assignment.licenseId, assignment.assignee.kind, assignment.assignee.externalId]);
}

/** Everything one assignee holds; nothing is read when the assignee was read with its assignments. */
export function holdingsOf(
  loaders: FreshLoaders,
  assignee: Assignee,
  page: PageRequest,
): ConnectionModel<Assignment> | Promise<ConnectionModel<Assignment>> {
  const { assignments: all } = assignee;
  if (!all) return holdingsConnection(loaders, [assignee], page);
  const coverage = [coverageOf(assignee, null, mayBeMore(loaders, assignee, all))];
  return listConnection({ all, keyOf: holdingKey, coverage, failure: null }, page);
}

/** Whether the rows may not be everything: the assignee in a row may say more than the one that was asked for. */
function mayBeMore(loaders: FreshLoaders, assignee: Assignee, rows: readonly Assignment[]): boolean {
  return [assignee, ...rows.map((row) => row.assignee)].some((one) => loaders.mayBeOffered(one));
}

function coverageOf({ accountKey }: Assignee, kept: KeptAnswer | null, isMore: boolean): AccountCoverage {
  const line = kept ? keptLine(accountKey, kept) : complete(accountKey);
  return isMore && line.status === 'COMPLETE' ? { ...line, ...offersNotTold(accountKey) } : line;
}

/** What a list of holdings leaves out, and what is known of its accounts before they are read. */
interface HoldingOptions {
  readonly keep?: (assignment: Assignment) => boolean;
  readonly coverage?: readonly AccountCoverage[];
}

/** Everything assignees hold, in the order of the assignees. An account that fails is named in `coverage`. */
export async function holdingsConnection(
  loaders: FreshLoaders,
  assignees: readonly Assignee[],
  page: PageRequest,
  { keep = () => true, coverage = [] }: HoldingOptions = {},
): Promise<ConnectionModel<Assignment>> {
  checkFirst(page.first);
  const lines = new Map(coverage.map((line) => [line.accountKey, line]));
  let failure: ProblemError | null = null;
  let isWhole = true;
  const held = await Promise.all(
    assignees.map(async (assignee) => {
      try {
        const { value: rows, kept } = await loaders.holdings(assignee);
        const isMore = mayBeMore(loaders, assignee, rows);
        isWhole &&= !isMore;
        const line = lines.get(assignee.accountKey);
        if (line === undefined || line.status === 'COMPLETE') {
          lines.set(assignee.accountKey, coverageOf(assignee, kept, isMore));
        }
        return rows;
      } catch (error) {
        const caught = asProblemError(error);
        failure ??= caught;
        lines.set(assignee.accountKey, failed(assignee.accountKey, caught.problem));
        return [];
      }
    }),
  );
  const all = held.flat().filter(keep);
  const found = listConnection({ all, keyOf: holdingKey, coverage: [...lines.values()], failure }, page);
  // A line that is STALE for another reason does not tell of offers.
  return isWhole ? found : { ...found, total: null };
}

/** What tells assignments of several accounts apart. */
function holdingKey(row: Assignment): string {
  return `${row.accountKey} ${assignmentKey(row)}`;
}

/** Who holds a license. */
export function licenseHoldersConnection(
  loaders: FreshLoaders,
  license: LicenseKey,
  page: PageRequest,
): Promise<ConnectionModel<Assignment>> {
  return walkConnection([licenseSource(loaders, license, null)], page);
}

/** Assignments of accounts, narrowed to licenses or assignees when the filter names them. */
export async function assignmentsConnection(
  { accounts: directory, loaders }: Reads,
  accounts: readonly Account[],
  filter: AssignmentFilter,
  page: PageRequest,
): Promise<ConnectionModel<Assignment>> {
  const { licenseIds, assigneeIds, statuses = null } = filter;
  const within = new Set(accounts.map(({ key }) => key));
  const licenses = licenseIds == null ? null : named(directory, within, licenseKeys(licenseIds));
  const keep = (row: Assignment): boolean =>
    (statuses === null || statuses.includes(row.status)) &&
    (licenses === null ||
      licenses.some((key) => key.accountKey === row.accountKey && key.externalId === row.licenseId));

  if (assigneeIds != null) {
    const assignees = assigneesOf(assigneeIds).filter((one) =>
      directory.accepts(one.accountKey, one.kind, one.externalId),
    );
    return holdingsConnection(loaders, named(directory, within, assignees), page, { keep });
  }
  const sources = licenses
    ? licenses
        .filter((key) => directory.accepts(key.accountKey, 'LICENSE', key.externalId))
        .map((key) => licenseSource(loaders, key, statuses))
    : accounts.map(({ key }) => accountSource(loaders, key, statuses));
  const isNarrowed = statuses !== null || licenses !== null;
  return walkConnection(isNarrowed ? sources.map((source) => narrowed(source, keep)) : sources, page);
}

function accountSource(loaders: FreshLoaders, accountKey: string, statuses: Statuses): Source<Assignment> {
  const instead = assignmentsInstead(loaders.context, accountKey, statuses);
  return sourceOf({ key: accountKey, accountKey, instead }, loaders.assignments(accountKey));
}

function licenseSource(loaders: FreshLoaders, key: LicenseKey, statuses: Statuses): Source<Assignment> {
  const { accountKey, externalId } = key;
  const instead = holdersInstead(loaders.context, key, statuses);
  return sourceOf(
    { key: `${accountKey} ${externalId}`, accountKey, instead },
    loaders.licenseAssignments(key),
  );
}

function sourceOf(
  source: Pick<Source<Assignment>, 'key' | 'accountKey' | 'instead'>,
  pages: PagedList<Assignment>,
): Source<Assignment> {
  return { ...source, read: pages.read, left: pages.left, keyOf: assignmentKey };
}

/**
 * The rows of a source that are kept; those from the inventory are no others. How many have to be read for as many as are wanted, nobody
 * knows.
 */
function narrowed(source: Source<Assignment>, keep: (row: Assignment) => boolean): Source<Assignment> {
  return {
    ...source,
    read: async (cursor, resumes) => narrow(await source.read(cursor, resumes), keep),
  };
}

/** With rows left out there is no total: the provider's own counts all rows. */
function narrow(page: Page<Assignment>, keep: (row: Assignment) => boolean): Page<Assignment> {
  const items = page.items.filter(keep);
  return items.length === page.items.length ? page : { ...page, items, total: null };
}

/** A license or an assignee that a filter names. */
type Named = LicenseKey & { readonly kind?: AssigneeKind };

/**
 * What a filter names in the accounts that are listed. Ids are put into their one spelling, as in rows, so that what is named in two
 * spellings is listed once.
 */
function named<Key extends Named>(
  directory: AccountDirectory,
  within: ReadonlySet<string>,
  keys: readonly Key[],
): Key[] {
  const found = new Map<string, Key>();
  for (const key of keys) {
    const { accountKey, kind = 'LICENSE' } = key;
    if (!within.has(accountKey)) continue;
    const externalId = directory.canonical(accountKey, kind, key.externalId);
    found.set(JSON.stringify([kind, accountKey, externalId]), { ...key, externalId });
  }
  return [...found.values()];
}

function licenseKeys(ids: readonly string[]): LicenseKey[] {
  atMost(ids, MAX_LICENSE_IDS, 'licenseIds');
  return [...new Set(ids)].map((text) => {
    const id = decodeId(text);
    if (id.type !== 'License') throw callerError('BAD_ID', 'An id in `licenseIds` is not that of a license.');
    return { accountKey: id.accountKey, externalId: id.externalId };
  });
}

function assigneesOf(ids: readonly string[]): Assignee[] {
  atMost(ids, MAX_ASSIGNEE_IDS, 'assigneeIds');
  return [...new Set(ids)].map((text) => {
    const found = assigneeOfId(decodeId(text));
    if (found !== null) return found;
    throw callerError('BAD_ID', 'An id in `assigneeIds` is not that of a user, device, workspace or entity.');
  });
}

function atMost(ids: readonly string[], most: number, name: string): void {
  if (ids.length > most)
    throw callerError('BAD_INPUT', `\`${name}\` takes at most ${most} ids, and has ${ids.length}.`);
}
