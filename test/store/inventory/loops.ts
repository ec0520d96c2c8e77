// The inventory once more, as loops over its rows: what a list, a count or a group is to be.
import { folded, nameKey, searchLines } from '../../../src/domain/inventory/folded.ts';
import type {
  AssigneeRef,
  AssigneeSearch,
  AssignmentSearch,
  GroupKey,
  HoldsSearch,
  LicenseRef,
  LicenseSearch,
  PersonSearch,
  Sort,
} from '../../../src/domain/inventory/search.ts';
import { isAbout } from '../../../src/insight/contracts/matching.ts';
import { present } from '../../support/assertions.ts';
import type { AssigneeRow, HoldingRow, InventoryRows, LicenseRow } from '../../support/inventory-rows.ts';

type Value = string | number | null;

/** As `collate "C"` compares, and numbers by their size. */
function compared(one: string | number, other: string | number): number {
  return typeof one === 'number' || typeof other === 'number'
    ? Number(one) - Number(other)
    : Buffer.compare(Buffer.from(one), Buffer.from(other));
}

/** Rows by these values, absent ones last, then by their keys. */
export function sorted<Row>(
  rows: readonly Row[],
  direction: Sort<never>['direction'],
  by: (row: Row) => { readonly value: Value; readonly keys: readonly number[] },
): readonly Row[] {
  const sign = direction === 'ASC' ? 1 : -1;
  const withKeys = rows.map((row) => ({ row, ...by(row) }));
  withKeys.sort((a, b) => {
    if ((a.value === null) !== (b.value === null)) return a.value === null ? 1 : -1;
    const difference = a.value === null || b.value === null ? 0 : compared(a.value, b.value);
    const ties = a.keys.map((key, index) => key - (b.keys[index] ?? 0));
    return sign * (difference || (ties.find((tie) => tie !== 0) ?? 0));
  });
  return withKeys.map(({ row }) => row);
}

/** The rows and what filters ask of them. */
export interface Loops {
  readonly held: readonly HoldingRow[];
  licenses(filter: LicenseSearch): readonly LicenseRow[];
  assignees(kind: 'USER' | 'DEVICE', filter: AssigneeSearch): readonly AssigneeRow[];
  assignments(filter: AssignmentSearch): readonly HoldingRow[];
  license(id: number): LicenseRow;
  assignee(id: number): AssigneeRow;
  heldBy(licenseId: number): number;
  holds(assigneeId: number): number;
  fulfils(assigneeIds: readonly number[], holds: HoldsSearch | undefined): boolean;
  accountKey(no: number): string;
  provider(no: number): string;
}

/** Loops over the rows of the accounts that a caller sees, with what is held at the moment. */
export function loopsOver(
  rows: InventoryRows,
  held: readonly HoldingRow[],
  { visible, now }: { readonly visible: readonly string[]; readonly now: number },
): Loops {
  const accounts = new Map(rows.accounts.map((account) => [account.no, account]));
  const licenses = new Map(rows.licenses.map((row) => [row.id, row]));
  const assignees = new Map(rows.assignees.map((row) => [row.id, row]));
  const byLicense = Map.groupBy(held, ({ licenseId }) => licenseId);
  const byAssignee = Map.groupBy(held, ({ assigneeId }) => assigneeId);
  const isIn = (
    no: number,
    { accountKeys, providers }: Pick<LicenseSearch, 'accountKeys' | 'providers'>,
  ): boolean => {
    const { key, provider } = present(accounts.get(no));
    return (
      visible.includes(key) && (accountKeys?.includes(key) ?? true) && (providers?.includes(provider) ?? true)
    );
  };
  const isNamed = (licenseId: number, { accountKey, externalId }: LicenseRef): boolean => {
    const license = present(licenses.get(licenseId));
    return license.externalId === externalId && accounts.get(license.accountNo)?.key === accountKey;
  };
  /** As contracts are matched where no database is. */
  const isMeant = (row: LicenseRow, { contracts }: LicenseSearch): boolean => {
    const license = { ...row, accountKey: present(accounts.get(row.accountNo)).key };
    return contracts === undefined || (contracts.find((one) => isAbout(one, license))?.isMeant ?? false);
  };
  const loops: Loops = {
    held,
    licenses: (filter) =>
      rows.licenses.filter(
        (row) => isIn(row.accountNo, filter) && suits(row, filter) && isMeant(row, filter),
      ),
    assignees: (kind, filter) =>
      rows.assignees.filter(
        (row) =>
          row.goneAt === null &&
          row.kind === kind &&
          isIn(row.accountNo, filter) &&
          isWanted(loops, row, { filter, now }),
      ),
    assignments: (filter) =>
      held.filter(
        (row) => isIn(row.accountNo, filter) && isAssigned(loops, row, { filter, now, isIn, isNamed }),
      ),
    license: (id) => present(licenses.get(id)),
    assignee: (id) => present(assignees.get(id)),
    heldBy: (id) => byLicense.get(id)?.length ?? 0,
    holds: (id) => byAssignee.get(id)?.length ?? 0,
    fulfils(ids, { any, all = [], none = [], nothing } = {}) {
      const theirs = ids.flatMap((id) => byAssignee.get(id) ?? []);
      const hold = (ref: LicenseRef): boolean => theirs.some(({ licenseId }) => isNamed(licenseId, ref));
      return (
        (any?.some(hold) ?? true) &&
        all.every(hold) &&
        !none.some(hold) &&
        (nothing ?? theirs.length === 0) === (theirs.length === 0)
      );
    },
    accountKey: (no) => present(accounts.get(no)).key,
    provider: (no) => present(accounts.get(no)).provider,
  };
  return loops;
}

