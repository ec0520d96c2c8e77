// What can be configured of the inventory: for each account how it is swept, and for all whether they are, and how long things are kept.
import { z } from 'zod';
import { SWEEP_SHARE } from '../../domain/budget/shares.ts';

/** How an account is swept. Every account may say it, whatever its provider. */
export const AccountInventory = z.strictObject({
  /** Between the starts of two sweeps; null: twenty times as long as one takes, within a quarter of an hour and a day. */
  everyMinutes: z.int().min(1).max(10_080).nullable().default(null),
  /** What sweeps take of a request budget that the provider tells. */
  share: z.number().min(0.01).max(0.9).default(SWEEP_SHARE),
  /** Calls of a sweep a minute at most; null leaves it to the budget, or where the provider tells none to its own pace. */
  callsPerMinute: z.int().min(1).max(100_000).nullable().default(null),
  /** Nothing of the account is kept up to date. */
  off: z.boolean().default(false),
});
export type AccountInventory = z.output<typeof AccountInventory>;

/** Days; null keeps for ever. */
const Days = z.int().min(1).max(36_500).nullable();

/** Whether there are sweeps at all, and how long what the inventory has observed is kept. */
export const InventorySettings = z.strictObject({
  /** No account is swept, whatever its entry says. */
  off: z.boolean().default(false),
  /** Of assignments that have ended: `asOf` goes back so far. */
  historyDays: Days.default(400),
  eventDays: Days.default(90),
  /** The seats of a license at the end of each day. */
  seatCountDays: Days.default(1_825),
  sweepDays: Days.default(30),
  /** Findings that were closed. */
  findingDays: Days.default(400),
});
export type InventorySettings = z.output<typeof InventorySettings>;
