// Cursors and pages. Rows are in ascending order of IMEI, which is that of the device index (thingspace contract 5).
import { invalidParameter } from './errors.ts';
import type { Account } from './seed/accounts.ts';
import { isImei } from './seed/devices.ts';
import { presentIndex } from './state/devices.ts';
import type { ThingspaceState } from './state/state.ts';
import { amount, choice } from './switches.ts';

/** A page of device indexes, and whether others follow. */
export interface Page {
  readonly indexes: readonly number[];
  readonly hasMoreData: boolean;
}

/** The first device index after a `lastSeenDeviceId`: it is 0 or an IMEI of this account. */
export function afterCursor(state: ThingspaceState, account: Account, cursor: string | null): number {
  const omitted = cursor === null || cursor === '';
  if (omitted && choice(state.switches, 'emptyCursor') === 'zero') return account.from;
  if (cursor === '0') return account.from;
  const index = presentIndex(state, account, cursor ?? '');
  if (index < 0) throw invalidParameter('LastSeenDeviceId Not Valid');
  return index + 1;
}

/** The same for the cursor in a v1 path, which is checked as a device id first. */
export function afterPathCursor(state: ThingspaceState, account: Account, cursor: string): number {
  if (cursor !== '0' && !isImei(cursor)) throw invalidParameter('Invalid device id format');
  return afterCursor(state, account, cursor);
}

/** An offset into a list with this many records, counted from 0. */
export function requireOffset(text: string, records: number): number {
  if (!/^\d{1,15}$/.test(text)) throw invalidParameter('Invalid index value');
  const offset = Number(text);
  if (offset > 0 && offset >= records) throw invalidParameter('Index exceeds number of devices in list');
  return offset;
}

/** One page of the devices from an index on that are accepted. */
export function pageOf(
  state: ThingspaceState,
  account: Account,
  from: number,
  accept: (index: number) => boolean,
): Page {
  const limit = amount(state.switches, 'rowsPerPage');
  const indexes: number[] = [];
  for (let index = from; index < account.to; index += 1) {
    if (!accept(index)) continue;
    if (indexes.length === limit) return { indexes, hasMoreData: true };
    indexes.push(index);
  }
  return { indexes, hasMoreData: false };
}