/** Whether a text is found in others: from three letters on anywhere. */
function isFound(texts: readonly (string | null)[], search: string | undefined): boolean {
  if (search === undefined) return true;
  const letters = folded(search);
  const lines = searchLines(texts).split('\n').filter(Boolean);
  return lines.some((line) =>
    Array.from(letters).length >= 3 ? line.includes(letters) : line.startsWith(letters),
  );
}

function isOne<T>(value: T | null, values: readonly T[] | undefined): boolean {
  return values === undefined || (value !== null && values.includes(value));
}

/** Of what is not listed any more nobody tells seats. */
export function seatsOf({ goneAt, total, assigned }: LicenseRow): Pick<LicenseRow, 'total' | 'assigned'> {
  return goneAt === null ? { total, assigned } : { total: null, assigned: null };
}

function suits(row: LicenseRow, filter: LicenseSearch): boolean {
  const { search, assigneeKinds, countable, utilisation, availableAtMost, listed = true } = filter;
  const { total, assigned } = seatsOf(row);
  const percent = total === null || assigned === null || total === 0 ? null : (assigned / total) * 100;
  const { min = -Infinity, max = Infinity } = utilisation ?? {};
  return (
    isFound([row.name, row.externalId], search) &&
    (assigneeKinds?.some((kind) => row.kinds.includes(kind)) ?? true) &&
    (countable === undefined || (total !== null && total > 5 === countable)) &&
    (utilisation === undefined || (percent !== null && percent >= min && percent <= max)) &&
    (availableAtMost === undefined || (total !== null && total - (assigned ?? 0) <= availableAtMost)) &&
    (listed === null || (row.goneAt === null) === listed)
  );
}

function isWanted(
  loops: Loops,
  row: AssigneeRow,
  { filter, now }: { readonly filter: AssigneeSearch; readonly now: number },
): boolean {
  const { idleDays, inactiveSince } = filter;
  const active = row.activeAt === null ? null : Date.parse(row.activeAt);
  // Whoever is gone is in no state.
  const state = row.goneAt === null ? row.state : null;
  const words: readonly boolean[] = [
    isOne<string>(state, filter.states),
    isOne<string>(state, filter.statuses),
    isOne<string>(row.word, filter.userKinds),
    isOne(row.word, filter.protocols),
    isOne(row.department, filter.departments),
    isOne(row.make, filter.makes),
    isOne(row.model, filter.models),
    isOne(row.activity, filter.activity),
  ];
  return (
    words.every(Boolean) &&
    isFound([row.name, row.externalId, row.email], filter.search) &&
    (filter.fotaEligible === undefined || row.eligible === filter.fotaEligible) &&
    (idleDays === undefined || (active !== null && active < now - idleDays * 86_400_000)) &&
    (inactiveSince === undefined || (active !== null && active < Date.parse(inactiveSince))) &&
    loops.fulfils([row.id], filter.holds)
  );
}

interface Asked {
  readonly filter: AssignmentSearch;
  readonly now: number;
  isIn(no: number, filter: AssigneeSearch): boolean;
  isNamed(licenseId: number, ref: LicenseRef): boolean;
}

