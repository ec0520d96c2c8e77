// How much memory V8 takes for objects that nobody uses any more.
import { setFlagsFromString } from 'node:v8';

/**
 * Has old objects collected once the heap is 1.8 times what is in use. V8 waits until it is up to four times as much, which a sweep of many rows
 * fills with pages that are recorded long since (`npm run bench -- --inventory`, memory above idle in a sweep).
 */
export function keepHeapSmall(): void {
  // V8 reads it whenever it decides when to collect next: it may be set at any time.
  setFlagsFromString('--heap-growing-percent=80');
}
