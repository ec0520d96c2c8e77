// What the address of the people asks for. Pure.
import type { PersonSearch, UserSearch, UserSortField, UserState } from '../../generated/documents.ts';
import { holdsOf } from '../../parts/holders/holds-of.ts';
import { ACTIVITIES, USER_STATES } from '../../parts/lists/known-words.ts';
import {
  given,
  readFilters,
  type AskedAt,
  type ListOrder,
  type Strange,
} from '../../parts/lists/list-filters.ts';

/** What a line stands for: a login with a vendor, a human over all accounts, or one of a list of addresses. */
export const EACH = ['login', 'human', 'list'] as const;
export type Each = (typeof EACH)[number];

const SORTS = [
  'NAME',
  'STATE',
  'DEPARTMENT',
  'LAST_ACTIVE',
  'LICENSES_HELD',
] as const satisfies readonly UserSortField[];

/** Filters that only a login has. */
const OF_LOGINS = ['state', 'activity', 'idleDays', 'sort'] as const;

export interface PeopleFilters {
  readonly each: Each;
  readonly logins: UserSearch;
  readonly humans: PersonSearch;
  /** Logins of the filter with one thing alone. */
  inState(state: UserState): UserSearch;
  readonly holdingNothing: UserSearch;
  readonly neverActive: UserSearch;
  readonly order: ListOrder<UserSortField>;
  readonly strange: readonly Strange[];
}

export function peopleFilters({ query, typed }: AskedAt): PeopleFilters {
  const reading = readFilters(query);
  const each = reading.word('each', EACH) ?? 'login';
  const atLeast = reading.whole('in');
  const common = given({
    search: typed === '' ? null : typed,
    accountKeys: reading.texts('account'),
    departments: reading.texts('department'),
  });
  const ofStates = given({ states: reading.words('state', USER_STATES) });
  const ofHolds = given({ holds: holdsOf(reading) });
  const ofActivity = given({
    activity: reading.words('activity', ACTIVITIES),
    idleDays: reading.whole('idleDays'),
  });
  const order = reading.order(SORTS, { field: 'NAME', direction: 'ASC' });
  return {
    each,
    logins: { ...common, ...ofStates, ...ofHolds, ...ofActivity },
    humans: { ...common, ...ofHolds, ...(atLeast !== null && atLeast > 0 && { inAccountsAtLeast: atLeast }) },
    inState: (state) => ({ ...common, ...ofHolds, ...ofActivity, states: [state] }),
    holdingNothing: { ...common, ...ofStates, ...ofActivity, holds: { nothing: true } },
    neverActive: { ...common, ...ofStates, ...ofHolds, activity: ['NEVER'] },
    order,
    strange: [...reading.strange, ...ofOtherLines(query, each)],
  };
}

/** Filters of logins are none of humans, and the other way round: passing over them would show more than was asked for. */
function ofOtherLines(query: URLSearchParams, each: Each): Strange[] {
  const names: readonly string[] = each === 'login' ? ['in'] : OF_LOGINS;
  return names.flatMap((name) => query.getAll(name).map((value) => ({ name, value })));
}

/** How an address leads from one kind of lines to another: without the filters that the other has not. */
export function queryFor(each: Each): Readonly<Record<string, string | null>> {
  const away: readonly string[] = each === 'login' ? ['in'] : OF_LOGINS;
  return {
    ...Object.fromEntries(away.map((name) => [name, null])),
    open: null,
    each: each === 'login' ? null : each,
  };
}
