// The sections of a sweep of one ThingSpace account, in the order in which they are read.
import type { InventorySection } from '../../provider.ts';
import type { Context } from '../context.ts';
import { connections } from './connections.ts';
import { devices } from './devices.ts';
import { holdings } from './holdings.ts';
import { pool } from './pool.ts';

/** All that an account tells of its licenses and devices. */
export function createInventory(context: Context): readonly InventorySection[] {
  return [pool(context), holdings(context), devices(context), connections(context)];
}
