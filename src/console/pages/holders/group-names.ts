// Groups of holders in words, and the address of their rows. Pure.
import type { HolderGroupsQuery } from '../../generated/documents.ts';
import { inWords, providerName, VENDORS } from '../../parts/words/words.ts';

export type Group = NonNullable<
  NonNullable<NonNullable<HolderGroupsQuery['inventory']>['groups']>['nodes']
>[number];

const WITHOUT: Readonly<Record<string, string>> = {
  DEPARTMENT: 'Without a department',
  STATE: 'Without a state',
  MODEL: 'Without a model',
};

const KINDS: Readonly<Record<string, string>> = {
  USER: 'People',
  DEVICE: 'Devices',
  WORKSPACE: 'Workspaces',
  ENTITY: 'Entities',
};

/** What the rows of a group have in common, at one place of what they are grouped by. */
export function groupName({ keys, license, account }: Group, place: number): string {
  const key = keys[place];
  if (key === undefined) return '';
  const { by, value } = key;
  if (value === null) return WITHOUT[by] ?? 'Not told';
  if (by === 'LICENSE')
    return license === null
      ? value
      : `${license.name ?? 'Without a name'}${account === null ? '' : ` · ${account.name}`}`;
  if (by === 'ACCOUNT') return account?.name ?? value;
  if (by === 'KIND') return KINDS[value] ?? inWords(value);
  const vendor = VENDORS.find((one) => one === value);
  if (by === 'PROVIDER' && vendor !== undefined) return providerName(vendor);
  return value;
}

/** Names of filters in the address, by what rows are grouped by. States and models of devices cannot be asked for there. */
const FILTERS: Readonly<Record<string, string>> = {
  DEPARTMENT: 'department',
  LICENSE: 'license',
  ACCOUNT: 'account',
  KIND: 'kind',
};

/** The filters that leave just the rows of a group; null where there are none, as for those without a department. */
export function groupQuery({ keys }: Group): Readonly<Record<string, string | null>> | null {
  const query: Record<string, string | null> = { group: null };
  for (const { by, value } of keys) {
    const name = FILTERS[by];
    if (name === undefined || value === null) return null;
    query[name] = value;
  }
  return query;
}
