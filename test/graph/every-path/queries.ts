// A way to things for every field of the schema that leads to them: lists and filters first, then what finds one thing, by what
// the lists gave.
import { uuid } from '../../../emulators/seed/organisation.ts';
import { at, listAt } from '../../support/json.ts';
import { accountOf, type Sighting } from './sightings.ts';

/** What the lists have shown so far. */
export interface Seen {
  /** The accounts there are. */
  readonly accounts: readonly { readonly key: string; readonly provider: string }[];
  /** Things of these types, every account's first ones and some from the middle and the end. */
  some(...types: readonly string[]): readonly Sighting[];
  /** All of these types. */
  all(...types: readonly string[]): readonly Sighting[];
}

type Variables = Readonly<Record<string, unknown>>;

/** A query, and the variables it is asked with: once each. */
export interface Way {
  readonly name: string;
  readonly query: string;
  readonly variables: (seen: Seen) => readonly Variables[];
}

const BOTH = (type: string): string => `nodes { ...${type}Facts } edges { node { ...${type}Facts } }`;
const NO_VARIABLES = (): readonly Variables[] => [{}];
const eachAccount = ({ accounts }: Seen): readonly Variables[] =>
  accounts.map(({ key, provider }) => ({ account: key, provider }));
const eachProvider = ({ accounts }: Seen): readonly Variables[] =>
  [...new Set(accounts.map(({ provider }) => provider))].map((provider) => ({ provider }));
const idsOf = (things: readonly Sighting[]): string[] => [...new Set(things.map(({ id }) => id))];
const inPortions = (ids: readonly string[], most: number): readonly Variables[] =>
  Array.from({ length: Math.ceil(ids.length / most) }, (_, index) => ({
    ids: ids.slice(index * most, (index + 1) * most),
  }));

/** The provider's own id, as lists gave it. */
const keyOf = ({ type, facts, accountKey }: Sighting): Variables => ({
  key: { accountKey, externalId: facts[`${type}_externalId`] },
});
const someOf =
  (...types: readonly string[]) =>
  (seen: Seen): readonly Variables[] =>
    idsOf(seen.some(...types)).map((id) => ({ id }));
const someKeys =
  (type: string) =>
  (seen: Seen): readonly Variables[] =>
    seen.some(type).map(keyOf);

/** Users with an address, as it is spelled. */
function withAddress(users: readonly Sighting[]): readonly (Variables & { readonly email: string })[] {
  return users.flatMap(({ facts, accountKey }) => {
    const email = facts['User_email'];
    return typeof email === 'string' ? [{ account: accountKey, email }] : [];
  });
}

/** Of each set its first change, which has entries of its own in the audit log. */
function entriesOf(seen: Seen): readonly Variables[] {
  const changes = new Map(seen.all('LicenseChange').map((change) => [change.id, change.facts]));
  return seen.all('ChangeSet').flatMap(({ id, facts }) => {
    const [first] = listAt(facts, 'ChangeSet_changes', 'nodes');
    const change = changes.get(String(at(first, 'id')));
    const license = at(change, 'LicenseChange_license', 'id');
    const assignee = at(change, 'LicenseChange_assignee', 'id');
    return typeof license === 'string' ? [{ id, account: accountOf(license), license, assignee }] : [];
  });
}

/** As routers ask for them. */
const representationsOf = (things: readonly Sighting[]): Variables => ({
  representations: things.map(({ type, id }) => ({
    __typename: type,
    ...(type === 'Person' ? { email: id } : { id }),
  })),
});

