// What the tests of faults share: writes to try, how they may go wrong, and the truth to hold their outcomes against.
import { expect } from '@jest/globals';
import type { JournalEntry } from '../../emulators/core/journal.ts';
import type { RunningEmulator } from '../../emulators/core/emulator.ts';
import type { Fleet } from '../../emulators/fleet.ts';
import { imei, tenants, uuid } from '../../emulators/seed/organisation.ts';
import { encodeId } from '../../emulators/webex/ids.ts';
import { access as webex } from '../../emulators/webex/index.ts';
import { personUuid } from '../../emulators/webex/members.ts';
import { settleDue } from '../../src/changes/settle.ts';
import type { ChangeRecord } from '../../src/domain/change-set.ts';
import type { Change, ChangeAction } from '../../src/domain/change.ts';
import type { EngineRig } from '../support/engine.ts';
import { BARE, HELD, type State, type Target, type Upstream } from './upstream.ts';

export type ProviderName = 'genesys' | 'webex' | 'thingspace' | 'yext';

/** A provider's writes and reads, as regular expressions on paths. */
export const PATHS: Readonly<Record<ProviderName, { readonly write: string; readonly read: string }>> = {
  genesys: { write: '/license/organization$', read: '/license/users$' },
  webex: { write: '/licenses/users$', read: '/people' },
  thingspace: { write: '/licenses/[^/]+/(assign|remove)$', read: '/devices/' },
  yext: { write: '/assigned-entities/', read: '/assigned-entities$' },
};

export const GENESYS_APP = 'acme app/Wörk #1';
export function genesysUser(index: number, licenseId = GENESYS_APP): Target {
  return { accountKey: 'genesys-us', licenseId, kind: 'USER', externalId: uuid('genesys-us', index) };
}

/** The person at a position of the people list, in an organisation of this scale. */
export function webexUser(position: number, license: string, scale = 1): Target {
  const externalId = encodeId('PEOPLE', personUuid(tenants(scale).webex.from + position));
  return { accountKey: 'webex', licenseId: webexLicense(license), kind: 'USER', externalId };
}

export function webexLicense(name: string): string {
  const id = webex.licenseIds[name];
  if (id === undefined) throw new Error(`no license ${name}`);
  return id;
}

export function device(index: number, accountKey = 'fleet'): Target {
  return { accountKey, licenseId: 'fota', kind: 'DEVICE', externalId: imei(index) };
}

export function place(externalId: string, licenseId = 'LP-EMPTY'): Target {
  return { accountKey: 'listings', licenseId, kind: 'ENTITY', externalId };
}

export interface Write {
  readonly provider: ProviderName;
  readonly method: 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly action: ChangeAction;
  readonly target: Target;
  readonly removalOn: string | null;
  /** What is so before. */
  readonly before: State;
}

const DAY = '2099-01-31';

function bothWays(
  provider: ProviderName,
  target: Target,
  methods: readonly [Write['method'], Write['method']],
) {
  const base = { provider, target, removalOn: null };
  return [
    { ...base, method: methods[0], action: 'ASSIGN', before: BARE },
    { ...base, method: methods[1], action: 'REMOVE', before: HELD },
  ] as const;
}

/** Every write that goes to a provider, on targets that no rule stands in the way of. */
export const WRITES: readonly Write[] = [
  ...bothWays('genesys', genesysUser(1), ['POST', 'POST']),
  ...bothWays('webex', webexUser(14, 'messaging'), ['PATCH', 'PATCH']),
  ...bothWays('thingspace', device(203), ['POST', 'POST']),
  ...bothWays('thingspace', device(2003, 'fleet-legacy'), ['POST', 'POST']),
  ...bothWays('yext', place('store-5'), ['POST', 'DELETE']),
  {
    provider: 'yext',
    method: 'PUT',
    action: 'SCHEDULE_REMOVAL',
    target: place('store-5'),
    removalOn: DAY,
    before: HELD,
  },
  {
    provider: 'yext',
    method: 'PUT',
    action: 'CANCEL_REMOVAL',
    target: place('store-5'),
    removalOn: null,
    before: { held: true, removalOn: DAY },
  },
];

/** What a change wants, compared with what is so at the provider. */
export function isAsWished(
  { action, removalOn }: Pick<Change, 'action' | 'removalOn'>,
  state: State,
): boolean {
  switch (action) {
    case 'ASSIGN':
      return state.held;
    case 'REMOVE':
      return !state.held;
    case 'SCHEDULE_REMOVAL':
    case 'CANCEL_REMOVAL':
      return state.held && state.removalOn === removalOn;
  }
}

export function targetOf({ change }: ChangeRecord): Target {
  const { accountKey, licenseId, assignee } = change;
  return { accountKey, licenseId, ...assignee };
}

const SAYS_DONE = ['VERIFIED', 'NO_CHANGE'];
const SAYS_UNDONE = ['REJECTED', 'CANCELLED'];

/** Outcomes that say other than what is so; undecided ones only when they should be decided by now. */
export async function untruths(
  records: readonly ChangeRecord[],
  upstream: Upstream,
  isOver: boolean,
): Promise<string[]> {
  const found: string[] = [];
  for (const record of records) {
    const isSo = isAsWished(record.change, await upstream.stateOf(targetOf(record)));
    const { outcome, problem } = record;
    const isFalse = (isSo ? SAYS_UNDONE : SAYS_DONE).includes(outcome);
    const isOpen = ![...SAYS_DONE, ...SAYS_UNDONE].includes(outcome);
    if (isFalse || (isOver && isOpen)) {
      found.push(`${outcome} ${problem?.code ?? ''}, but it is ${isSo ? 'done' : 'not done'}`);
    }
  }
  return found;
}

/** Reads again, long after, what nobody could tell at the time. */
export async function settle(rig: EngineRig): Promise<void> {
  rig.advance(60_000);
  await settleDue(rig.deps, new AbortController().signal);
}

/** Faults after which nothing was done. */
const NOTHING_DONE = ['throttle', 'error', 'answer', 'stall', 'cut', 'html', 'repeat-page', 'lie'];

/** Writes that took effect, as far as the journal tells. */
export function effects(emulator: RunningEmulator, { write }: { readonly write: string }): JournalEntry[] {
  const path = new RegExp(write);
  return emulator.journal
    .entries()
    .filter((entry) => entry.method !== 'GET' && path.test(entry.path) && entry.status < 400)
    .filter(({ fault }) => fault === undefined || !NOTHING_DONE.includes(fault));
}

/** The outcomes are true now, and decided and true once they were settled. */
export async function expectTruth(rig: EngineRig, setId: string, upstream: Upstream): Promise<void> {
  const read = () => rig.store.changesOf(setId, { limit: 20_000 });
  for (const emulator of rig.fleet.all()) emulator.clearFaults();
  expect(await untruths(await read(), upstream, false)).toEqual([]);
  await settle(rig);
  expect(await untruths(await read(), upstream, true)).toEqual([]);
}

export function emulatorOf(fleet: Fleet, provider: ProviderName): RunningEmulator {
  return fleet[provider];
}
