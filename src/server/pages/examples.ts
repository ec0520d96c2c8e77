// The queries the playground opens with. Each answers on any configuration.

export interface ExampleQuery {
  /** The operation's name: GraphiQL calls its tab so. */
  readonly title: string;
  readonly query: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const LICENSES = `# Every license of every account, with its seats.
# Ctrl-Enter runs it. An account that does not
# answer is named in coverage.
query Licenses {
  licenses(first: 100) {
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

const USERS = `# Users with what they hold. What it cost the vendors
# is in extensions: the header x-upstream-report asks
# for it (see Headers below).
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

const PEOPLE = `# The same human in several accounts, by e-mail.
# person(email: "...") starts from an address.
query People {
  users(first: 3, filter: { providers: [WEBEX] }) {
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

const HOLDERS = `# Who holds what, over all accounts: users, devices,
# workspaces and entities.
query WhoHoldsWhat {
  licenseAssignments(first: 50) {
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

const ACCOUNTS = `# The configured accounts, what they can do, and how
# they have answered lately. Asks no vendor.
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
    requestBudget { limit remaining resetAt }
  }
}
`;

const CHANGES = `# What was changed lately, and by whom. To change
# something: mutation { assignLicense(input: {...}) },
# with dryRun: true to see what it would come to.
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
  auditEvents(first: 25) {
    nodes { seq at principal action outcome status }
  }
}
`;

export const exampleQueries: readonly ExampleQuery[] = [
  { title: 'Licenses', query: LICENSES },
  { title: 'UsersAndLicenses', query: USERS, headers: { 'x-upstream-report': '1' } },
  { title: 'People', query: PEOPLE },
  { title: 'DevicesAndLicenses', query: DEVICES },
  { title: 'WhoHoldsWhat', query: HOLDERS },
  { title: 'Accounts', query: ACCOUNTS },
  { title: 'Changes', query: CHANGES },
];