const LISTS: readonly Way[] = [
  {
    name: 'accounts',
    query: `{ accounts { ...AccountFacts } }`,
    variables: NO_VARIABLES,
  },
  {
    name: 'accounts of the caller',
    query: `{ viewer { accounts { ...AccountFacts } } }`,
    variables: NO_VARIABLES,
  },
  {
    name: 'everything of an account',
    query: `query ($account: String!) { account(key: $account) {
      ...AccountFacts
      licenses(first: 100) { ${BOTH('License')} }
      users(first: 100) { ${BOTH('User')} }
      devices(first: 100) { ${BOTH('Device')} }
      workspaces(first: 100) { ${BOTH('Workspace')} }
      entities(first: 100) { ${BOTH('Entity')} }
      assignments(first: 10) { ${BOTH('LicenseAssignment')} }
    } }`,
    variables: eachAccount,
  },
  {
    name: 'licenses of an account, filtered and ordered',
    query: `query ($account: String!, $provider: Provider!) { account(key: $account) {
      licenses(first: 100, orderBy: { field: AVAILABLE, direction: DESC }, filter: {
        accountKeys: [$account], providers: [$provider], nameContains: "e", hasAvailableSeats: true,
        assigneeKinds: [USER, DEVICE, WORKSPACE, ENTITY]
      }) { ${BOTH('License')} }
    } }`,
    variables: eachAccount,
  },
  {
    name: 'all licenses',
    query: `{ licenses(first: 100, orderBy: { field: ASSIGNED, direction: DESC }) { ${BOTH('License')} } }`,
    variables: NO_VARIABLES,
  },
  {
    name: 'licenses by account',
    query: `query ($account: String!) { licenses(first: 100, filter: { accountKeys: [$account] }) { ${BOTH('License')} } }`,
    variables: eachAccount,
  },
  {
    name: 'licenses by provider',
    query: `query ($provider: Provider!) { licenses(first: 100, filter: { providers: [$provider] }) { ${BOTH('License')} } }`,
    variables: eachProvider,
  },
  {
    name: 'licenses by kind, name and seats',
    query: `query ($kind: AssigneeKind!) { licenses(first: 100, filter: { assigneeKinds: [$kind], nameContains: "a", hasAvailableSeats: true }) {
      ${BOTH('License')} } }`,
    variables: () => ['USER', 'DEVICE', 'WORKSPACE', 'ENTITY'].map((kind) => ({ kind })),
  },
  {
    name: 'licenses of roles',
    query: `query ($roleIds: [String!]!) { inferLicenses(accountKey: "genesys-us", roleIds: $roleIds) { ...LicenseFacts } }`,
    variables: ({ accounts }) =>
      accounts.some(({ key }) => key === 'genesys-us')
        ? [{ roleIds: Array.from({ length: 11 }, (_, index) => uuid('genesys-us-role', index)) }]
        : [],
  },
  {
    name: 'licenses that others need',
    query: `query ($account: String!) { licenses(first: 100, filter: { accountKeys: [$account] }) { nodes { details {
      ... on GenesysLicenseDetails { prerequisites { ...LicenseFacts } comprises { ...LicenseFacts } } } } } }`,
    variables: eachAccount,
  },
  {
    name: 'assignments by account',
    query: `query ($account: String!) { licenseAssignments(first: 100, filter: { accountKeys: [$account] }) {
      nodes { ...LicenseAssignmentFacts license { ...LicenseFacts } assignee { ...AssigneeFacts } }
      edges { node { ...LicenseAssignmentFacts } } } }`,
    variables: eachAccount,
  },
  {
    name: 'assignments by provider and status',
    query: `query ($provider: Provider!) {
      licenseAssignments(first: 100, filter: { providers: [$provider], statuses: [ACTIVE, PENDING, REMOVAL_SCHEDULED, UNKNOWN] }) {
      nodes { ...LicenseAssignmentFacts license { ...LicenseFacts } assignee { ...AssigneeFacts } } } }`,
    variables: eachProvider,
  },
  {
    name: 'users by account',
    query: `query ($account: String!) { users(first: 100, filter: { accountKeys: [$account] }) { ${BOTH('User')} } }`,
    variables: eachAccount,
  },
  {
    name: 'users of an account by provider, with what they hold',
    query: `query ($account: String!, $provider: Provider!) { users(first: 100, filter: { accountKeys: [$account], providers: [$provider] }) { nodes {
      ...UserFacts
      person { ...PersonFacts }
      pendingLicenses { ...LicenseFacts }
      assignments(first: 10) { ${BOTH('LicenseAssignment')} nodes { license { ...LicenseFacts } assignee { ...AssigneeFacts } } }
    } } }`,
    variables: eachAccount,
  },
  {
    name: 'devices by account',
    query: `query ($account: String!) { devices(first: 100, filter: { accountKeys: [$account] }) { ${BOTH('Device')} } }`,
    variables: eachAccount,
  },
  {
    name: 'devices of an account by provider, with what they hold',
    query: `query ($account: String!, $provider: Provider!) { devices(first: 100, filter: { accountKeys: [$account], providers: [$provider] }) { nodes {
      ...DeviceFacts
      assignments(first: 10) { ${BOTH('LicenseAssignment')} nodes { license { ...LicenseFacts } assignee { ...AssigneeFacts } } }
    } } }`,
    variables: eachAccount,
  },
  {
    name: 'workspaces with what they hold',
    query: `query ($account: String!) { account(key: $account) { workspaces(first: 100) { nodes {
      ...WorkspaceFacts
      assignments(first: 10) { ${BOTH('LicenseAssignment')} nodes { license { ...LicenseFacts } assignee { ...AssigneeFacts } } }
    } } } }`,
    variables: eachAccount,
  },
  {
    name: 'entities with what they hold',
    query: `query ($account: String!) { account(key: $account) { entities(first: 100) { nodes {
      ...EntityFacts
      assignments(first: 10) { ${BOTH('LicenseAssignment')} nodes { license { ...LicenseFacts } assignee { ...AssigneeFacts } } }
    } } } }`,
    variables: eachAccount,
  },
  {
    name: 'accounts of things',
    query: `query ($account: String!) { account(key: $account) {
      licenses(first: 2) { nodes { account { ...AccountFacts } } coverage { account { ...AccountFacts } } }
      users(first: 2) { nodes { account { ...AccountFacts } } }
      devices(first: 2) { nodes { account { ...AccountFacts } } }
      workspaces(first: 2) { nodes { account { ...AccountFacts } } }
      entities(first: 2) { nodes { account { ...AccountFacts } } }
    } }`,
    variables: eachAccount,
  },
  {
    name: 'holders of licenses',
    query: `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on License {
      assignments(first: 10) { ${BOTH('LicenseAssignment')} nodes { license { ...LicenseFacts } assignee { ...AssigneeFacts } } }
    } } }`,
    variables: (seen) => inPortions(idsOf(seen.all('License')), 5),
  },
];