function isAssigned(loops: Loops, row: HoldingRow, { filter, now, isIn, isNamed }: Asked): boolean {
  const { licenses, assignees, assigneeKinds, statuses, removalBefore, heldSince, origins } = filter;
  const { search, user, device } = filter;
  const assignee = loops.assignee(row.assigneeId);
  const isRef = (ref: AssigneeRef): boolean =>
    ref.kind === assignee.kind &&
    ref.externalId === assignee.externalId &&
    ref.accountKey === loops.accountKey(assignee.accountNo);
  const { from = '', to = '9999' } = heldSince ?? {};
  const asked: readonly boolean[] = [
    licenses?.some((ref) => isNamed(row.licenseId, ref)) ?? true,
    assignees?.some(isRef) ?? true,
    isOne(assignee.kind, assigneeKinds),
    isOne<string>(row.status, statuses),
    isOne<string>(row.origin, origins),
    isFound([assignee.name, assignee.externalId, assignee.email], search),
    removalBefore === undefined || (row.removalOn !== null && row.removalOn < removalBefore),
    heldSince === undefined || (row.heldSince !== null && row.heldSince >= from && row.heldSince < to),
    ...(
      [
        ['USER', user],
        ['DEVICE', device],
      ] as const
    ).map(
      ([kind, wanted]) =>
        wanted === undefined ||
        (assignee.kind === kind &&
          isIn(assignee.accountNo, wanted) &&
          isWanted(loops, assignee, { filter: wanted, now })),
    ),
  ];
  return asked.every(Boolean);
}

/** The name that a row is sorted by. */
export function nameOf({ name }: { readonly name: string | null }): string | null {
  return nameKey(name);
}

interface LoopGroup {
  readonly values: readonly (string | null)[];
  /** Of the license. */
  readonly accounts: readonly string[];
  readonly assignments: number;
  readonly assignees: number;
}

/** Assignments in groups, the largest first. */
export function grouped(
  loops: Loops,
  held: readonly HoldingRow[],
  by: readonly GroupKey[],
): readonly LoopGroup[] {
  const valuesOf = ({ accountNo, licenseId, assigneeId }: HoldingRow): readonly (string | null)[] => {
    const { department, state, kind, model, goneAt } = loops.assignee(assigneeId);
    const all: Readonly<Record<GroupKey, string | null>> = {
      PROVIDER: loops.provider(accountNo),
      ACCOUNT: loops.accountKey(accountNo),
      LICENSE: loops.license(licenseId).externalId,
      DEPARTMENT: department,
      STATE: goneAt === null ? state : null,
      KIND: kind,
      MODEL: model,
    };
    return by.map((key) => all[key]);
  };
  const accountsOf = ({ accountNo }: HoldingRow): readonly string[] =>
    by.includes('LICENSE') ? [loops.accountKey(accountNo)] : [];
  const groups = Map.groupBy(held, (row) => JSON.stringify([valuesOf(row), accountsOf(row)]));
  const told = [...groups.values()].map((rows) => ({
    values: valuesOf(present(rows[0])),
    accounts: accountsOf(present(rows[0])),
    assignments: rows.length,
    assignees: new Set(rows.map(({ assigneeId }) => assigneeId)).size,
  }));
  return told.sort(
    (a, b) =>
      b.assignments - a.assignments || inOrder([...a.values, ...a.accounts], [...b.values, ...b.accounts]),
  );
}

function inOrder(some: readonly (string | null)[], others: readonly (string | null)[]): number {
  for (const [index, one] of some.entries()) {
    const other = others[index] ?? null;
    if (one !== other) return one === null ? 1 : other === null ? -1 : compared(one, other);
  }
  return 0;
}

/** People by address, or in the order that the filter names them. */
export function peopleOf(
  loops: Loops,
  { search, departments, inAccountsAtLeast = 1, holds, emails, ...accounts }: PersonSearch,
): readonly { readonly email: string; readonly users: readonly string[] }[] {
  const byEmail = Map.groupBy(loops.assignees('USER', accounts), ({ email }) => email);
  const finds = (filter: AssigneeSearch) => new Set(loops.assignees('USER', { ...accounts, ...filter }));
  const searched = finds(search === undefined ? {} : { search });
  const placed = finds(departments ? { departments } : {});
  const people = [...byEmail].flatMap(([email, users]) => {
    const suit =
      users.some((user) => searched.has(user)) &&
      users.some((user) => placed.has(user)) &&
      new Set(users.map(({ accountNo }) => accountNo)).size >= inAccountsAtLeast &&
      loops.fulfils(
        users.map(({ id }) => id),
        holds,
      );
    const inAccounts = users.toSorted((a, b) => a.accountNo - b.accountNo || a.id - b.id);
    return email !== null && suit ? [{ email, users: inAccounts.map(({ externalId }) => externalId) }] : [];
  });
  people.sort((a, b) => compared(a.email, b.email));
  if (emails === undefined) return people;
  const named = [...new Set(emails.map((email) => email.toLowerCase()))];
  return named.flatMap((email) => people.find((person) => person.email === email) ?? []);
}
