// Rows that differ from the documentation, by switch.
import type { LiveSwitches } from '../../core/switches.ts';
import { text } from '../switches.ts';

/** What is wrong with the rows of a pack or an entity, if anything is. */
export function oddness(live: LiveSwitches, id: string): string | undefined {
  return id === text(live, 'oddThing') ? text(live, 'oddForm') : undefined;
}
