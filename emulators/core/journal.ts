// The journal: the requests an emulator was sent, in order. Tests count upstream calls with it.

/** One request and how it was answered. */
export interface JournalEntry {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  /** Status sent; 0 when the connection was cut or the client left before an answer. */
  readonly status: number;
  /** Milliseconds from request to answer. */
  readonly ms: number;
  /** What the client called its request, if it did: `x-request-id`, and `traceparent` of W3C Trace Context. */
  readonly requestId?: string;
  readonly traceparent?: string;
  /** The scripted fault that shaped the answer, if any. */
  readonly fault?: string;
  /** Those that shaped the answers to parts of a batch, if any. */
  readonly partFaults?: readonly { readonly part: string; readonly fault: string }[];
}

/** The requests so far, oldest first. */
export interface Journal {
  record(entry: JournalEntry): void;
  entries(): readonly JournalEntry[];
  clear(): void;
}

/** Keeps the newest `capacity` entries, so that an emulator under load does not grow without bound. */
export function createJournal(capacity = 100_000): Journal {
  let kept: JournalEntry[] = [];
  return {
    record(entry) {
      kept.push(entry);
      if (kept.length > capacity * 2) kept = kept.slice(-capacity);
    },
    entries: () => kept.slice(-capacity),
    clear() {
      kept = [];
    },
  };
}
