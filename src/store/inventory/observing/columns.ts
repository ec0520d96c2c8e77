// Columns of licenses and assignees: what is searched and sorted by is a column, what is shown is in `facts`.
import { hash } from 'node:crypto';
import { sameAddress, type Assignee, type Device, type Entity, type User } from '../../../domain/assignee.ts';
import { activityOf } from '../../../domain/inventory/activity.ts';
import { indexed, nameKey, searchLines } from '../../../domain/inventory/folded.ts';
import type { License, Seats } from '../../../domain/license.ts';

export const LICENSE_COLUMNS = {
  externalId: 'text',
  name: 'text',
  nameKey: 'text',
  kinds: 'jsonb',
  seatsTotal: 'integer',
  seatsAssigned: 'integer',
  seatsAvailable: 'integer',
  seatsUsers: 'integer',
  seatsWorkspaces: 'integer',
  countable: 'boolean',
  search: 'text',
  facts: 'jsonb',
  hash: 'text',
} as const;

/** The columns of a license; of one that only an assignment names, those of its id. */
export function licenseColumns(externalId: string, license: License | null) {
  const { name = null, assigneeKinds = [] } = license ?? {};
  const facts = license === null ? {} : withoutKey(license);
  return {
    externalId,
    name,
    nameKey: nameKey(name),
    kinds: assigneeKinds,
    ...seatColumns(license?.seats ?? null),
    search: searchLines([name, externalId]),
    facts,
    hash: license === null ? null : hashOf(facts),
  };
}

const LARGEST = 2 ** 31 - 1;

/** A count as a column keeps it, which goes by it as by the largest there is when it is larger; `facts` have it as it is. */
export function columnCount(count: number | null | undefined): number | null {
  return count == null ? null : Math.min(count, LARGEST);
}

function seatColumns(seats: Seats | null) {
  return {
    seatsTotal: columnCount(seats?.total),
    seatsAssigned: columnCount(seats?.assigned),
    seatsAvailable: columnCount(seats?.available),
    seatsUsers: columnCount(seats?.assignedToUsers),
    seatsWorkspaces: columnCount(seats?.assignedToWorkspaces),
    countable: seats?.countable ?? null,
  };
}

function withoutKey({
  accountKey: _account,
  externalId: _id,
  ...facts
}: License): Omit<License, 'accountKey' | 'externalId'> {
  return facts;
}

export const ASSIGNEE_COLUMNS = {
  kind: 'text',
  externalId: 'text',
  name: 'text',
  nameKey: 'text',
  email: 'text',
  state: 'text',
  word: 'text',
  department: 'text',
  make: 'text',
  model: 'text',
  eligible: 'boolean',
  activity: 'text',
  activeAt: 'timestamptz',
  createdAt: 'timestamptz',
  search: 'text',
  facts: 'jsonb',
  hashes: 'jsonb',
} as const;

interface Key {
  readonly kind: Assignee['kind'];
  readonly externalId: string;
}

/** The columns of an assignee with everything that is known of it. */
export function assigneeColumns({ kind, externalId }: Key, facts: Readonly<Record<string, unknown>>) {
  // Facts are those of an assignee of this kind, as an adapter gave them, one by one.
  const assignee = { ...facts, kind, externalId, accountKey: '' } as unknown as Assignee;
  const name = assignee.displayName ?? null;
  const { activity, activeAt } = activityOf(assignee);
  return {
    kind,
    externalId,
    name,
    nameKey: nameKey(name),
    ...NO_WORDS,
    ...wordsOf(assignee),
    activity,
    activeAt,
    facts,
  };
}

const NO_WORDS = {
  email: null,
  state: null,
  word: null,
  department: null,
  make: null,
  model: null,
  eligible: null,
  createdAt: null,
};

/** What differs between kinds. */
function wordsOf(assignee: Assignee) {
  const search = [assignee.displayName, assignee.externalId];
  switch (assignee.kind) {
    case 'USER':
      return userWords(assignee, search);
    case 'DEVICE':
      return deviceWords(assignee, search);
    case 'ENTITY':
      return entityWords(assignee, search);
    case 'WORKSPACE':
      return { createdAt: assignee.createdAt ?? null, search: searchLines(search) };
  }
}

type Texts = readonly (string | null | undefined)[];

function userWords({ email, state, userKind, department }: User, search: Texts) {
  return {
    email: indexed(email && sameAddress(email)),
    state: state ?? null,
    word: userKind ?? null,
    department: indexed(department),
    search: searchLines([...search, email]),
  };
}

function deviceWords(device: Device, search: Texts) {
  const { status, protocol, make, model, fotaEligible, createdAt, imei, mdn } = device;
  return {
    state: indexed(status),
    word: protocol ?? null,
    make: indexed(make),
    model: indexed(model),
    eligible: fotaEligible ?? null,
    createdAt: createdAt ?? null,
    search: searchLines([...search, imei, mdn]),
  };
}

function entityWords({ entityType, createdAt }: Entity, search: Texts) {
  return { word: indexed(entityType), createdAt: createdAt ?? null, search: searchLines(search) };
}

/** Tells whether facts are the same as before, which is almost always. */
export function hashOf(facts: object): string {
  return hash('sha1', JSON.stringify(facts), 'base64').slice(0, 16);
}
