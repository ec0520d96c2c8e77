// One ThingSpace account behind the port: a pool of licenses, and the devices that hold them.
import type { Assignee, Device } from '../../domain/assignee.ts';
import type { Assignment } from '../../domain/assignment.ts';
import type { Call } from '../../domain/call.ts';
import type { Slot, Slots } from '../../domain/page.ts';
import { inChunks } from '../../batching/chunk.ts';
import type { UpstreamRuntime } from '../../upstream/upstream.ts';
import { describeAccount, type ProviderFacts } from '../account.ts';
import type { Collection, ProviderAccount, ReadByKeys, Writes } from '../provider.ts';
import { readAssignments } from './reads/assignments.ts';
import { createClient, type ThingSpaceClient } from './client.ts';
import { readInFull } from './reads/devices-in-full.ts';
import { POOL, poolOf } from './reads/licenses.ts';
import { readDevices } from './reads/device-listing.ts';
import { findDevices } from './reads/device-lookup.ts';
import { START, isImei } from './reads/paging.ts';
import type { ThingSpaceSettings } from './settings.ts';
import { walkAssignments } from './reads/holdings.ts';
import { createWrites } from './writes/writes.ts';

/** Both of reads: a page of the summary, and the look-up's list (contract 4.1, 5, 6.1). */
const BATCH = 1000;

const FACTS: ProviderFacts = {
  reportsSeats: true,
  nativeScheduledRemoval: false,
  lookupBatchSize: BATCH,
  assignmentBatchSize: BATCH,
};

/** The port, with what every ThingSpace account has of it. */
export interface ThingSpaceAccount extends ProviderAccount {
  readonly assignees: { readonly DEVICE: Collection<Device> };
  readonly writes: Writes;
}

/** The account these settings describe. */
export function createThingSpaceAccount(
  settings: ThingSpaceSettings,
  runtime: UpstreamRuntime,
): ThingSpaceAccount {
  const client = createClient(settings, runtime);
  const chunks = { size: BATCH, width: runtime.limits.concurrency };
  const byIds: ReadByKeys<Device> = async (ids, call) => {
    // One malformed IMEI makes ThingSpace refuse the whole list (contract 9.9); no device has one.
    const none = ids.filter((id) => !isImei(id)).map((id) => [id, null] as const);
    const look = { call, width: chunks.width };
    const found = await inChunks(ids.filter(isImei), chunks, (imeis) =>
      findDevices(settings, client, imeis, look),
    );
    return new Map([...none, ...found]);
  };
  const ofAssignees: ProviderAccount['assignments']['ofAssignees'] = (assignees, call) =>
    assignmentsOf(settings, client, assignees, call);
  return describeAccount(settings, FACTS, {
    status: client.status,
    accepts: (kind, id) => (kind === 'DEVICE' ? isImei(id) : kind === 'LICENSE' && id === POOL),
    async catalogue(call) {
      const summary = await client.summary(START, call, { catalogue: true });
      const total = summary.total ?? (await client.licenseCount(call));
      return { items: [poolOf(settings, summary, total)] };
    },
    assignments: {
      page: (cursor, call) => readAssignments(settings, client, cursor, call),
      async ofLicense(licenseId, cursor, call) {
        if (licenseId !== POOL) return { items: [], next: null, total: null };
        return readAssignments(settings, client, cursor, call);
      },
      ofAssignees,
    },
    assignees: {
      DEVICE: {
        page: (cursor, call) => readDevices(settings, client, cursor, call),
        byIds,
        inFull: (devices, call) =>
          readInFull(settings, client, devices, {
            call,
            readHoldings: (unlisted) => assignmentsOf(settings, client, unlisted, call),
          }),
      },
    },
    writes: createWrites(settings, client, { byIds, ofAssignees }),
  });
}

/** Asks only for devices whose row did not tell already. */
async function assignmentsOf(
  settings: ThingSpaceSettings,
  client: ThingSpaceClient,
  assignees: readonly Assignee[],
  call: Call,
): Promise<Slots<readonly Assignment[]>> {
  const known = new Map<string, Slot<readonly Assignment[]>>();
  const unknown: Device[] = [];
  for (const assignee of assignees) {
    if (assignee.kind !== 'DEVICE') continue;
    if (assignee.assignments !== undefined) known.set(assignee.externalId, assignee.assignments);
    else if (assignee.licenseAssigned === false) known.set(assignee.externalId, []);
    else unknown.push(assignee);
  }
  const read = await walkAssignments(settings.key, unknown, (cursor) =>
    readAssignments(settings, client, cursor, call),
  );
  return new Map([...known, ...read]);
}
