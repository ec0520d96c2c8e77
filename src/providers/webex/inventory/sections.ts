// The sections of a sweep of a Webex organisation, in the order in which they are read.
import { catalogueSection } from '../../inventory.ts';
import type { InventorySection } from '../../provider.ts';
import type { Context } from '../context.ts';
import { readCatalogue } from '../reads/licenses.ts';
import { externalHolders } from './external-holders.ts';
import { people } from './people.ts';
import { workspaces } from './workspaces.ts';

/** All that an organisation tells of licenses and who holds them. */
export function createInventory(context: Context): readonly InventorySection[] {
  return [licenses(context), people(context), workspaces(context), externalHolders(context)];
}

/** Webex lists all licenses at once (webex contract 2). */
function licenses(context: Context): InventorySection {
  return catalogueSection((call) => readCatalogue(context, call));
}
