// Thousands of changes, over four providers, on targets that no rule forbids.
import { stateOf } from '../../emulators/genesys/state/directory.ts';
import type { ChangeAction } from '../../src/domain/change.ts';
import { device, genesysUser, indexes, outsider, place, webexUser, type Target } from './license-targets.ts';
import type { ProviderName } from './provider.ts';

/** Scale of the company that has the targets of `changesFor`. */
export const SCALE = 40;

/** How many changes for each provider; none for one that is not named. */
export type Amounts = Readonly<Partial<Record<ProviderName, number>>>;

export interface TestChange {
  readonly action: ChangeAction;
  readonly target: Target;
  /** Positions of the changes in the same list that must be done first. */
  readonly waitsFor?: readonly number[];
}

/** Genesys users whose licenses allow further ones; every twentieth has none at all. */
export function genesysUsers(count: number, places: readonly number[] = [1, 3, 7, 11, 13]): number[] {
  return indexes(count, (index) => places.includes(index % 20) && stateOf(index) === 'active');
}

/** Webex users, one in ten, who are hosts of meetings and have neither messaging nor the space meetings. */
export function webexHosts(count: number): number[] {
  return indexes(count, (position) => position % 10 === 5);
}

/** Devices of the seed with a license, or without. */
export function devices(count: number, { from, held }: { readonly from: number; readonly held: boolean }) {
  const isHeld = (index: number): boolean => (index + Math.floor(index / 20)) % 5 < 3;
  return indexes(count, (index) => index >= from && isHeld(index) === held);
}

/** Places without the license pack of listings. */
export function places(count: number): number[] {
  return indexes(count, (number) => number > 300 && number % 3 === 0 && ![0, 3, 6].includes(number % 10));
}

/** Changes over four providers, as many as given for each: assignments of licenses that are not held, and removals from devices. */
export function changesFor({ genesys = 0, webex = 0, thingspace = 0, yext = 0 }: Amounts): TestChange[] {
  const half = Math.floor(thingspace / 2);
  const assigned = [
    ...genesysUsers(genesys).map((index) => genesysUser(index)),
    ...webexHosts(webex).map((position) => webexUser(position, 'messaging', SCALE)),
    ...devices(half, { from: 1_001, held: false }).map((index) => device(index)),
    ...places(yext).map((number) => place(`store-${number}`, 'LP-LISTINGS')),
  ];
  const removed = devices(thingspace - half, { from: 1_001, held: true }).map((index) => device(index));
  return [
    ...assigned.map((target) => ({ action: 'ASSIGN' as const, target })),
    ...removed.map((target) => ({ action: 'REMOVE' as const, target })),
  ];
}

/** Moves from one provider to another, of two changes each: a device loses its license once a Webex user has one. */
export function movesFor(count: number): TestChange[] {
  const hosts = webexHosts(count).map((position) => webexUser(position, 'messaging', SCALE));
  const held = devices(count, { from: 1_001, held: true }).map((index) => device(index));
  return [
    ...held.map((target, place) => ({ action: 'REMOVE' as const, target, waitsFor: [count + place] })),
    ...hosts.map((target) => ({ action: 'ASSIGN' as const, target })),
  ];
}

/** People of other organisations who can be invited to the site of events. */
const STRANGERS = ['ota.brandt', 'pia.mill', 'renee.harbor', 'sami.vega', 'tove.quist'];
const MORE_STRANGERS = ['uli.ortega', 'viljo.sato', 'wanda.rossi', 'zoe.ueda', 'nils.blank'];
/** People who are offered a license of the main site. */
const OFFERED = ['xenia.tanaka', 'yves.okafor'];

/** Invitations of people from outside, and withdrawals of offers, each after `others` assignments to own people. */
export function invitationsAmong(others: number): TestChange[] {
  const toOutsider = (action: ChangeAction, license: string) => (name: string) => ({
    action,
    target: outsider(`${name}@partner.example`, license),
  });
  const outside = [
    ...STRANGERS.map(toOutsider('ASSIGN', 'meetingCenter')),
    ...OFFERED.map(toOutsider('REMOVE', 'meetingsSuite')),
    ...MORE_STRANGERS.map(toOutsider('ASSIGN', 'meetingCenter')),
  ];
  const hosts = webexHosts(others * outside.length).map((position) =>
    webexUser(position, 'messaging', SCALE),
  );
  return outside.flatMap((change, place) => [
    ...hosts
      .slice(place * others, (place + 1) * others)
      .map((target) => ({ action: 'ASSIGN' as const, target })),
    change,
  ]);
}
