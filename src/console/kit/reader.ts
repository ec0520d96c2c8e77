// The one who reads, in this browser: language and clock.
import { createFormat } from './format.ts';

/** Numbers, days and money as this browser's reader writes them. */
export const format = createFormat({ languages: navigator.languages, now: () => Date.now() });
