// A call of each method of the store that is about the inventory, with arguments that need the database.
import type { Store } from '../../../src/store/api.ts';
import { problem } from '../../../src/domain/problem.ts';
import { ruleSettings } from '../../support/findings.ts';
import { EMPTY_PAGE } from '../../support/made-sweeps.ts';

const HELD = { sweepId: 1, accountKey: 'a', owner: 'me' };
const SECTION = {
  position: 0,
  name: 'licenses',
  lists: [{ what: 'LICENSES' }],
  status: 'RUNNING',
  attempt: 1,
  cursor: null,
  page: 0,
  isRead: true,
  tries: 0,
  failingSince: null,
} as const;
const LIST = { visible: ['a'], filter: {}, first: 1, after: null, asOf: null };
const COUNT = { visible: ['a'], filter: {}, asOf: null };
const REF = { accountKey: 'a', externalId: 'x' };
const DAYS = { history: 1, events: 1, seatCounts: 1, sweeps: 1, findings: 1 };
const MOMENTS = { from: '2031-01-01T00:00:00.000Z', to: '2031-02-01T00:00:00.000Z' };
const signal = new AbortController().signal;

/** By the name of the method. */
export function inventoryCalls(store: Store): Readonly<Record<string, () => Promise<unknown>>> {
  return { ...sweeping(store), ...reads(store), ...history(store), ...findings(store) };
}

function sweeping(store: Store) {
  return {
    keepAccounts: () => store.keepAccounts([{ key: 'a', provider: 'WEBEX' }]),
    sweepTimes: () => store.sweepTimes(),
    sectionTimes: () => store.sectionTimes('a'),
    queueSweep: () => store.queueSweep('a', 'DUE'),
    sweepsToRun: () => store.sweepsToRun(),
    enqueueSweep: () => store.enqueueSweep(1),
    claimSweep: () => store.claimSweep(1, 'me', 1, () => Promise.resolve([])),
    renewSweep: () => store.renewSweep(HELD, 1),
    releaseSweep: () => store.releaseSweep(HELD, null, null),
    beginSection: () => store.beginSection(HELD, 0),
    keepPage: () => store.keepPage(HELD, SECTION, EMPTY_PAGE),
    keepFailure: () => store.keepFailure(HELD, SECTION, problem('INTERNAL', 'PLATFORM', 'It failed.')),
    countCalls: () => store.countCalls(HELD, 1),
    countLookUpCalls: () => store.countLookUpCalls(HELD, SECTION, 1),
    knownSoFar: () => store.knownSoFar(HELD).licenses(),
    unseen: () => store.unseen(HELD, SECTION, { assignees: 1, holders: 1 }),
    concludeSection: () => store.concludeSection(HELD, SECTION, { isRead: true, signal }),
    finishSweep: () => store.finishSweep(HELD, ['licenses']),
    maintain: () => store.maintain(HELD, null),
    keepLookedUp: () => store.keepLookedUp('a', { readAt: 0, sightings: [], gone: [] }),
    askForSweep: () => store.askForSweep('a'),
    sweepById: () => store.sweepById(1),
    releaseHeldSweep: () => store.releaseHeldSweep(1, { principal: 'me', reason: null, ticket: null }),
    retainInventory: () => store.retainInventory(DAYS, 1),
    inventoryAccounts: () => store.inventoryAccounts(['a']),
  };
}

function reads(store: Store) {
  const byName = { field: 'NAME', direction: 'ASC' } as const;
  const byLicense = { field: 'LICENSE', direction: 'ASC' } as const;
  return {
    momentOf: () => store.momentOf({ visible: ['a'], asOf: null }),
    recordedAt: () => store.recordedAt(['a']),
    findLicenses: () => store.findLicenses({ ...LIST, sort: byName }),
    countLicenses: () => store.countLicenses(COUNT),
    findAssignees: () => store.findAssignees('USER', { ...LIST, sort: byName }),
    countAssignees: () => store.countAssignees('USER', COUNT),
    findAssignments: () => store.findAssignments({ ...LIST, sort: byLicense }),
    countAssignments: () => store.countAssignments(COUNT),
    findGroups: () => store.findGroups({ ...COUNT, by: ['LICENSE'], first: 1, after: null }),
    findPeople: () => store.findPeople({ ...COUNT, first: 1, after: null }),
    countPeople: () => store.countPeople(COUNT),
    licensesByRef: () => store.licensesByRef([REF], null),
    assigneesByRef: () => store.assigneesByRef([{ ...REF, kind: 'USER' }]),
    listTimes: () => store.listTimes(['a']),
    assignmentsOf: () => store.assignmentsOf('LICENSE', [1], { first: 1, after: null, asOf: null }),
  };
}

function history(store: Store) {
  return {
    eventsBehind: () => store.eventsBehind({ visible: ['a'], filter: {}, after: null, first: 1 }),
    lastEvent: () => store.lastEvent(['a']),
    findDifferences: () =>
      store.findDifferences({ visible: ['a'], filter: {}, ...MOMENTS }, { first: 1, after: null }),
    countDifferences: () => store.countDifferences({ visible: ['a'], filter: {}, ...MOMENTS }),
    seatDays: () => store.seatDays([REF], { from: '2031-01-01', to: '2031-01-02' }),
  };
}

const LOOKED_WITH = { look: 'WHOLE', settings: ruleSettings(), given: new Map() } as const;
const BY = { principal: 'me', reason: null, ticket: null };

function findings(store: Store) {
  const bySeverity = { field: 'SEVERITY', direction: 'DESC' } as const;
  return {
    findFindings: () => store.findFindings({ ...LIST, sort: bySeverity }),
    countFindings: () => store.countFindings(COUNT),
    summariseFindings: () => store.summariseFindings(COUNT),
    findingsById: () => store.findingsById(['a'], [1]),
    dismissFindings: () => store.dismissFindings({ ...BY, visible: ['a'], ids: [1], dismissal: null }),
    wastedSeats: () => store.wastedSeats([REF]),
    accountsToLookAt: () => store.accountsToLookAt(),
    claimLook: () => store.claimLook('a'),
    recordFindings: () => store.recordFindings('a', LOOKED_WITH, signal),
    openFindings: () => store.openFindings(),
  };
}
