// Filters of the inventory, from the words of the SDL into those of the store. What names accounts and ids is checked here.
import type { AssigneeKind } from '../../domain/account.ts';
import type { ContractTerm } from '../../domain/insight/contract.ts';
import { isBlank } from '../../domain/inventory/folded.ts';
import type {
  AssigneeRef,
  AssigneeSearch,
  AssignmentSearch,
  HoldsSearch,
  LicenseRef,
  LicenseSearch,
  PersonSearch,
} from '../../domain/inventory/search.ts';
import { callerError } from '../../domain/problem.ts';
import { endingBefore } from '../../insight/contracts/matching.ts';
import type { AccountDirectory } from '../../loaders/accounts.ts';
import type * as Sdl from '../generated/resolvers.ts';
import { checkSpan } from '../inputs/span.ts';
import { personKeyOf } from '../nodes/people.ts';
import { assigneeOfId, decodeId } from '../nodes/ids.ts';

const MAX_LICENSE_IDS = 25;
const MAX_VALUES = 100;
const MAX_EMAILS = 1_000;
const MAX_SEARCH = 200;
/** A century: PostgreSQL subtracts more days than there are years before it refuses. */
export const MAX_DAYS = 36_525;

/** A filter of the SDL: what is absent may be null as well. */
type Given<Filter> = Filter | null | undefined;

/** `terms`: those of contracts that hold at the moment, the one that counts first. */
export function licenseSearch(
  filter: Given<Sdl.LicenseSearch>,
  terms: readonly ContractTerm[],
): LicenseSearch {
  if (filter == null) return {};
  const { assigneeKinds, countable, utilisation, availableAtMost, listed, contractEndsBefore } = filter;
  return {
    ...searched(filter),
    ...(assigneeKinds != null && { assigneeKinds }),
    ...(countable != null && { countable }),
    ...(utilisation != null && { utilisation: range(utilisation) }),
    ...(availableAtMost != null && { availableAtMost }),
    ...(listed !== undefined && { listed }),
    ...(contractEndsBefore != null && { contracts: endingBefore(terms, contractEndsBefore) }),
    ...withFindings(filter),
  };
}

export function userSearch(directory: AccountDirectory, filter: Given<Sdl.UserSearch>): AssigneeSearch {
  if (filter == null) return {};
  const { states, kinds } = filter;
  return {
    ...searched(filter),
    ...active(filter),
    ...held(directory, filter),
    ...(states != null && { states }),
    ...(kinds != null && { userKinds: kinds }),
    ...withFindings(filter),
    ...listOf('departments', filter.departments),
  };
}

export function deviceSearch(directory: AccountDirectory, filter: Given<Sdl.DeviceSearch>): AssigneeSearch {
  if (filter == null) return {};
  const { protocols, fotaEligible } = filter;
  return {
    ...searched(filter),
    ...active(filter),
    ...held(directory, filter),
    ...withFindings(filter),
    ...(protocols != null && { protocols }),
    ...listOf('makes', filter.makes),
    ...listOf('models', filter.models),
    ...listOf('statuses', filter.statuses),
    ...(fotaEligible != null && { fotaEligible }),
  };
}

export function workspaceSearch(
  directory: AccountDirectory,
  filter: Given<Sdl.WorkspaceSearch>,
): AssigneeSearch {
  return filter == null ? {} : { ...searched(filter), ...held(directory, filter), ...withFindings(filter) };
}

export function entitySearch(directory: AccountDirectory, filter: Given<Sdl.EntitySearch>): AssigneeSearch {
  if (filter == null) return {};
  return {
    ...searched(filter),
    ...held(directory, filter),
    ...withFindings(filter),
    ...listOf('entityTypes', filter.entityTypes),
  };
}

export function assignmentSearch(
  directory: AccountDirectory,
  filter: Given<Sdl.AssignmentSearch>,
): AssignmentSearch {
  if (filter == null) return {};
  const { licenseIds, assigneeIds, assigneeKinds, statuses, removalBefore, origins } = filter;
  const { heldSince, user, device } = filter;
  return {
    ...(licenseIds != null && { licenses: licenseRefs(directory, 'licenseIds', licenseIds) }),
    ...(assigneeIds != null && { assignees: assigneeRefs(directory, assigneeIds) }),
    ...(assigneeKinds != null && { assigneeKinds }),
    ...(statuses != null && { statuses }),
    ...(removalBefore != null && { removalBefore }),
    ...(heldSince != null && { heldSince: span('heldSince', heldSince) }),
    ...(origins != null && { origins }),
    ...searched(filter),
    ...(user != null && { user: { ...inAccounts(directory, user), ...userSearch(directory, user) } }),
    ...(device != null && {
      device: { ...inAccounts(directory, device), ...deviceSearch(directory, device) },
    }),
  };
}

export function personSearch(directory: AccountDirectory, filter: Given<Sdl.PersonSearch>): PersonSearch {
  if (filter == null) return {};
  const { inAccountsAtLeast, emails } = filter;
  if (inAccountsAtLeast != null && inAccountsAtLeast < 1) {
    throw callerError('BAD_INPUT', `\`inAccountsAtLeast\` must be 1 or more, and is ${inAccountsAtLeast}.`);
  }
  return {
    ...searched(filter),
    ...held(directory, filter),
    ...listOf('departments', filter.departments),
    ...(inAccountsAtLeast != null && { inAccountsAtLeast }),
    ...(emails != null && { emails: addresses(emails) }),
  };
}

