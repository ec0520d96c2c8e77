// The examples of the playground about findings, renewals and reclaims.
import type { ExampleQuery } from './inventory-examples.ts';

const FINDINGS = `# What stands out in the copy that License
# Graph keeps: seats that nobody uses,
# holders who should hold nothing, licenses
# that run out. Asks no vendor. The gravest
# come first; coverage says how recent the
# copy is.
query Findings($filter: FindingFilter) {
  findingSummary {
    code
    severity
    count
    seats
    savings { minorUnits currency }
  }
  findings(filter: $filter, first: 25) {
    totalCount
    nodes {
      id
      code
      severity
      confidence
      since
      subject {
        account { key }
        license { name }
        assignee { displayName externalId }
      }
      evidence { name value }
      suggestedChanges { action warning }
    }
    pageInfo { hasNextPage endCursor }
    coverage { account { key } status reason observedAt }
  }
}
`;

const RENEWALS = `# Contracts of the configuration that are to
# be decided on before a day, the soonest
# first: what is paid for, what is held, and
# what nobody uses.
query Renewals($before: Date!) {
  renewals(before: $before) {
    decideBy
    endsOn
    licenses { name account { key } }
    seats
    held
    idle
    suggestedSeats
    monthly { minorUnits currency }
  }
}
`;

const RECLAIM = `# A plan that takes licenses back from whom
# findings are about. Each of them is read
# live first. Sends nothing to a vendor that
# changes anything: look at the answer, and
# take its id and hash to the example Apply.
mutation Reclaim($input: PlanReclaimInput!) {
  planReclaim(input: $input) {
    changeSet {
      id
      hash
      status
      changes(first: 25) {
        nodes {
          action
          outcome
          license { name }
          assignee { displayName externalId }
          problem { code message hint }
        }
      }
    }
    leftOut { reason count }
    seats
    savings { minorUnits currency }
    problems { code message hint }
  }
}
`;

/** A company that has just started has no finding that is older: so that there is something to see. */
const AT_ONCE = { filter: { minSeverity: 'INFO' }, graceDays: 0, reason: 'try it' };

export const insightExamples: readonly ExampleQuery[] = [
  { title: 'Findings', query: FINDINGS, variables: { filter: { minSeverity: 'INFO' } } },
  { title: 'Renewals', query: RENEWALS, variables: { before: '2099-01-01' } },
  { title: 'Reclaim', query: RECLAIM, variables: { input: AT_ONCE } },
];
