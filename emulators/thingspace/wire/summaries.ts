// The JSON of license summaries (thingspace contract 4.2).
import { imei } from '../../seed/organisation.ts';
import type { Page } from '../pages.ts';
import type { Account } from '../seed/accounts.ts';
import { assignment, shownAt } from '../state/licenses.ts';
import type { ThingspaceState } from '../state/state.ts';
import { choice } from '../switches.ts';
import { goTime, isoTime } from './times.ts';

/** The list of a summary; an empty one has three plausible forms (thingspace contract 9.14). */
export function summaryList(
  state: ThingspaceState,
  rows: readonly object[],
): { deviceList?: readonly object[] | null } {
  if (rows.length > 0) return { deviceList: rows };
  switch (choice(state.switches, 'emptyDeviceList')) {
    case 'array':
      return { deviceList: [] };
    case 'null':
      return { deviceList: null };
    case 'absent':
      return {};
  }
}

/** `{deviceId, assignmentTime}` of the licensed devices of a page. */
export function licenseRows(
  state: ThingspaceState,
  account: Account,
  page: Page,
  goStyle: boolean,
): object[] {
  const asOf = shownAt(state);
  return page.indexes.map((index) => {
    const license = assignment(state, account, index, asOf);
    const { at, nanoseconds } = license ?? { at: 0, nanoseconds: 0 };
    return { deviceId: imei(index), assignmentTime: goStyle ? goTime(at, nanoseconds) : isoTime(at) };
  });
}