const CHANGES: readonly Way[] = [
  {
    name: 'change sets',
    query: `{ changeSets(first: 20) { ${BOTH('ChangeSet')} nodes {
      changes(first: 10) { ${BOTH('LicenseChange')} nodes { license { ...LicenseFacts } assignee { ...AssigneeFacts } } }
      seatImpact { license { ...LicenseFacts } }
    } } }`,
    variables: NO_VARIABLES,
  },
  {
    name: 'change sets, filtered',
    query: `{ changeSets(first: 20, filter: {
      statuses: [PLANNED, SUCCEEDED, PARTIAL, FAILED, CANCELLED], requestedBy: "anonymous", from: "2020-01-01T00:00:00Z", to: "2999-01-01T00:00:00Z"
    }) { nodes { changes(first: 10, outcomes: [PENDING, VERIFIED, REJECTED, NO_CHANGE, CANCELLED]) { ${BOTH('LicenseChange')} } } } }`,
    variables: NO_VARIABLES,
  },
  {
    name: 'a change set',
    query: `query ($id: ID!) { changeSet(id: $id) { ...ChangeSetFacts changes { ${BOTH('LicenseChange')} } } }`,
    variables: (seen) => idsOf(seen.all('ChangeSet')).map((id) => ({ id })),
  },
  {
    name: 'a change set that is followed',
    query: `subscription ($id: ID!) { changeSetProgress(id: $id) { ...ChangeSetFacts } }`,
    variables: (seen) => idsOf(seen.all('ChangeSet')).map((id) => ({ id })),
  },
  {
    name: 'the audit log',
    query: `{ auditEvents(first: 100) { nodes { account { ...AccountFacts }
      changeSet { ...ChangeSetFacts } change { ...LicenseChangeFacts } license { ...LicenseFacts } assignee { ...AssigneeFacts } } } }`,
    variables: NO_VARIABLES,
  },
  {
    name: 'the audit log, newest first',
    query: `{ auditEvents(first: 100, orderBy: { field: SEQ, direction: DESC }) { nodes {
      changeSet { ...ChangeSetFacts } change { ...LicenseChangeFacts } license { ...LicenseFacts } assignee { ...AssigneeFacts } } } }`,
    variables: NO_VARIABLES,
  },
  {
    name: 'the audit log of a license and an assignee',
    query: `query ($id: ID!, $account: String!, $license: ID!, $assignee: ID!) { auditEvents(first: 100, filter: {
      changeSetId: $id, accountKey: $account, licenseId: $license, assigneeId: $assignee, principal: "anonymous", actions: [ASSIGN, REMOVE, SCHEDULE_REMOVAL]
    }) { nodes {
      changeSet { ...ChangeSetFacts } change { ...LicenseChangeFacts } license { ...LicenseFacts } assignee { ...AssigneeFacts } } } }`,
    variables: entriesOf,
  },
  {
    name: 'removals to come',
    query: `{ scheduledRemovals(first: 100) { nodes {
      license { ...LicenseFacts } assignee { ...AssigneeFacts } changeSet { ...ChangeSetFacts } } } }`,
    variables: NO_VARIABLES,
  },
];

