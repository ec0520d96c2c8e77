// Plans, users and who holds what: the seed, with every change since.
import type { Clock } from '../../../emulators/core/clock.ts';
import type { EmulatedState, SeedOptions } from '../../../emulators/core/definition.ts';
import { people, person, share, type Range } from '../../../emulators/seed/organisation.ts';
import type { LiveSwitches } from '../../../emulators/core/switches.ts';

/** A software plan. */
export interface Plan {
  readonly id: string;
  readonly name: string;
  readonly metered: boolean;
  readonly total: number;
}

/** What is kept of somebody who holds a plan. */
export interface Hold {
  readonly costCentre: string | null;
  /** Milliseconds since the epoch. */
  readonly since: number;
}

/** The account. */
export interface QuaysideState extends EmulatedState {
  readonly clock: Clock;
  readonly switches: LiveSwitches;
  readonly serial: () => number;
  /** In the order of their ids. */
  readonly plans: readonly Plan[];
  /** The ids of all users, in order. */
  readonly userIds: readonly string[];
  /** By plan, then by user. */
  readonly holds: Map<string, ReadonlyMap<string, Hold>>;
  /** When each token ends. */
  readonly tokens: Map<string, number>;
}

/** Share of the people who hold each plan at the start, and seats for each person of it; nobody holds the last one. */
const PLANS = [
  { id: 'pl-basic', name: 'Harbour Basic', metered: false, held: 0.6, seats: 1 },
  { id: 'pl-full', name: 'Harbour Archive', metered: false, held: 0.1, seats: 0 },
  { id: 'pl-insights', name: 'Insights', metered: true, held: 0.2, seats: 0.5 },
  { id: 'pl-pro', name: 'Harbour Pro', metered: false, held: 0.3, seats: 0.5 },
  { id: 'pl-trial', name: 'Render trial', metered: true, held: 0, seats: 0.1 },
];
const DAY_MS = 86_400_000;

/** The id of a person. */
export function userIdOf(index: number): string {
  return `u-${String(index).padStart(6, '0')}`;
}

/** The person behind an id, as Quayside shows them; undefined when there is none. */
export function userOf({ userIds }: QuaysideState, id: string) {
  const index = Number(/^u-(\d{6})$/.exec(id)?.[1] ?? -1);
  if (userIds[index] !== id) return undefined;
  const { email, name } = person(index);
  return { id, email, name, state: index % 12 === 5 ? 'suspended' : 'active' };
}

/** The people of the company who are users: the first of them. */
export function employees(scale: number): Range {
  return people(scale, 0, 0.6);
}

/** The account as it is at start, reset and reseed. */
export function seed({ scale, clock, switches, serial }: SeedOptions): QuaysideState {
  const userIds = Array.from({ length: employees(scale).to }, (_, index) => userIdOf(index));
  const today = Math.floor(clock.now() / DAY_MS) * DAY_MS;
  const holds = new Map<string, ReadonlyMap<string, Hold>>();
  const plans = PLANS.map(({ id, name, metered, held, seats }): Plan => {
    const own = userIds.flatMap((userId, index): [string, Hold][] => {
      if (share(id, index) >= held) return [];
      const costCentre = metered ? `CC-${100 + (index % 7)}` : null;
      return [[userId, { costCentre, since: today - (1 + (index % 300)) * DAY_MS }]];
    });
    holds.set(id, new Map(own));
    return { id, name, metered, total: Math.max(own.length, Math.ceil(userIds.length * seats)) };
  });
  const tokens = new Map<string, number>();
  return { clock, switches, serial, plans, userIds, holds, tokens, snapshot: () => remembered(holds) };
}

function remembered(holds: QuaysideState['holds']): () => void {
  const before = new Map(holds);
  return () => {
    for (const [planId, own] of before) holds.set(planId, own);
  };
}

/** Who holds a plan. */
export function holdersOf({ holds }: QuaysideState, planId: string): ReadonlyMap<string, Hold> {
  return holds.get(planId) ?? new Map<string, Hold>();
}

/** Somebody holds a plan from now on, or, with null, no longer does. */
export function putHold(state: QuaysideState, planId: string, userId: string, hold: Hold | null): void {
  const own = new Map(holdersOf(state, planId));
  if (hold === null) own.delete(userId);
  else own.set(userId, hold);
  state.holds.set(planId, own);
}
