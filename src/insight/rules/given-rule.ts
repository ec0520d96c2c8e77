// A rule that takes more than the rows of the inventory: contracts, or a forecast. The store compares what it finds with what is known, as for all others.
import type { FindingCode, Found } from '../../domain/insight/finding.ts';

export interface GivenRule {
  readonly code: FindingCode;
  /** What it finds in an account. `today`: `YYYY-MM-DD`. Throws STORE_UNAVAILABLE. */
  found(accountKey: string, today: string): Promise<readonly Found[]>;
}
