// The store of the change engine, as the engine sees it. Every method may throw ProblemError: STORE_UNAVAILABLE when the
// database cannot be reached, in which case a write may or may not have been kept; all of them can be made again.
import type { HiddenNumbers } from '../domain/inventory/hidden-number.ts';
import type { Audit } from './audit/api.ts';
import type { Changes, OwnChanges } from './changes/api.ts';
import type { Connections } from '../domain/telemetry/figures.ts';
import type { Measured } from './figures.ts';
import type { FindingLooks, Findings } from './findings/api.ts';
import type { Sweeping } from './inventory/sweeping/api.ts';
import type { InventoryAccounts } from '../domain/inventory/accounts.ts';
import type { InventoryHistory } from './inventory/history/api.ts';
import type { InventoryAsked } from './inventory/asked/api.ts';
import type { InventoryRetention } from './inventory/retention/api.ts';
import type { InventoryReads } from './inventory/reads/api.ts';
import type { JobRunner } from './jobs/api.ts';
import type { Notices } from './notices/api.ts';
import type { Retention } from './retention.ts';
import type { Schedules } from './schedules/api.ts';
import type { ChangeSets, Parts } from './sets/api.ts';
import type { Identities } from './spellings/api.ts';

export interface Store
  extends
    ChangeSets,
    Changes,
    OwnChanges,
    Identities,
    Parts,
    Schedules,
    Audit,
    Retention,
    InventoryReads,
    InventoryAccounts,
    InventoryHistory,
    InventoryAsked,
    InventoryRetention,
    JobRunner,
    Notices,
    Sweeping,
    Findings,
    FindingLooks,
    Measured {
  /** How numbers of its rows are told to callers. */
  readonly numbers: HiddenNumbers;
  /** Whether the database answers and takes writes; throws STORE_UNAVAILABLE when not. For readiness. */
  ping(): Promise<void>;
  /** How the pool of connections is used at the moment; null where there is none. */
  connections(): Connections | null;
  close(): Promise<void>;
}
