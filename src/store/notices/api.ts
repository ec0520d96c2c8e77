// Hearing of what any replica records about a change set.

export interface Watch {
  /**
   * Resolves when something about the set is recorded after this was called: so call it before the set is read, and await it after.
   * Tells when that was, in milliseconds since the epoch; null where it is not known.
   */
  news(): Promise<number | null>;
  close(): void;
}

export interface Notices {
  /** It may take a moment until this process hears of anything; then everybody has news, as some may have been missed. */
  watchSet(setId: string): Watch;
}
