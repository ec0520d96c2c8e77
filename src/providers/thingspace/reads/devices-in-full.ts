// Devices with everything there is on them. What look-ups do not tell, lists may: software, and where devices are looked up in
// connectivity management all that FOTA knows (thingspace contract 6.1, 6.2, 6.3). Lists cannot be asked by device: they are
// walked, from as near before the devices as is known and only as far as needed.
import type { Device } from '../../../domain/assignee.ts';
import type { Assignment } from '../../../domain/assignment.ts';
import type { Call } from '../../../domain/call.ts';
import type { Slot, Slots } from '../../../domain/page.ts';
import { ProblemError, asProblemError, problem } from '../../../domain/problem.ts';
import type { Context } from '../context.ts';
import { START, isImei } from '../ids.ts';
import { LIMITS } from '../policy.ts';
import { PROTOCOLS } from '../settings.ts';
import { deviceLists, readDevicePage, type DeviceList } from './device-pages.ts';
import { lostRows, readHoldings } from './holdings.ts';

interface Walk {
  readonly context: Context;
  readonly call: Call;
  /** Devices in no list so far, in ascending IMEI. */
  readonly open: Map<string, Device>;
  readonly slots: Map<string, Slot<Device>>;
  /** Those of them that may have been in a row which could not be read. */
  readonly lost: Set<string>;
  pages: number;
}

/** A slot for each device: with what is known of it, and what the lists tell besides. */
export async function readInFull(
  context: Context,
  devices: readonly Device[],
  call: Call,
): Promise<Slots<Device>> {
  const ascending = devices.toSorted((one, other) => (one.externalId < other.externalId ? -1 : 1));
  const open = new Map(ascending.map((device) => [device.externalId, device]));
  const walk: Walk = { context, call, open, slots: new Map(), lost: new Set(), pages: 0 };
  try {
    for (const list of deviceLists(context)) await walkTwice(walk, list);
    await closeUnlisted(walk);
  } catch (error) {
    const failure = asProblemError(error);
    for (const id of open.keys()) walk.slots.set(id, failure);
  }
  return walk.slots;
}

/** A device that leaves the account takes its place in a list along: then once more, from the start and page by page (contract 5). */
async function walkTwice(walk: Walk, list: DeviceList): Promise<void> {
  try {
    await walkList(walk, list, nearestStart);
  } catch (error) {
    if (!(error instanceof ProblemError) || error.problem.code !== 'CURSOR_EXPIRED') throw error;
    await walkList(walk, list, () => START);
  }
}

async function walkList(walk: Walk, list: DeviceList, startFor: StartFor): Promise<void> {
  const wanted = [...walk.open.values()].filter((device) => mayBeIn(list, device));
  let cursor: string | null = START;
  let [first] = wanted;
  let passed = START;
  while (first !== undefined && cursor !== null) {
    const start = startFor(first, passed);
    if (start > cursor) cursor = start;
    if (walk.pages === LIMITS.pagesOfWalk) throw tooManyPages(walk.context.accountKey);
    walk.pages += 1;
    const page = await readDevicePage(walk.context, { protocol: list, cursor }, walk.call);
    for (const device of page.items) find(walk, device);
    const end = page.next;
    const behind = wanted.filter(({ externalId }) => end === null || externalId <= end);
    for (const { externalId } of behind) {
      if (page.gap !== undefined && walk.open.has(externalId)) walk.lost.add(externalId);
    }
    passed = behind.at(-1)?.externalId ?? passed;
    wanted.splice(0, behind.length);
    [first] = wanted;
    cursor = end;
  }
}

/** Where to start reading for a device, given the last one looked for before it: that one is of the account as well. */
type StartFor = (device: Device, passed: string) => string;

const nearestStart: StartFor = ({ externalId, listedAfter }, passed) => {
  const known = listedAfter !== undefined && isImei(listedAfter) && listedAfter < externalId;
  return known && listedAfter > passed ? listedAfter : passed;
};

/** A list has the devices of its protocol, and may have others that no list is for. */
function mayBeIn(list: DeviceList, { protocol }: Device): boolean {
  return list === null || protocol === list || !PROTOCOLS.some((name) => name === protocol);
}

/** What the look-up told stands: the list adds to it. */
function find({ open, slots }: Walk, listed: Device): void {
  const known = open.get(listed.externalId);
  if (known === undefined) return;
  open.delete(listed.externalId);
  slots.set(listed.externalId, { ...listed, ...known });
}

/** Devices in no list have nothing more to be known of but whether they hold a license, which the summary tells. */
async function closeUnlisted({ context, call, open, slots, lost }: Walk): Promise<void> {
  const untold = [...open.values()].filter(
    ({ externalId, licenseAssigned }) => licenseAssigned === undefined && !lost.has(externalId),
  );
  const held =
    untold.length > 0
      ? await readHoldings(context, untold, call)
      : new Map<string, Slot<readonly Assignment[]>>();
  for (const [id, device] of open) {
    const slot = held.get(id);
    if (lost.has(id)) slots.set(id, lostRows(context.accountKey));
    else if (slot instanceof ProblemError) slots.set(id, slot);
    else slots.set(id, slot ? { ...device, licenseAssigned: slot.length > 0 } : device);
  }
}

function tooManyPages(accountKey: string): ProblemError {
  return new ProblemError(
    problem('UPSTREAM_TOO_MANY_PAGES', 'PROVIDER', 'Too many devices had to be listed to find these.', {
      accountKey,
      hint: 'Read the devices from the list of devices, which tells everything of them.',
    }),
  );
}
