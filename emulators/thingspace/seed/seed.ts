// Builds the state from nothing: two accounts. Devices are computed when they are asked for.
import type { SeedOptions } from '../../core/definition.ts';
import { createState, type ThingspaceState } from '../state/state.ts';
import { accountsAt } from './accounts.ts';

/** The accounts as they are at start, reset and reseed; the cost does not depend on the scale. */
export function seed({ scale, tenant = 0, ...options }: SeedOptions): ThingspaceState {
  return createState(accountsAt(scale, tenant), options);
}
