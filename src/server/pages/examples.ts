// The examples of the playground. Each answers on any configuration.

import { insightExamples } from './insight-examples.ts';
import { inventoryExamples, type ExampleQuery } from './inventory-examples.ts';

export type { ExampleQuery };

const LICENSES = `# Every license of every account, with its
# seats. Ctrl-Enter runs it. With false in
# the variables below those that have no
# seat left. An account that does not answer
# is named in coverage.
query Licenses($filter: LicenseFilter, $first: Int!) {
  licenses(filter: $filter, first: $first) {
    totalCount
    nodes {
      account { key }
      provider
      name
      seats { total assigned available countable }
      details {
        ... on GenesysLicenseDetails { prerequisites { name } }
        ... on WebexLicenseDetails { typeCode subscriptionId }
        ... on ThingSpaceLicenseDetails { accountName }
        ... on YextLicensePackDetails { notes }
      }
    }
    coverage {
      account { key }
      status
      problem { code retryAt }
    }
  }
}
`;

const USERS = `# Users with what they hold. What it cost
# the vendors is in extensions: the header
# x-upstream-report asks for it (see Headers
# below).
query UsersAndLicenses {
  users(first: 25) {
    nodes {
      id
      displayName
      email
      account { key }
      assignments { nodes { license { name } status } }
    }
    pageInfo { hasNextPage endCursor }
    coverage { account { key } status reason }
  }
}
`;

const PEOPLE = `# The same human in several accounts, by
# e-mail. Variables are below. person(email:
# "...") starts from an address.
query People($first: Int!, $providers: [Provider!]) {
  users(first: $first, filter: { providers: $providers }) {
    nodes {
      email
      person {
        users { account { key } email lastActiveAt }
        assignments(first: 100) {
          nodes { license { name account { key } } }
        }
        coverage { account { key } status }
      }
    }
  }
}
`;

const DEVICES = `# Devices with their license state.
query DevicesAndLicenses {
  devices(first: 25) {
    nodes {
      imei
      make
      model
      licenseAssigned
      assignments { nodes { assignedAt } }
    }
    pageInfo { hasNextPage endCursor }
  }
}
`;

const HOLDERS = `# Who holds what, over all accounts: users,
# devices, workspaces and entities.
query WhoHoldsWhat($filter: LicenseAssignmentFilter) {
  licenseAssignments(filter: $filter, first: 50) {
    nodes {
      license { name }
      status
      removalOn
      assignee {
        __typename
        displayName
        ... on User { email }
        ... on Device { imei }
        ... on Entity { entityType }
      }
    }
    pageInfo { hasNextPage endCursor }
    coverage { account { key } status reason }
  }
}
`;

const ACCOUNTS = `# The configured accounts, what they can do,
# and how they have answered lately. Asks no
# vendor.
query Accounts {
  accounts {
    key
    provider
    name
    capabilities {
      assigneeKinds
      reportsSeats
      nativeScheduledRemoval
      lookupBatchSize
    }
    health {
      circuit
      lastSuccessAt
      lastProblem { code message }
    }
    requestBudget {
      limit
      remaining
      resetAt
      reserved
      sweeps { limit remaining }
    }
  }
}
`;

const VIEWER = `# Who you are here, and what you may do.
query Viewer {
  viewer {
    name
    scopes
    accounts { key }
  }
}
`;

const CHANGES = `# What was changed lately, and by whom.
query Changes {
  changeSets(first: 5) {
    nodes {
      id
      status
      requestedBy
      reason
      createdAt
      progress { total pending verified rejected }
      changes(first: 5) {
        nodes { action outcome license { name } assignee { displayName } }
      }
    }
  }
  auditEvents(first: 25, orderBy: { field: SEQ, direction: DESC }) {
    nodes { seq at principal action outcome status }
  }
}
`;

