// What metrics read of the store. A part of the composition root.
import { inventoryFigures } from './inventory/inventory-figures.ts';
import type { OpenedStore } from './open-changes.ts';
import type { AccountsInForce } from './reload/accounts.ts';
import type { DeferredOpen } from './store/deferred-open.ts';
import type { SweepsInForce } from './sweeping.ts';

/** What metrics read of the store, once it is open. */
export function storeLook(
  changes: DeferredOpen<OpenedStore>,
  accounts: AccountsInForce,
  { standing }: Pick<SweepsInForce, 'standing'>,
) {
  let opened: OpenedStore['store'] | null = null;
  return {
    connections: () => opened?.connections() ?? null,
    async figures() {
      if (!changes.begun()) return null;
      opened = (await changes.ready()).store;
      const figures = await opened.figures();
      const recorded = await opened.inventoryAccounts([...accounts.byKey.keys()]);
      const findings = await opened.openFindings();
      return { ...figures, inventory: inventoryFigures(recorded, standing), findings };
    },
  };
}
