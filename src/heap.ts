// How much memory V8 takes for objects that nobody uses any more.

/** What sets options of V8, as that of `node:v8` does. */
type SetFlags = (flags: string) => void;

const SMALL = '--heap-growing-percent=80';
/** What V8 thinks best. */
const ANY_SIZE = '--heap-growing-percent=0';

/**
 * While anybody wants it, old objects are collected once the heap is 1.8 times what is in use. V8 waits until it is up to four times as much,
 * which a sweep of many rows fills with pages that are recorded long since; answers are quicker that way. V8 reads the option whenever it
 * decides when to collect next, so that it can be set at any time. Gives what begins to want it, and returns what ends that.
 */
export function heapKeeper(setFlags: SetFlags): () => () => void {
  let wanted = 0;
  return () => {
    wanted += 1;
    if (wanted === 1) setFlags(SMALL);
    return () => {
      wanted -= 1;
      if (wanted === 0) setFlags(ANY_SIZE);
    };
  };
}
