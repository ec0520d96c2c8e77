// What the seed of the Yext emulator holds, told by the seed itself.
import { createClock } from '../../../emulators/core/clock.ts';
import { definition } from '../../../emulators/yext/index.ts';
import type { Truth, World } from '../../contract/subject.ts';

/** Packs that have ended are not listed; entities that are gone may still hold one (yext contract 2, 8). */
export function truth(world: World): Truth {
  const switches = { ...definition.switches, ...world.switches };
  const state = definition.seed({ scale: world.scale, clock: createClock(), switches, serial: () => 0 });
  const packs = state.licenses.packs.filter((pack) => pack.active);
  return {
    licenses: packs.map(({ id }) => id),
    lists: { ENTITY: state.places.numbers().map((number) => state.places.get(number)?.id ?? '') },
    held: packs.flatMap((pack) =>
      pack.entityIds().map((assigneeId) => ({ licenseId: pack.id, kind: 'ENTITY' as const, assigneeId })),
    ),
  };
}
