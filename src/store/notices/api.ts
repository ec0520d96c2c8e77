// Hearing of what any replica records: about a change set, or in the list of license events.

export interface Watch {
  /**
   * Resolves when something is recorded after this was called: so call it before what is watched is read, and await it after.
   * Tells when that was, in milliseconds since the epoch; null where it is not known.
   */
  news(): Promise<number | null>;
  close(): void;
}

export interface Notices {
  /** It may take a moment until this process hears of anything; then everybody has news, as some may have been missed. */
  watchSet(setId: string): Watch;
  watchEvents(): Watch;
}