const PLAN = `# What changes would come to. Sends nothing
# to a vendor. Put your own licenses and
# people into the variables, look at the
# answer, and take its id and hash to the
# example Apply.
mutation Plan($input: PlanLicenseChangesInput!) {
  planLicenseChanges(input: $input) {
    changeSet {
      id
      hash
      status
      seatImpact { license { name } before after shortBy }
      changes(first: 25) {
        nodes {
          action
          outcome
          license { name }
          assignee { displayName }
          problem { code message hint }
        }
      }
    }
    problems { code message hint path }
  }
}
`;

const APPLY = `# Carries a plan out: now the licenses
# change. Id and hash are those that the
# example Plan was answered.
mutation Apply($input: ApplyLicenseChangesInput!) {
  applyLicenseChanges(input: $input) {
    changeSet {
      id
      status
      progress { total pending verified rejected }
      changes(first: 25) { nodes { action outcome problem { code message } } }
    }
    problems { code message hint path }
  }
}
`;

const LIVE = `# Follows a set of changes up to its end:
# each answer takes the place of the one
# before. The id is the one that the example
# Plan or Apply was answered; the button
# stops it.
subscription Live($id: ID!) {
  changeSetProgress(id: $id) {
    id
    status
    progress { total pending verified rejected }
    changes(first: 25) {
      nodes { action outcome problem { code message } }
    }
  }
}
`;

const UNDO = `# Takes a set of changes back, in a new set.
# The id is the one that the example Apply
# was answered; with dryRun it is only
# planned.
mutation Undo($input: RepeatChangeSetInput!) {
  undoChangeSet(input: $input) {
    changeSet {
      id
      status
      changes(first: 25) { nodes { action outcome problem { code message } } }
    }
    problems { code message hint path }
  }
}
`;

/** Of the company that `npm start` seeds; elsewhere the answer says that there is no such account. */
const ONE_PACK = {
  action: 'ASSIGN',
  license: { key: { accountKey: 'listings', externalId: 'LP-EMPTY' } },
  assignee: { key: { kind: 'ENTITY', externalId: 'store-5' } },
};

/** Examples that belong together. */
export interface ExampleGroup {
  readonly title: string;
  readonly examples: readonly ExampleQuery[];
}

export const exampleGroups: readonly ExampleGroup[] = [
  {
    title: 'Licenses and who holds them',
    examples: [
      {
        title: 'Licenses',
        query: LICENSES,
        variables: { filter: { hasAvailableSeats: null }, first: 100 },
      },
      { title: 'WhoHoldsWhat', query: HOLDERS, variables: { filter: { statuses: ['ACTIVE'] } } },
      { title: 'UsersAndLicenses', query: USERS, headers: { 'x-upstream-report': '1' } },
      { title: 'People', query: PEOPLE, variables: { first: 3, providers: ['WEBEX'] } },
      { title: 'DevicesAndLicenses', query: DEVICES },
      { title: 'Accounts', query: ACCOUNTS },
      { title: 'Viewer', query: VIEWER },
    ],
  },
  { title: 'From the inventory', examples: inventoryExamples },
  { title: 'What stands out', examples: insightExamples },
  {
    title: 'Changing licenses',
    examples: [
      { title: 'Changes', query: CHANGES },
      { title: 'Plan', query: PLAN, variables: { input: { changes: [ONE_PACK], reason: 'try it' } } },
      {
        title: 'Apply',
        query: APPLY,
        variables: { input: { plan: { id: 'id of the plan', hash: 'hash of the plan' }, waitSeconds: 10 } },
      },
      { title: 'Live', query: LIVE, variables: { id: 'id of the set' } },
      { title: 'Undo', query: UNDO, variables: { input: { id: 'id of the set', dryRun: true } } },
    ],
  },
];

/** What fits a bar of tabs, one of each kind. */
const OPENING = ['Licenses', 'WhoHoldsWhat', 'Search', 'Groups', 'AsOf', 'Events', 'Findings', 'Plan'];

export const exampleQueries: readonly ExampleQuery[] = exampleGroups.flatMap(({ examples }) => examples);

/** The tabs of a first visit. */
export const openingExamples: readonly ExampleQuery[] = exampleQueries.filter(({ title }) =>
  OPENING.includes(title),
);
