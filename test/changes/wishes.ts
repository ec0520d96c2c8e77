// Wishes by the thousand, over four providers, on targets that no rule stands in the way of.
import { stateOf } from '../../emulators/genesys/directory.ts';
import type { ChangeAction } from '../../src/domain/change.ts';
import { device, genesysUser, place, webexUser, type ProviderName } from './tries.ts';
import type { Target } from './upstream.ts';

/** Of the fleet these targets are in. */
export const SCALE = 40;

export interface Wished {
  readonly action: ChangeAction;
  readonly target: Target;
}

/** Wishes over four providers, so many for each: assignments to whom has nothing, and removals of devices' licenses. */
export function wishesFor(count: Readonly<Record<ProviderName, number>>): Wished[] {
  const take = (amount: number, targetAt: (index: number) => Target | null): Target[] => {
    const taken: Target[] = [];
    for (let index = 0; taken.length < amount; index += 1) {
      const target = targetAt(index);
      if (target) taken.push(target);
    }
    return taken;
  };
  const isBare = (index: number): boolean => (index + Math.floor(index / 20)) % 5 >= 3;
  const half = Math.floor(count.thingspace / 2);
  const assigned = [
    ...take(count.genesys, (index) =>
      [1, 3, 7, 11, 13].includes(index % 20) && stateOf(index) === 'active' ? genesysUser(index) : null,
    ),
    ...take(count.webex, (index) =>
      index % 10 === 5 && index % 90 !== 89 ? webexUser(index, 'messaging', SCALE) : null,
    ),
    ...take(half, (index) => (index > 1_000 && isBare(index) ? device(index) : null)),
    ...take(count.yext, (index) =>
      index > 300 && index % 3 === 0 && ![0, 3, 6].includes(index % 10)
        ? place(`store-${index}`, 'LP-LISTINGS')
        : null,
    ),
  ];
  const removed = take(count.thingspace - half, (index) =>
    index > 1_000 && !isBare(index) ? device(index) : null,
  );
  return [
    ...assigned.map((target) => ({ action: 'ASSIGN' as const, target })),
    ...removed.map((target) => ({ action: 'REMOVE' as const, target })),
  ];
}
