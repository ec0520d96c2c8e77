// Accounts whose holdings change at random from sweep to sweep: never so much that a sweep is held.
import type { AssignmentStatus } from '../../../src/domain/assignment.ts';
import type { MadeAccount, MadeHolding } from '../../support/made-sweeps.ts';
import { createRandom, type Random } from '../../support/random.ts';

const LICENSES = ['l1', 'l2', 'l3'];
const USERS = Array.from({ length: 12 }, (_, index) => `u${index + 1}`);
const STATUSES = ['ACTIVE', 'PENDING', 'REMOVAL_SCHEDULED'] as const satisfies AssignmentStatus[];

/** An account as it is, and then, each time it is asked, as it is a while later. */
export function randomAccount(key: string, seed: number): () => MadeAccount {
  const random = createRandom(seed);
  const held = new Map<string, Map<string, MadeHolding>>(USERS.map((user) => [user, new Map()]));
  const seats: Record<string, number> = Object.fromEntries(LICENSES.map((license) => [license, 50]));
  let isFirst = true;
  return () => {
    for (const licenses of held.values()) {
      for (const license of LICENSES) change(random, licenses, license, isFirst ? 0.6 : 0.1);
    }
    if (!isFirst && random.chance(0.5)) seats[random.pick(['l1', 'l2', 'l3'])] = random.whole(40, 60);
    isFirst = false;
    const users = Object.fromEntries([...held].map(([user, one]) => [user, Object.fromEntries(one)]));
    const state = random.pick<'ACTIVE' | 'INACTIVE'>(['ACTIVE', 'INACTIVE']);
    return { key, licenses: { ...seats }, users, states: { u1: state } };
  };
}

function change(random: Random, licenses: Map<string, MadeHolding>, license: string, share: number): void {
  if (!random.chance(share)) return;
  const goes = licenses.has(license) && random.chance(0.4);
  if (goes) licenses.delete(license);
  else {
    const removalOn = random.chance(0.3) ? `2031-06-${random.whole(10, 28)}` : null;
    licenses.set(license, { status: random.pick(STATUSES), removalOn });
  }
}
