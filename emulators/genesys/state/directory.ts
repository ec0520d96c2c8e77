// The users of an org: ids and states computed from the index of a person, and the way back from an id.
import { uuid, type Range } from '../../seed/organisation.ts';

/** Whether a user is there, and may log in. */
export type UserState = 'active' | 'inactive' | 'deleted';
/** A state, or all of them. */
export type StateFilter = UserState | 'any';

/** The users of one org. */
export interface Directory {
  idOf(index: number): string;
  /** The chat address, by which a user can also be asked for (genesys contract 3.1). */
  jabberIdOf(index: number): string;
  /** Whether a user is there now: as seeded, unless somebody changed it. */
  stateOf(index: number): UserState;
  setState(index: number, state: UserState): void;
  /** The home division, which everybody is in. */
  readonly divisionId: string;
  /** The person behind a user id; `undefined` for one this org never had. Ids are compared without case, as UUIDs are. */
  indexOf(id: string): number | undefined;
  /** People in the order they joined. */
  inState(filter: StateFilter): readonly number[];
  /** People in these states by ascending user id: another order than `inState`, so that lists cannot be joined by position. */
  byId(states: readonly UserState[]): readonly number[];
  snapshot(): () => void;
}

/** Everything is computed on first use: an org of 60,000 costs nothing at start. */
export function createDirectory(space: string, domain: string, people: Range): Directory {
  const idOf = remember((index: number) => uuid(space, index));
  const jabberIdOf = remember(
    (index: number) => `${uuid(`${space}-chat`, index).slice(0, 8)}@${domain}.orgspan.com`,
  );
  const everybody = once(() =>
    Array.from({ length: people.to - people.from }, (_, offset) => people.from + offset),
  );
  let changed: ReadonlyMap<number, UserState> = new Map();
  const stateNow = (index: number): UserState => changed.get(index) ?? stateOf(index);
  const indexes = once(() => new Map(everybody().map((index) => [idOf(index), index])));
  const sorted = once(() => [...indexes()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, index]) => index));
  let listed = new Map<string, readonly number[]>();
  const listOf = (all: () => readonly number[], order: string) => (states: readonly UserState[]) => {
    const key = `${order} ${states.join()}`;
    const known = listed.get(key) ?? all().filter((index) => states.includes(stateNow(index)));
    listed.set(key, known);
    return known;
  };
  const joined = listOf(everybody, 'joined');
  const change = (states: ReadonlyMap<number, UserState>): void => {
    changed = states;
    listed = new Map();
  };
  return {
    idOf,
    jabberIdOf,
    divisionId: uuid(`${space}-division`, 0),
    indexOf: (id) => indexes().get(id.toLowerCase()),
    stateOf: stateNow,
    setState: (index, state) => change(new Map(changed).set(index, state)),
    inState: (filter) => (filter === 'any' ? everybody() : joined([filter])),
    byId: listOf(sorted, 'id'),
    snapshot() {
      const before = changed;
      return () => change(before);
    },
  };
}

/** The state at the seed: one in 25 is deleted, one in 7 inactive. Nothing in this API changes it, others may. */
export function stateOf(index: number): UserState {
  if (index % 25 === 17) return 'deleted';
  return index % 7 === 4 ? 'inactive' : 'active';
}

/** Computes a value when it is first asked for, and keeps it. */
export function once<T>(compute: () => T): () => T {
  let kept: { readonly value: T } | undefined;
  return () => (kept ??= { value: compute() }).value;
}

/** Hashing an id costs more than the rest of a row: each is made once. */
function remember(compute: (index: number) => string): (index: number) => string {
  const known = new Map<number, string>();
  return (index) => {
    const value = known.get(index) ?? compute(index);
    known.set(index, value);
    return value;
  };
}
