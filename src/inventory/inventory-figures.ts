// How accounts stand in the inventory, for metrics.
import type { InventoryAccount, RecordedAccount, Sweep } from '../domain/inventory/accounts.ts';
import type { InventoryFigures } from '../domain/telemetry/figures.ts';

/** Of each account that is recorded; `standing` is what its configuration makes of it. */
export function inventoryFigures(
  recorded: readonly RecordedAccount[],
  standing: (one: RecordedAccount) => InventoryAccount,
): ReadonlyMap<string, InventoryFigures> {
  return new Map(
    recorded.map((one) => {
      const { accountKey, heldBack, incompleteInARow, observedAt, sweep } = one;
      const figures = {
        status: standing(one).status,
        observedAt: observedAt === null ? null : Date.parse(observedAt),
        heldBack,
        incompleteInARow,
        open: sweep && openStateOf(sweep),
      };
      return [accountKey, figures];
    }),
  );
}

function openStateOf({ status, waitsUntil }: Sweep): InventoryFigures['open'] {
  if (status === 'QUEUED') return 'QUEUED';
  if (status !== 'RUNNING') return null;
  return waitsUntil === null ? 'RUNNING' : 'PAUSED';
}
