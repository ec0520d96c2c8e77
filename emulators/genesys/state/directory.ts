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
  /** The home division, which everybody is in. */
  readonly divisionId: string;
  /** The person behind a user id; `undefined` for one this org never had. Ids are compared without case, as UUIDs are. */
  indexOf(id: string): number | undefined;
  /** People in the order they joined. */
  inState(filter: StateFilter): readonly number[];
  /** People in these states by ascending user id: another order than `inState`, so that lists cannot be joined by position. */
  byId(states: readonly UserState[]): readonly number[];
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
  const byState = once(() => Map.groupBy(everybody(), stateOf));
  const indexes = once(() => new Map(everybody().map((index) => [idOf(index), index])));
  const sorted = once(() => [...indexes()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, index]) => index));
  const listed = new Map<string, readonly number[]>();
  const byId = (states: readonly UserState[]): readonly number[] => {
    const key = states.join();
    const known = listed.get(key) ?? sorted().filter((index) => states.includes(stateOf(index)));
    listed.set(key, known);
    return known;
  };
  return {
    idOf,
    jabberIdOf,
    divisionId: uuid(`${space}-division`, 0),
    indexOf: (id) => indexes().get(id.toLowerCase()),
    inState: (filter) => (filter === 'any' ? everybody() : (byState().get(filter) ?? [])),
    byId,
  };
}

/** Nothing in this API changes a user's state, so it follows from the index: one in 25 is deleted, one in 7 inactive. */
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
