// The switches: one for each open question that needs one (quayside contract 5).
import { switchReaders } from '../../../emulators/core/switches.ts';

/** Each switch with its default. */
export const switches = {
  /** The most rows of a page. */
  pageSizeMax: 100,
};

export const { amount } = switchReaders<typeof switches>();
