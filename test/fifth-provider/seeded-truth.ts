// What the seed of the Quayside emulator holds, told by the seed itself.
import { createClock } from '../../emulators/core/clock.ts';
import { person } from '../../emulators/seed/organisation.ts';
import type { Truth, World } from '../contract/subject.ts';
import { present } from '../support/assertions.ts';
import { definition } from './emulator/index.ts';

/** Everything there is. */
export function truth({ scale, switches }: World): Truth {
  const all = { ...definition.switches, ...switches };
  const state = definition.seed({ scale, clock: createClock(), switches: all, serial: () => 0 });
  return {
    licenses: state.plans.map(({ id }) => id),
    lists: { USER: state.userIds },
    held: [...state.holds].flatMap(([licenseId, own]) =>
      [...own.keys()].map((assigneeId) => ({ licenseId, kind: 'USER' as const, assigneeId })),
    ),
    addresses: state.userIds.map((id, index) => [person(index).email, id] as const),
  };
}

/** The id of somebody who holds a plan. */
export function holderOf(licenseId: string, of: Truth = truth({ scale: 1, switches: {} })): string {
  return present(of.held.find((one) => one.licenseId === licenseId)?.assigneeId, `a holder of ${licenseId}`);
}

/** The id of somebody who does not. */
export function otherThanHolders(licenseId: string, of: Truth = truth({ scale: 1, switches: {} })): string {
  const holders = new Set(of.held.flatMap((one) => (one.licenseId === licenseId ? one.assigneeId : [])));
  return present(
    of.lists.USER?.find((id) => !holders.has(id)),
    `anybody without ${licenseId}`,
  );
}
