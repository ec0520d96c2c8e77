// What a reload of the configuration may exchange while the process runs.

/** What is in force at the moment. Whoever keeps the value past the work at hand goes on with an old one. */
export type Current<T> = () => T;

export interface Exchangeable<T> {
  readonly current: Current<T>;
  exchange(next: T): void;
}

export function exchangeable<T>(first: T): Exchangeable<T> {
  let value = first;
  return {
    current: () => value,
    exchange(next) {
      value = next;
    },
  };
}
