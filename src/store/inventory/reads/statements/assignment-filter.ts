// What a filter says of assignments, in SQL.
import { sql, type RawBuilder } from 'kysely';
import { ASSIGNEE_KINDS, type AssigneeKind } from '../../../../domain/account.ts';
import type { AssigneeRef, AssigneeSearch, AssignmentSearch } from '../../../../domain/inventory/search.ts';
import { isOneOf, recordset } from '../../../database/bulk.ts';
import type { CountQuery } from '../api.ts';
import {
  assigneeConditions,
  contains,
  isOfKind,
  licenseIds,
  namedBy,
  type Conditions,
} from './conditions.ts';
import type { ReadContext } from './context.ts';
import { allOf } from './keyset.ts';
import { scopeOf, type Scope } from './scope.ts';

export interface AssignmentFilter {
  readonly scope: Scope;
  readonly asOf: string | null;
  /** Kinds of the assignees that it lets through. */
  readonly kinds: readonly AssigneeKind[];
  /** On holdings, as `h`; false of nothing that `ofAssignees` and `ofLicenses` let through when there is no other. */
  readonly ofHoldings: RawBuilder<boolean>;
  /** On assignees, as `a`. */
  readonly ofAssignees: RawBuilder<boolean>;
  /** On licenses, as `l`. */
  readonly ofLicenses: RawBuilder<boolean>;
  /** On all that there is to ask: of `h`, and of `a` where it is looked at. */
  readonly condition: RawBuilder<boolean>;
  readonly looksAtAssignees: boolean;
  /** Whether there are conditions besides those on licenses. */
  readonly looksAtHoldings: boolean;
}

/** The filter of a query. */
export async function filterOf(
  context: ReadContext,
  { visible, filter, asOf }: CountQuery<AssignmentSearch>,
): Promise<AssignmentFilter> {
  const scope = await scopeOf(context.db, visible, filter);
  const { licenses, user, device } = filter;
  const ids = await licenseIds(context.db, scope, [
    licenses ?? [],
    namedBy(user?.holds),
    namedBy(device?.holds),
  ]);
  const how = { scope, asOf, now: context.now(), trigrams: await context.trigrams(), licenses: ids };
  const kinds = kindsOf(filter);
  const ofHoldings = holdingConditions(filter);
  if (filter.assignees !== undefined) {
    ofHoldings.push(
      sql<boolean>`h.assignee_id = any(${await assigneeIds(context, scope, filter.assignees)}::integer[])`,
    );
  }
  const onlyOf = licenses && sql`any(${ids.of(licenses)}::integer[])`;
  const ofAssignees = ofThem(filter, kinds, how);
  const all = [...ofHoldings, ...(onlyOf ? [sql<boolean>`h.license_id = ${onlyOf}`] : [])];
  return {
    scope,
    asOf,
    kinds,
    ofHoldings: allOf(all),
    ofAssignees: allOf(ofAssignees),
    ofLicenses: onlyOf ? sql<boolean>`l.id = ${onlyOf}` : sql<boolean>`true`,
    condition: allOf([...all, ...ofAssignees]),
    looksAtAssignees: ofAssignees.length > 0,
    looksAtHoldings: ofHoldings.length + ofAssignees.length > 0,
  };
}

function kindsOf({ assigneeKinds, user, device }: AssignmentSearch): readonly AssigneeKind[] {
  return ASSIGNEE_KINDS.filter(
    (kind) =>
      (assigneeKinds?.includes(kind) ?? true) &&
      (user === undefined || kind === 'USER') &&
      (device === undefined || kind === 'DEVICE'),
  );
}

function holdingConditions({
  statuses,
  removalBefore,
  heldSince,
  origins,
}: AssignmentSearch): RawBuilder<boolean>[] {
  const { from, to } = heldSince ?? {};
  return [
    ...(statuses ? [isOneOf('h.status', statuses)] : []),
    ...(origins ? [isOneOf('h.origin', origins)] : []),
    ...(removalBefore === undefined ? [] : [sql<boolean>`h.removal_on < ${removalBefore}::date`]),
    ...(heldSince === undefined ? [] : [sql<boolean>`h.held_since is not null`]),
    ...(from === undefined ? [] : [sql<boolean>`h.held_since >= ${new Date(from)}`]),
    ...(to === undefined ? [] : [sql<boolean>`h.held_since < ${new Date(to)}`]),
  ];
}

function ofThem(
  { search, user, device }: AssignmentSearch,
  kinds: readonly AssigneeKind[],
  how: Conditions,
): RawBuilder<boolean>[] {
  return [
    ...(search === undefined
      ? []
      : [
          sql<boolean>`a.account_no = any(${how.scope.nos}::smallint[])`,
          contains('a.search', search, how.trigrams),
        ]),
    ...(kinds.length < ASSIGNEE_KINDS.length ? [isOneOf('a.kind', kinds)] : []),
    ...(user ? holderConditions('USER', user, how) : []),
    ...(device ? holderConditions('DEVICE', device, how) : []),
  ];
}

/** Whoever is gone is in no state, and may be found by who they were. */
function holderConditions(
  kind: AssigneeKind,
  filter: AssigneeSearch,
  how: Conditions,
): readonly RawBuilder<boolean>[] {
  const isByState = filter.states !== undefined || filter.statuses !== undefined;
  return [
    isOfKind(kind, filter, how.scope),
    ...assigneeConditions(filter, how),
    ...(isByState ? [sql<boolean>`a.gone_at is null`] : []),
  ];
}

/** Surrogate keys of assignees, without those that no account of the scope has. */
export async function assigneeIds(
  { db }: ReadContext,
  { accounts }: Scope,
  refs: readonly AssigneeRef[],
): Promise<readonly number[]> {
  const noOf = new Map(accounts.map(({ key, no }) => [key, no]));
  const named = refs.flatMap((ref) => {
    const accountNo = noOf.get(ref.accountKey);
    return accountNo === undefined ? [] : [{ accountNo, kind: ref.kind, externalId: ref.externalId }];
  });
  const columns = { accountNo: 'smallint', kind: 'text', externalId: 'text' };
  const { rows } = await sql<{ id: number }>`
    select a.id from ${recordset(named, columns)} join assignees a
      on a.account_no = r.account_no and a.kind = r.kind and a.external_id = r.external_id`.execute(db);
  return rows.map(({ id }) => id);
}
