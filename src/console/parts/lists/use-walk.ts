// A walk to the end of a list, with a count that grows and a way to give up.
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Failure } from '../../graph/failure.ts';
import { WalkFailed } from '../../graph/pages.ts';

/** Gives the rows of a list, page by page. */
export type AllRows<Row> = (signal: AbortSignal) => AsyncGenerator<readonly Row[], void, void>;

export interface Walk<Row> {
  /** Rows read so far; null while nothing is read. */
  readonly count: number | null;
  /** Why the last walk came to nothing. */
  readonly failure: Failure | null;
  /** Reads to the end, then hands all of it over. At most `most` rows, if given: the walk ends there. */
  start(all: AllRows<Row>, done: (rows: readonly Row[]) => void, most?: number): void;
  cancel(): void;
}

export function useWalk<Row>(): Walk<Row> {
  const [count, setCount] = useState<number | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const stopping = useRef<AbortController | null>(null);
  const cancel = (): void => {
    stopping.current?.abort();
    stopping.current = null;
    setCount(null);
  };
  useEffect(() => cancel, []);
  return {
    count,
    failure,
    cancel,
    start(all, done, most = Number.POSITIVE_INFINITY) {
      cancel();
      const mine = new AbortController();
      stopping.current = mine;
      setFailure(null);
      setCount(0);
      const tell = (read: number): void => {
        if (!mine.signal.aborted) setCount(read);
      };
      const finish = async (): Promise<void> => {
        const outcome = await readAll(all(mine.signal), most, tell);
        if (mine.signal.aborted) return;
        setCount(null);
        if ('failure' in outcome) setFailure(outcome.failure);
        else done(outcome.rows);
      };
      void finish();
    },
  };
}

type Outcome<Row> = { readonly rows: readonly Row[] } | { readonly failure: Failure };

async function readAll<Row>(
  pages: AsyncGenerator<readonly Row[], void, void>,
  most: number,
  tell: (count: number) => void,
): Promise<Outcome<Row>> {
  const rows: Row[] = [];
  try {
    for await (const page of pages) {
      rows.push(...page);
      tell(rows.length);
      if (rows.length >= most) break;
    }
  } catch (error) {
    if (error instanceof WalkFailed) return { failure: error.failure };
    // Given up: nobody waits for it any more.
    if (error instanceof DOMException && error.name === 'AbortError') return { rows: [] };
    throw error;
  }
  return { rows: rows.slice(0, most) };
}
