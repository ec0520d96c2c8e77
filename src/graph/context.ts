// What every resolver of a request shares.
import type { Principal } from '../auth/principal.ts';
import type { HiddenNumbers } from '../domain/inventory/hidden-number.ts';
import type { CoverageStatus } from '../domain/coverage.ts';
import type { ChangeService } from '../changes/change-service.ts';
import type { MoneyService } from '../insight/money-service.ts';
import type { HistoryService } from '../inventory/reading/history-service.ts';
import type { AskedService } from '../inventory/asked/asked-service.ts';
import type { InsightService } from '../insight/insight-service.ts';
import type { InventoryService } from '../inventory/reading/inventory-service.ts';
import type { AccountDirectory } from '../loaders/accounts.ts';
import type { Loaders } from '../loaders/loaders.ts';
import type { FreshLoaders } from './freshness/fresh-loaders.ts';

/** What a request reads with. */
export interface Reads {
  readonly accounts: AccountDirectory;
  readonly loaders: FreshLoaders;
}

/** What a request reads and changes with. */
export interface Readings extends Reads {
  readonly changes: ChangeService;
  /** What the caller may read of the inventory. */
  readonly inventory: InventoryService;
  /** How numbers of rows are told. They are hidden, and revealed, once the store is open: whoever takes one from the caller waits for that. */
  readonly numbers: HiddenNumbers;
}

export interface GraphContext extends Readings {
  /** What the caller may know of its past. */
  readonly history: HistoryService;
  /** What the caller may know of contracts and what they cost. */
  readonly money: MoneyService;
  /** What the caller may know of findings. */
  readonly insight: InsightService;
  /** Reads that changes are decided on, with nothing read yet: they ask the providers whatever the caller takes, and go on when the client has gone. */
  readonly thorough: () => Loaders;
  /** What the caller may ask of the inventory. */
  readonly asked: AskedService;
  /** RFC 3339 UTC: when the request came. */
  readonly at: string;
  /** Whoever sends the request. */
  readonly viewer: Principal;
  /** Hears what readers are told of how complete lists are. */
  readonly covered: (accountKey: string, status: CoverageStatus) => void;
  /** The same with nothing read yet. */
  readonly anew: () => Readings;
}

/** Forgets what was read, failures as well: something has been written since. */
export function renew(context: GraphContext): void {
  Object.assign(context, context.anew());
}
