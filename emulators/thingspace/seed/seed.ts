// The state at start: two accounts and nothing that happened. Devices are computed when they are asked for.
import type { SeedOptions } from '../../core/definition.ts';
import { createState, type ThingspaceState } from '../state/state.ts';
import { accountsAt } from './accounts.ts';

/** Seeds the emulator at a scale; the cost does not depend on it. */
export function seed({ scale, ...options }: SeedOptions): ThingspaceState {
  return createState(accountsAt(scale), options);
}
