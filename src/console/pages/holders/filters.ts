// What the address of the holders asks for. Pure.
import type {
  AssigneeKind,
  AssignmentSearch,
  AssignmentSortField,
  AssignmentStatus,
  EventOrigin,
  GroupKey,
} from '../../generated/documents.ts';
import { USER_STATES } from '../../parts/lists/known-words.ts';
import {
  given,
  readFilters,
  type AskedAt,
  type ListOrder,
  type Strange,
} from '../../parts/lists/list-filters.ts';
import { askedDay } from '../../parts/lists/past-day.ts';

const KINDS = ['USER', 'DEVICE', 'WORKSPACE', 'ENTITY'] as const satisfies readonly AssigneeKind[];
const STATUSES = ['ACTIVE', 'PENDING', 'REMOVAL_SCHEDULED'] as const satisfies readonly AssignmentStatus[];
const ORIGINS = ['THIS_API', 'SCHEDULE', 'EXTERNAL'] as const satisfies readonly EventOrigin[];
const SORTS = [
  'LICENSE',
  'ASSIGNEE',
  'HELD_SINCE',
  'REMOVAL_ON',
] as const satisfies readonly AssignmentSortField[];

/** What holders can be put together by, and what that is called. */
export const GROUPINGS = {
  DEPARTMENT: { title: 'Department', by: ['DEPARTMENT'] },
  'DEPARTMENT.LICENSE': { title: 'Department and license', by: ['DEPARTMENT', 'LICENSE'] },
  LICENSE: { title: 'License', by: ['LICENSE'] },
  ACCOUNT: { title: 'Account', by: ['ACCOUNT'] },
  PROVIDER: { title: 'Vendor', by: ['PROVIDER'] },
  KIND: { title: 'Kind of holder', by: ['KIND'] },
  STATE: { title: 'State of the holder', by: ['STATE'] },
  MODEL: { title: 'Model', by: ['MODEL'] },
} as const satisfies Readonly<Record<string, { readonly title: string; readonly by: readonly GroupKey[] }>>;

export type Grouping = keyof typeof GROUPINGS;

/** What is told of holders has no history. */
const OF_TODAY: readonly Grouping[] = ['DEPARTMENT', 'DEPARTMENT.LICENSE', 'STATE', 'MODEL'];

export interface HolderFilters {
  readonly filter: AssignmentSearch;
  /** The same with one status, or one kind, alone. */
  inStatus(status: AssignmentStatus): AssignmentSearch;
  ofKind(kind: AssigneeKind): AssignmentSearch;
  readonly order: ListOrder<AssignmentSortField>;
  readonly asOf: string | null;
  /** A day that was asked for and is still to come: there are no rows of it. */
  readonly toCome: string | null;
  readonly group: Grouping | null;
  readonly strange: readonly Strange[];
}

export interface HoldersAskedAt extends AskedAt {
  /** A calendar day (UTC). */
  readonly today: string;
}

export function holderFilters({ query, typed, today }: HoldersAskedAt): HolderFilters {
  const reading = readFilters(query);
  const kinds = reading.words('kind', KINDS);
  const { asOf, toCome } = askedDay(reading.day('asOf'), today);
  const removalBefore = reading.day('endsBefore');
  const since = reading.day('heldSince');
  const where = given({
    accountKeys: reading.texts('account'),
    licenseIds: reading.texts('license'),
    origins: reading.words('origin', ORIGINS),
  });
  const statuses = reading.words('status', STATUSES);
  // TypeScript does not tell the keys of an object.
  const group = reading.word('group', Object.keys(GROUPINGS) as Grouping[]);
  const departments = reading.texts('department');
  const states = reading.words('holderState', USER_STATES);
  // What is told of holders has no history.
  const search = typed === '' || asOf !== null ? null : typed;
  const user = asOf === null ? given({ departments, states }) : {};
  const common = {
    ...where,
    ...(removalBefore !== null && { removalBefore }),
    ...(since !== null && { heldSince: { from: `${since}T00:00:00Z` } }),
    ...(Object.keys(user).length > 0 && { user }),
    ...given({ search }),
  };
  const ofStatus = given({ statuses });
  const ofKinds = given({ assigneeKinds: kinds });
  return {
    filter: { ...common, ...ofStatus, ...ofKinds },
    inStatus: (status) => ({ ...common, ...ofKinds, statuses: [status] }),
    ofKind: (kind) => ({ ...common, ...ofStatus, assigneeKinds: [kind] }),
    order: reading.order(SORTS, {
      field: removalBefore === null ? 'LICENSE' : 'REMOVAL_ON',
      direction: 'ASC',
    }),
    asOf,
    toCome,
    group: group !== null && (asOf === null || !OF_TODAY.includes(group)) ? group : null,
    strange: reading.strange,
  };
}
