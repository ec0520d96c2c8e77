// What the tests of writes share: changes, the devices they are about, and the truth to hold outcomes against.
import { imei } from '../../../emulators/seed/organisation.ts';
import { THE_LICENSE, type Change, type Sent } from '../../../src/domain/change.ts';
import type { ThingSpaceAccount } from '../../../src/providers/thingspace/adapter.ts';
import type { ApiVersion } from '../../../src/providers/thingspace/settings.ts';
import { valueIn } from '../../support/assertions.ts';
import { idsOf, listed } from '../../support/pages.ts';
import type { Bench } from '../../support/provider.ts';
import { seeded, seededDevices, type ThingSpaceEntry } from '../../support/providers/thingspace.ts';
import { testCall } from '../../support/runtime.ts';

type ThingSpaceBench = Bench<ThingSpaceAccount, ThingSpaceEntry>;

/** The two writes, as changes name them. */
export type Action = 'ASSIGN' | 'REMOVE';

/** The forms that v3 may give the results of a write, as the emulator's switch has them (contract 9.1). */
export const DIALECTS = ['seed', 'sdk', 'wire', 'portal'] as const;
export type Dialect = (typeof DIALECTS)[number];

/** Every form of results: v1 and v2 have one each. */
export const RESULTS: readonly (readonly [version: ApiVersion, dialect: Dialect])[] = [
  ['v1', 'seed'],
  ['v2', 'seed'],
  ...DIALECTS.map((dialect) => ['v3', dialect] as const),
];

/** An IMEI of the right form that no device has. */
export const NOBODY = '359999999999990';

/** Devices whose licenses were used, by an upgrade that ran or runs: those cannot be taken back (contract 4.6). */
export const USED = [imei(7), imei(13)] as const;

/** A change of the pool for each device; its id tells action and device. */
export function changesOf(action: Action, imeis: readonly string[]): Change[] {
  return imeis.map((externalId) => ({
    id: `${action} ${externalId}`,
    action,
    accountKey: 'acme-devices',
    licenseId: 'fota',
    assignee: { kind: 'DEVICE', externalId },
    removalOn: null,
    target: THE_LICENSE,
  }));
}

/** IMEIs with and without a license of the account meant for v3, of devices that its listings have. */
export function seededImeis(scale = 1): {
  readonly held: readonly string[];
  readonly bare: readonly string[];
} {
  const devices = seededDevices('v3', scale).filter(({ protocol }) => protocol !== 'NONE');
  const imeis = (wanted: boolean): string[] =>
    devices.filter(({ licensed }) => licensed === wanted).map((one) => one.imei);
  return { held: imeis(true), bare: imeis(false) };
}

/** The status of each change. */
export function statuses(outcomes: readonly Sent[]): Sent['status'][] {
  return outcomes.map(({ status }) => status);
}

/** The writes in the journal: `POST licenses/assign 200`. */
export function writesIn(bench: ThingSpaceBench): string[] {
  return bench.calls().filter((line) => line.startsWith('POST licenses/'));
}

/** Which devices have a license in truth: read once faults are over, with connections and a session of its own. */
export async function licensedNow(bench: ThingSpaceBench): Promise<Set<string>> {
  const rows = await listed(witness(bench).assignments);
  return new Set(idsOf(rows.map(({ assignee }) => assignee)));
}

/** The same of the devices of some changes, in one call. */
export async function licensedOf(bench: ThingSpaceBench, group: readonly Change[]): Promise<Set<string>> {
  const imeis = group.map(({ assignee }) => assignee.externalId);
  const found = await witness(bench).assignees.DEVICE.byIds(imeis, testCall());
  return new Set(imeis.filter((one) => valueIn(found, one).licenseAssigned));
}

/** Another account at the same emulator, from now on without faults. */
function witness(bench: ThingSpaceBench): ThingSpaceAccount {
  const { emulator } = bench;
  emulator.clearFaults();
  emulator.setSwitch('summaryLagMs', 0);
  emulator.setSwitch('loginReplacesSession', false); // whoever wrote keeps its own
  bench.hurry(false);
  return bench.open({}, {});
}

/** With what the emulator may refuse the account of somebody else, and what that is called (contract 9.12). */
export const FOREIGN = [
  [400, 'UPSTREAM_REJECTED'],
  [403, 'UPSTREAM_FORBIDDEN'],
] as const;

/** Credentials with an account that is not theirs, which the emulator refuses with this status. */
export function foreignAccount(bench: ThingSpaceBench, status: number): ThingSpaceAccount {
  bench.emulator.setSwitch('foreignAccountStatus', status);
  return bench.open({ accountName: seeded('v2').accountName });
}

/** Changes whose outcome says other than what is: what an outcome must never do. Every change was a real one before it was sent. */
export function contradictions(
  outcomes: readonly Sent[],
  group: readonly Change[],
  licensed: ReadonlySet<string>,
): string[] {
  return group
    .filter(({ action, assignee }, at) => {
      const done = licensed.has(assignee.externalId) === (action === 'ASSIGN');
      const status = outcomes[at]?.status;
      if (status === 'ACCEPTED') return !done;
      return status === 'UNKNOWN' ? false : done || status === undefined;
    })
    .map(({ id }) => id);
}
