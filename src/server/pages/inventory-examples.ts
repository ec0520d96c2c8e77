// The examples of the playground about the inventory.

export interface ExampleQuery {
  /** The operation's name: GraphiQL calls its tab so. */
  readonly title: string;
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
}

const SEARCH = `# The copy that License Graph keeps of every
# account: searched, sorted and counted
# without asking a vendor. source says how
# old it is. Three letters are found
# anywhere in a name, an address or an id.
query Search($filter: UserSearch) {
  inventory {
    asOf
    users(
      first: 10
      filter: $filter
      orderBy: { field: LICENSES_HELD, direction: DESC }
    ) {
      totalCount
      nodes {
        displayName
        email
        lastActiveAt
        activity
        source { mode ageSeconds }
        assignments { nodes { license { name } heldSince } }
      }
      pageInfo { hasNextPage endCursor }
      coverage { account { key } status reason observedAt }
    }
  }
}
`;

const GROUPS = `# How many hold what, by license and by what
# the variables say: one to three of
# PROVIDER, ACCOUNT, LICENSE, DEPARTMENT,
# STATE, KIND and MODEL. accounts tells how
# far the sweeps are that the numbers are
# from.
query Groups($by: [GroupKey!]!) {
  inventory {
    licenses: groups(by: [LICENSE], first: 10) {
      totalCount
      nodes { license { name provider } assignments assignees }
    }
    others: groups(by: $by, first: 10) {
      nodes { keys { by value } assignments assignees }
    }
    accounts {
      account { key }
      status
      observedAt
      nextSweepAt
      sweep {
        status
        rows
        sections { name status rows expected }
      }
    }
  }
}
`;

const AS_OF = `# Who held what at a moment, as License
# Graph observed it: now, when asOf is null.
# Copy the asOf of the answer into the
# variables, and ask again later: the answer
# stays the same. Accounts that were first
# swept after it are named in coverage.
query AsOf($asOf: DateTime) {
  inventory(asOf: $asOf) {
    asOf
    assignments(
      first: 25
      orderBy: { field: HELD_SINCE, direction: DESC }
    ) {
      totalCount
      nodes {
        license { name }
        assignee { displayName }
        status
        heldSince
        origin
      }
      coverage { account { key } status reason }
    }
  }
}
`;

const EVENTS = `# What has happened since accounts were
# first swept: who was given or lost what,
# whose doing it was, and between which two
# moments. To poll, pass the endCursor of
# one answer as after of the next. The
# example LiveEvents is told at once.
query Events($filter: LicenseEventFilter, $after: String) {
  licenseEvents(filter: $filter, first: 25, after: $after) {
    nodes {
      at
      notBefore
      what
      origin
      license { name }
      assignee { displayName }
      before { held status removalOn }
      after { held status removalOn }
      seatsBefore { total }
      seatsAfter { total }
    }
    pageInfo { hasNextPage endCursor }
  }
  inventory { accounts { account { key } since observedAt } }
}
`;

const LIVE_EVENTS = `# Each event as soon as it is recorded: it
# takes the place of the one before, and the
# button stops it. What happened behind a
# place comes first: for after take an
# endCursor that the example Events was
# answered. With null it begins now: have it
# run in a window of its own while the
# examples Plan and Apply change something.
subscription LiveEvents($filter: LicenseEventFilter, $after: String) {
  licenseEvents(filter: $filter, after: $after) {
    cursor
    at
    what
    origin
    license { name account { key } }
    assignee { displayName }
    before { held status }
    after { held status }
    seatsBefore { total }
    seatsAfter { total }
  }
}
`;

const AGES = `# How old an answer may be is said by the
# header x-freshness (see Headers below).
# One thing that is looked up comes from the
# inventory while that is up to a quarter of
# an hour old. A list is read live; of a
# vendor that fails it comes from the
# inventory, up to a day old. source and
# coverage tell which it was.
query Ages {
  person(email: "chloe.brandt.2@acme.example") {
    users {
      account { key }
      state
      source { mode ageSeconds }
    }
  }
  licenses(first: 10) {
    nodes { name source { mode ageSeconds } }
    coverage {
      account { key }
      status
      reason
      observedAt
      problem { code }
    }
  }
}
`;

export const inventoryExamples: readonly ExampleQuery[] = [
  { title: 'Search', query: SEARCH, variables: { filter: { search: 'sato', holds: { nothing: false } } } },
  { title: 'Groups', query: GROUPS, variables: { by: ['DEPARTMENT', 'PROVIDER'] } },
  { title: 'AsOf', query: AS_OF, variables: { asOf: null } },
  { title: 'Events', query: EVENTS, variables: { filter: { origins: ['EXTERNAL', 'THIS_API'] } } },
  {
    title: 'LiveEvents',
    query: LIVE_EVENTS,
    variables: { filter: { origins: ['EXTERNAL', 'THIS_API'] }, after: null },
  },
  {
    title: 'Ages',
    query: AGES,
    headers: { 'x-freshness': 'max-age=900, stale-if-error=86400', 'x-upstream-report': '1' },
  },
];
