// How an account stands in the inventory: what the database has of it, by what its configuration asks for. Pure.
import type { InventoryAccount, InventoryStatus, RecordedAccount } from '../domain/inventory/accounts.ts';
import { intervalOf, nextSweepAt } from './due.ts';
import type { SweepSettings } from './sweep-port.ts';

/** A copy is too old when it is older than so many times the time between two sweeps: one sweep may fail. */
const INTERVALS = 2;

/** The status of an account, and when it is swept next. */
export function standingOf(
  recorded: RecordedAccount,
  { everyMinutes, off }: SweepSettings,
  now: number,
): InventoryAccount {
  const { accountKey, observedAt, since, findingsAt, sweep, lastSweep } = recorded;
  const times = { startedAt: lastSweep?.startedAt ?? null, finishedAt: lastSweep?.finishedAt ?? null };
  const isOpen = sweep !== null && sweep.finishedAt === null;
  const isPlanned = !off && !isOpen;
  return {
    accountKey,
    status: off ? 'OFF' : statusOf(recorded, intervalOf(times, everyMinutes) * INTERVALS, now),
    observedAt,
    since,
    findingsAt,
    nextSweepAt: isPlanned
      ? new Date(Math.max(nextSweepAt(times, everyMinutes, now), now)).toISOString()
      : null,
    sweep,
  };
}

function statusOf(
  { observedAt, since, heldBack }: RecordedAccount,
  oldMs: number,
  now: number,
): InventoryStatus {
  if (since === null || observedAt === null) return 'FIRST_SWEEP';
  if (heldBack > 0) return 'HELD';
  return now - Date.parse(observedAt) > oldMs ? 'STALE' : 'READY';
}