/** Accounts of a filter inside another one; those of a list are chosen with `selectAccounts`. */
function inAccounts(
  directory: AccountDirectory,
  { accountKeys, providers }: Pick<Sdl.UserSearch, 'accountKeys' | 'providers'>,
): Pick<AssigneeSearch, 'accountKeys' | 'providers'> {
  for (const key of accountKeys ?? []) directory.get(key);
  return { ...(accountKeys != null && { accountKeys }), ...(providers != null && { providers }) };
}

function searched({ search }: { readonly search?: string | null | undefined }): { readonly search?: string } {
  if (search == null) return {};
  if (Array.from(search).length <= MAX_SEARCH && !isBlank(search)) return { search };
  throw callerError(
    'BAD_INPUT',
    `\`search\` takes 1 to ${MAX_SEARCH} characters, and not only spaces or accents.`,
  );
}

function withFindings({ findings }: Pick<Sdl.UserSearch, 'findings'>): Pick<AssigneeSearch, 'findings'> {
  return findings == null ? {} : { findings };
}

function active({
  activity,
  idleDays,
  inactiveSince,
}: Pick<Sdl.UserSearch, 'activity' | 'idleDays' | 'inactiveSince'>): AssigneeSearch {
  checkDays('idleDays', idleDays);
  return {
    ...(activity != null && { activity }),
    ...(idleDays != null && { idleDays }),
    ...(inactiveSince != null && { inactiveSince }),
  };
}

/** Throws BAD_INPUT for more days than can be counted back. */
export function checkDays(name: string, days: number | null | undefined): void {
  if (days == null || (days >= 0 && days <= MAX_DAYS)) return;
  throw callerError('BAD_INPUT', `\`${name}\` must be from 0 to ${MAX_DAYS}, and is ${days}.`);
}

function held(
  directory: AccountDirectory,
  { holds }: { readonly holds?: Sdl.HoldsSearch | null | undefined },
): { readonly holds?: HoldsSearch } {
  if (holds == null) return {};
  const { any, all, none, nothing } = holds;
  const named = [any, all, none].flatMap((ids) => ids ?? []).length;
  if (named > MAX_LICENSE_IDS) throw tooMany('holds', MAX_LICENSE_IDS, named);
  return {
    holds: {
      ...(any != null && { any: licenseRefs(directory, 'holds.any', any) }),
      ...(all != null && { all: licenseRefs(directory, 'holds.all', all) }),
      ...(none != null && { none: licenseRefs(directory, 'holds.none', none) }),
      ...(nothing != null && { nothing }),
    },
  };
}

export function licenseRefs(
  directory: AccountDirectory,
  name: string,
  ids: readonly string[],
  most = MAX_LICENSE_IDS,
): LicenseRef[] {
  if (ids.length > most) throw tooMany(name, most, ids.length);
  return [...new Set(ids)].map((text) => {
    const id = decodeId(text);
    if (id.type !== 'License') throw callerError('BAD_ID', `An id in \`${name}\` is not that of a license.`);
    const { accountKey, externalId } = id;
    return { accountKey, externalId: spelled(directory, 'LICENSE', { accountKey, externalId }) };
  });
}

export function assigneeRefs(
  directory: AccountDirectory,
  ids: readonly string[],
  most = MAX_VALUES,
): AssigneeRef[] {
  if (ids.length > most) throw tooMany('assigneeIds', most, ids.length);
  return [...new Set(ids)].map((text) => {
    const found = assigneeOfId(decodeId(text));
    if (found !== null) return { ...found, externalId: spelled(directory, found.kind, found) };
    throw callerError('BAD_ID', 'An id in `assigneeIds` is not that of a user, device, workspace or entity.');
  });
}

/** In the one spelling that rows have. The id of an account that the caller may not see is as good as any that is none. */
function spelled(directory: AccountDirectory, kind: AssigneeKind | 'LICENSE', ref: LicenseRef): string {
  const { accountKey, externalId } = ref;
  return directory.lookUp(accountKey) ? directory.canonical(accountKey, kind, externalId) : externalId;
}

/** Addresses in the form people are told apart by, each once. A text that can be none is left out: nobody has it. */
function addresses(emails: readonly string[]): string[] {
  if (emails.length > MAX_EMAILS) throw tooMany('emails', MAX_EMAILS, emails.length);
  return [...new Set(emails.flatMap((email) => personKeyOf(email) ?? []))];
}

export function listOf<Name extends string>(
  name: Name,
  values: readonly string[] | null | undefined,
  most = MAX_VALUES,
): { readonly [one in Name]?: readonly string[] } {
  if (values == null) return {};
  if (values.length > most) throw tooMany(name, most, values.length);
  // The one property of the type is the one that is made.
  return { [name]: values } as { readonly [one in Name]?: readonly string[] };
}

function range({ min, max }: Sdl.PercentRange): { readonly min?: number; readonly max?: number } {
  if ((min ?? 0) < 0 || (max != null && max < (min ?? 0))) {
    throw callerError(
      'BAD_INPUT',
      '`utilisation` takes a `min` of 0 or more, and a `max` that is not below it.',
    );
  }
  return { ...(min != null && { min }), ...(max != null && { max }) };
}

function span(
  name: string,
  { from, to }: Sdl.DateTimeRange,
): { readonly from?: string; readonly to?: string } {
  checkSpan({ from, to }, name);
  return { ...(from != null && { from }), ...(to != null && { to }) };
}

function tooMany(name: string, most: number, given: number): Error {
  return callerError(
    'BAD_INPUT',
    `\`${name}\` takes at most ${most} values, and has ${given}.`,
    'Ask in portions.',
  );
}
