// Every switch with its default: one for each open question that needs one (quayside contract 5).
import { switchReaders, type LiveSwitches } from '../../../emulators/core/switches.ts';

export type { LiveSwitches };

/** Each switch with its default. */
export const switches = {
  /** The most rows of a page. */
  pageSizeMax: 100,
  /** How long a token lives. */
  tokenSeconds: 3600,
};

export const { amount } = switchReaders<typeof switches>();