const OF_ACCOUNTS = ['License', 'LicenseAssignment', 'User', 'Device', 'Workspace', 'Entity'] as const;
const WITH_IDS = ['Account', ...OF_ACCOUNTS, 'ChangeSet', 'LicenseChange'] as const;
const HOLDERS = ['User', 'Device', 'Workspace', 'Entity'] as const;

const LOOK_UPS: readonly Way[] = [
  {
    name: 'an account',
    query: `query ($account: String!) { account(key: $account) { ...AccountFacts } }`,
    variables: eachAccount,
  },
  {
    name: 'things by id',
    query: `query ($ids: [ID!]!) { nodes(ids: $ids) { ...NodeFacts } }`,
    variables: (seen) => inPortions(idsOf(seen.all(...WITH_IDS)), 100),
  },
  {
    name: 'a thing by id',
    query: `query ($id: ID!) { node(id: $id) { ...NodeFacts } }`,
    variables: someOf(...WITH_IDS),
  },
  {
    name: 'a license by id',
    query: `query ($id: ID!) { license(by: { id: $id }) { ...LicenseFacts } }`,
    variables: someOf('License'),
  },
  {
    name: 'a license by key',
    query: `query ($key: ExternalKey!) { license(by: { key: $key }) { ...LicenseFacts } }`,
    variables: someKeys('License'),
  },
  {
    name: 'assignments of licenses',
    query: `query ($ids: [ID!]!) { licenseAssignments(first: 20, filter: { licenseIds: $ids }) {
      nodes { ...LicenseAssignmentFacts license { ...LicenseFacts } assignee { ...AssigneeFacts } } } }`,
    variables: (seen) => idsOf(seen.all('License')).map((id) => ({ ids: [id] })),
  },
  {
    name: 'assignments of assignees',
    query: `query ($ids: [ID!]!) { licenseAssignments(first: 100, filter: { assigneeIds: $ids }) {
      nodes { ...LicenseAssignmentFacts license { ...LicenseFacts } assignee { ...AssigneeFacts } } } }`,
    variables: (seen) => [
      ...inPortions(idsOf(seen.all(...HOLDERS)), 100),
      ...inPortions(idsOf(seen.some(...HOLDERS)), 1),
    ],
  },
  {
    name: 'a user by id',
    query: `query ($id: ID!) { user(by: { id: $id }) { ...UserFacts } }`,
    variables: someOf('User'),
  },
  {
    name: 'a user by key',
    query: `query ($key: ExternalKey!) { user(by: { key: $key }) { ...UserFacts } }`,
    variables: someKeys('User'),
  },
  {
    name: 'a user by address',
    query: `query ($account: String!, $email: String!) { user(by: { email: { accountKey: $account, email: $email } }) { ...UserFacts } }`,
    variables: (seen) => withAddress(seen.some('User')),
  },
  {
    name: 'a person',
    query: `query ($email: String!) { person(email: $email) {
      ...PersonFacts
      users { ...UserFacts }
      coverage { account { ...AccountFacts } }
      assignments(first: 10) { ${BOTH('LicenseAssignment')} nodes { license { ...LicenseFacts } assignee { ...AssigneeFacts } } }
    } }`,
    variables: (seen) => withAddress(seen.some('User')).map(({ email }) => ({ email })),
  },
  {
    name: 'a device by id',
    query: `query ($id: ID!) { device(by: { id: $id }) { ...DeviceFacts } }`,
    variables: someOf('Device'),
  },
  {
    name: 'a device by key',
    query: `query ($key: ExternalKey!) { device(by: { key: $key }) { ...DeviceFacts } }`,
    variables: someKeys('Device'),
  },
  {
    name: 'a device by IMEI',
    query: `query ($imei: String!) { device(by: { imei: $imei }) { ...DeviceFacts } }`,
    variables: (seen) => seen.some('Device').map(({ facts }) => ({ imei: facts['Device_imei'] })),
  },
  {
    name: 'entities of the federation',
    query: `query ($representations: [_Any!]!) { _entities(representations: $representations) { ..._EntityFacts } }`,
    variables: (seen) => [
      representationsOf(seen.some(...WITH_IDS, 'Person')),
      ...seen.some(...OF_ACCOUNTS).map((one) => representationsOf([one])),
    ],
  },
  {
    name: 'entities of the federation by IMEI',
    query: `query ($representations: [_Any!]!) { _entities(representations: $representations) { ..._EntityFacts } }`,
    variables: (seen) => [
      {
        representations: seen
          .some('Device')
          .map(({ facts }) => ({ __typename: 'Device', imei: facts['Device_imei'] })),
      },
    ],
  },
];

/** In the order to take them. */
export const WAYS: readonly Way[] = [...LISTS, ...CHANGES, ...LOOK_UPS];
