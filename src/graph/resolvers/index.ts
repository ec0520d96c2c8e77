// The resolver map: one line for each type of the SDL.
import type { Resolvers } from '../generated/resolvers.ts';
import { TYPE_OF_KIND } from '../nodes/ids.ts';
import { CountScalar, DateScalar, DateTimeScalar, MinorUnitsScalar } from '../inputs/scalars.ts';
import { account, accountCapabilities, accountHealth } from './account.ts';
import { auditEvent } from './audit.ts';
import {
  changePayload,
  changeSet,
  licenseChange,
  scheduledRemoval,
  seatImpact,
  subscription,
} from './change.ts';
import { followedEvents, licenseEvent, licenseEventConnection } from '../history/events.ts';
import { licenseDiffConnection, licenseDifference } from '../history/differences.ts';
import { seatHistory } from '../history/seats.ts';
import { dismissalPayload } from '../insight/dismissals.ts';
import { finding, findingSubject, findingSummaryFields } from '../insight/findings.ts';
import { reclaimPayload } from '../insight/reclaim.ts';
import { forecast, seatForecast } from '../insight/forecast.ts';
import { contract, cost, licenseContract } from '../insight/money.ts';
import { accountCost } from '../insight/costs.ts';
import { renewal } from '../insight/renewals.ts';
import { inventoryGroup } from '../inventory/groups.ts';
import { inventoryAccount, inventoryFields, sweep } from '../inventory/inventory.ts';
import { refreshedAssignee } from '../inventory/refresh.ts';
import { licenseAssignment } from './assignment.ts';
import { accountCoverage, connection, keptConnection, personConnection } from './list.ts';
import { device } from './device.ts';
import { entity } from './entity.ts';
import { detailsType, genesysLicenseDetails, license } from './license.ts';
import { mutation } from './mutation.ts';
import { query } from './query.ts';
import { person, user } from './user.ts';
import { viewer } from './viewer.ts';
import { workspace } from './workspace.ts';

export const resolvers: Resolvers = {
  Query: query,
  Mutation: mutation,
  Subscription: { ...subscription, licenseEvents: followedEvents },
  Date: DateScalar,
  DateTime: DateTimeScalar,
  Count: CountScalar,
  MinorUnits: MinorUnitsScalar,
  Node: { __resolveType: ({ __typename }) => __typename },
  Assignee: { __resolveType: ({ kind }) => TYPE_OF_KIND[kind] },
  LicenseDetails: { __resolveType: detailsType },
  Viewer: viewer,
  Account: account,
  AccountCapabilities: accountCapabilities,
  AccountHealth: accountHealth,
  AccountCoverage: accountCoverage,
  License: { ...license, seatHistory, forecast, contract, cost },
  LicenseContract: licenseContract,
  AccountCost: accountCost,
  Renewal: renewal,
  GenesysLicenseDetails: genesysLicenseDetails,
  LicenseConnection: connection(),
  LicenseAssignment: licenseAssignment,
  LicenseAssignmentConnection: connection(),
  User: user,
  UserConnection: connection(),
  Person: person,
  Device: device,
  DeviceConnection: connection(),
  Workspace: workspace,
  WorkspaceConnection: connection(),
  Entity: entity,
  EntityConnection: connection(),
  ChangeSet: changeSet,
  ChangeSetConnection: keptConnection(),
  ChangeSetPayload: changePayload,
  LicenseChange: licenseChange,
  LicenseChangeConnection: keptConnection(),
  SeatImpact: seatImpact,
  ScheduledRemoval: scheduledRemoval,
  ScheduledRemovalConnection: keptConnection(),
  AuditEvent: auditEvent,
  AuditEventConnection: keptConnection(),
  Inventory: inventoryFields,
  InventoryAccount: inventoryAccount,
  Sweep: sweep,
  RefreshedAssignee: refreshedAssignee,
  InventoryGroup: inventoryGroup,
  InventoryGroupConnection: connection(),
  PersonConnection: personConnection,
  LicenseEvent: licenseEvent,
  LicenseEventConnection: licenseEventConnection,
  SeatForecast: seatForecast,
  LicenseDifference: licenseDifference,
  LicenseDiffConnection: licenseDiffConnection,
  Finding: finding,
  FindingSubject: findingSubject,
  FindingConnection: connection(),
  FindingSummary: findingSummaryFields,
  DismissFindingsPayload: dismissalPayload,
  PlanReclaimPayload: reclaimPayload,
};
