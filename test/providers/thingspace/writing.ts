// What the tests of writes share: an account to write with, changes, and the truth to hold outcomes against.
import type { RunningEmulator } from '../../../emulators/core/emulator.ts';
import type { Device } from '../../../src/domain/assignee.ts';
import type { Call } from '../../../src/domain/call.ts';
import { assigneeKey, type Change, type ChangeWorld, type Sent } from '../../../src/domain/change.ts';
import { ProblemError } from '../../../src/domain/problem.ts';
import {
  createThingSpaceAccount,
  type ThingSpaceAccount,
} from '../../../src/providers/thingspace/adapter.ts';
import { ThingSpaceSettings } from '../../../src/providers/thingspace/settings.ts';
import type { UpstreamRuntime } from '../../../src/upstream/upstream.ts';
import { testCall, testRuntime } from '../../support/runtime.ts';
import { calls, entry, type ApiVersion } from './account.ts';

/** The two writes, as changes name them. */
export type Action = 'ASSIGN' | 'REMOVE';

/** The adapter, its writes included. */
export function openAccount(
  runtime: UpstreamRuntime,
  url: string,
  version: ApiVersion = 'v3',
  changes: object = {},
  tenant: ApiVersion = 'v3',
): ThingSpaceAccount {
  return createThingSpaceAccount(ThingSpaceSettings.parse(entry(url, version, changes, tenant)), runtime);
}

/** A change of the pool for each device; its id tells action and device. */
export function wish(action: Action, imeis: readonly string[]): Change[] {
  return imeis.map((imei) => ({
    id: `${action} ${imei}`,
    action,
    accountKey: 'acme-devices',
    licenseId: 'fota',
    assignee: { kind: 'DEVICE', externalId: imei },
    removalOn: null,
    calling: null,
    site: null,
  }));
}

/** A world in which these devices exist. */
export function worldOf(imeis: readonly string[]): ChangeWorld {
  const held = new Map(imeis.map((externalId) => [assigneeKey({ kind: 'DEVICE', externalId }), []]));
  return { catalogue: [], held, today: '2026-05-04' };
}

/** What was said of each change by id, a thrown problem told of all of them, as the engine maps it. */
export async function outcomesOf(
  account: ThingSpaceAccount,
  group: readonly Change[],
  call: Call = testCall(),
): Promise<ReadonlyMap<string, Sent>> {
  try {
    return await account.writes.send(group, call);
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    const { problem } = error;
    const sent: Sent = { status: statusOf(problem.code), problem, upstreamRequestIds: [] };
    return new Map(group.map(({ id }) => [id, sent]));
  }
}

const NOT_PROCESSED = ['UPSTREAM_THROTTLED', 'UPSTREAM_CIRCUIT_OPEN', 'UPSTREAM_OVERLOADED'];
const REFUSED = ['UPSTREAM_REJECTED', 'UPSTREAM_FORBIDDEN', 'UPSTREAM_CREDENTIALS'];

function statusOf(code: string): Sent['status'] {
  if (NOT_PROCESSED.includes(code)) return 'NOT_SENT';
  return REFUSED.includes(code) ? 'REJECTED' : 'UNKNOWN';
}

/** The status of each change, in the order of the group; null for one nothing was said of. */
export function statuses(
  sent: ReadonlyMap<string, Sent>,
  group: readonly Change[],
): (Sent['status'] | null)[] {
  return group.map(({ id }) => sent.get(id)?.status ?? null);
}

/** The writes in the journal: `POST licenses/assign 200`. */
export function writesIn(emulator: RunningEmulator): string[] {
  return calls(emulator).filter((line) => line.startsWith('POST licenses/'));
}

/** Every device of the account as its listings tell it, in ascending IMEI. */
export async function listDevices(account: ThingSpaceAccount): Promise<readonly Device[]> {
  const found = new Map<string, Device>();
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof account.devices.page>> = await account.devices.page(
      cursor,
      testCall(),
    );
    for (const device of page.items) found.set(device.externalId, device);
    cursor = page.next;
  } while (cursor !== null);
  return [...found.values()].toSorted((a, b) => (a.externalId < b.externalId ? -1 : 1));
}

/** IMEIs with and without a license. */
export async function splitDevices(account: ThingSpaceAccount): Promise<{ held: string[]; bare: string[] }> {
  const devices = await listDevices(account);
  const imeis = (assigned: boolean): string[] =>
    devices.filter((one) => one.licenseAssigned === assigned).map(({ externalId }) => externalId);
  return { held: imeis(true), bare: imeis(false) };
}

/** Which of the devices have a license in truth: read once faults are over, with connections of its own. */
export async function licensedNow(
  emulator: RunningEmulator,
  tenant: ApiVersion = 'v3',
): Promise<Set<string>> {
  const { runtime, close } = testRuntime({ now: () => emulator.clock.now() });
  emulator.clearFaults();
  emulator.setSwitch('summaryLagMs', 0);
  emulator.setSwitch('loginReplacesSession', false); // whoever wrote keeps its own
  try {
    const account = openAccount(runtime, emulator.url, 'v3', {}, tenant);
    const licensed = new Set<string>();
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof account.assignments.page>> = await account.assignments.page(
        cursor,
        testCall(),
      );
      for (const row of page.items) licensed.add(row.assignee.externalId);
      cursor = page.next;
    } while (cursor !== null);
    return licensed;
  } finally {
    close();
  }
}

/** Changes whose outcome says other than what is: what an outcome must never do. Every change was a real one before it was sent. */
export function contradictions(
  sent: ReadonlyMap<string, Sent>,
  group: readonly Change[],
  licensed: ReadonlySet<string>,
): string[] {
  return group
    .filter(({ id, action, assignee }) => {
      const done = licensed.has(assignee.externalId) === (action === 'ASSIGN');
      const status = sent.get(id)?.status;
      if (status === 'ACCEPTED') return !done;
      return status === 'UNKNOWN' ? false : done || status === undefined;
    })
    .map(({ id }) => id);
}
