// Retention of the inventory, as whoever runs it sees it. Every method may throw STORE_UNAVAILABLE.

/** How many days each kind is kept; null keeps it for ever. */
export interface InventoryDays {
  /** Of assignments that have ended. */
  readonly history: number | null;
  readonly events: number | null;
  readonly seatCounts: number | null;
  readonly sweeps: number | null;
  /** Findings that were closed. */
  readonly findings: number | null;
}

export interface InventoryRetention {
  /** Deletes what is older than its days, erases those who are long gone, and goes on with accounts that were removed long ago: at most `limit` rows a kind and account. */
  retainInventory(days: InventoryDays, limit: number): Promise<InventoryRetained>;
  /** Makes room of what was deleted, and writes out the log, where the database does not do it by itself. */
  tidy(): Promise<void>;
}

/** Rows deleted or erased. `more`: a limit was reached, so there is more to do. */
export interface InventoryRetained {
  readonly history: number;
  readonly events: number;
  /** Those that tell which licenses were listed. */
  readonly licenseEvents: number;
  /** Seats that licenses had before. */
  readonly formerSeats: number;
  readonly seatCounts: number;
  readonly sweeps: number;
  readonly ownWrites: number;
  readonly findings: number;
  /** Dismissals that hold no more, or about assignees that are forgotten. */
  readonly dismissals: number;
  /** Assignees whose facts were erased, and whose rows nothing names any more. */
  readonly erased: number;
  readonly forgotten: number;
  /** Rows of accounts that are not configured any more. */
  readonly ofRemoved: number;
  readonly more: boolean;
}
