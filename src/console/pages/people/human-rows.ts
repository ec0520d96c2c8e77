// One human over all accounts: columns, on the screen and in a file. Pure but for the elements.
import { h } from 'preact';
import type { HumansQuery } from '../../generated/documents.ts';
import { Dash } from '../../kit/told/dash.ts';
import { a, span } from '../../kit/elements.ts';
import { withQuery } from '../../kit/router.ts';
import type { Column } from '../../kit/table/table.ts';
import type { CsvColumn } from '../../parts/lists/csv-export.ts';
import { HeldCell, heldNames, LastActive, StateOfUser, USER_STATES } from '../../parts/holders/holders.ts';
import { lastActivity } from './last-activity.ts';

export type HumanRow = NonNullable<
  NonNullable<NonNullable<HumansQuery['inventory']>['people']>['nodes']
>[number];

export function nameOfHuman({ email, users }: HumanRow): string {
  return users?.find(({ displayName }) => displayName !== null)?.displayName ?? email;
}

export const HUMAN_COLUMNS: readonly Column<HumanRow>[] = [
  {
    title: 'Name',
    cell: (row) => {
      const [first] = row.users ?? [];
      const name = nameOfHuman(row);
      return [
        first ? a({ href: withQuery({ open: first.id }) }, name) : name,
        span({ class: 'second' }, row.email),
      ];
    },
  },
  {
    title: 'Logins',
    isMinor: true,
    cell: ({ users }) =>
      users === null
        ? h(Dash, { why: 'They could not be read.' })
        : users.map(({ account }) => account.name).join(', '),
  },
  {
    title: 'State',
    isMinor: true,
    cell: ({ users }) =>
      span(
        { class: 'badges' },
        ...[...new Map((users ?? []).map((user) => [user.state, user])).values()].map((user) =>
          h(StateOfUser, user),
        ),
      ),
  },
  {
    title: 'Last active',
    isMinor: true,
    cell: ({ users }) => h(LastActive, lastActivity(users ?? [])),
  },
  { title: 'Licenses', cell: ({ assignments }) => h(HeldCell, { held: assignments }) },
];

export const HUMAN_CSV: readonly CsvColumn<HumanRow>[] = [
  { title: 'Address', value: ({ email }) => email },
  { title: 'Name', value: (row) => nameOfHuman(row) },
  { title: 'Accounts', value: ({ users }) => users?.map(({ account }) => account.key).join('; ') ?? null },
  {
    title: 'States',
    value: ({ users }) =>
      users?.map(({ state }) => (state === null ? 'not told' : USER_STATES[state][1])).join('; ') ?? null,
  },
  {
    title: 'Department',
    value: ({ users }) => users?.find(({ department }) => department !== null)?.department ?? null,
  },
  { title: 'Last active', value: ({ users }) => lastActivity(users ?? []).at },
  { title: 'Licenses held', value: ({ assignments }) => assignments?.totalCount ?? null },
  { title: 'Licenses', value: ({ assignments }) => heldNames(assignments)?.join('; ') ?? null },
];
