// One ThingSpace account behind the port: a pool of licenses, and the devices that hold them.
import type { Device } from '../../domain/assignee.ts';
import { describeAccount } from '../account.ts';
import type { Collection, InventorySection, ProviderAccount, Writes } from '../provider.ts';
import type { Context } from './context.ts';
import { isId } from './ids.ts';
import { createInventory } from './inventory/sections.ts';
import { FACTS } from './policy.ts';
import { createAssignments } from './reads/assignments.ts';
import { createDevices } from './reads/devices.ts';
import { readCatalogue } from './reads/licenses.ts';
import { createWrites } from './writes/writes.ts';

/** The port, with what every ThingSpace account has of it. */
export interface ThingSpaceAccount extends ProviderAccount {
  readonly assignees: { readonly DEVICE: Collection<Device> };
  readonly writes: Writes;
  readonly inventory: readonly InventorySection[];
}

/** The account, ready to be asked. */
export function createAccount(context: Context): ThingSpaceAccount {
  return describeAccount(context, FACTS, {
    accepts: isId,
    catalogue: (call) => readCatalogue(context, call),
    assignments: createAssignments(context),
    assignees: { DEVICE: createDevices(context) },
    writes: createWrites(context),
    inventory: createInventory(context),
  });
}
