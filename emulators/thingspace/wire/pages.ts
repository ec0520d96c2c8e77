// The fields of a page besides its rows (thingspace contract 5).
import { imei } from '../../seed/organisation.ts';
import type { Page } from '../pages.ts';
import type { ThingspaceState } from '../state/state.ts';
import { amount, choice } from '../switches.ts';

/** `hasMoreData`, cursor and limit of a v2 or v3 page. */
export function pageFields(state: ThingspaceState, page: Page): object {
  const last = page.indexes.at(-1);
  const cursor = last === undefined ? '0' : imei(last);
  const form = page.hasMoreData ? 'last' : choice(state.switches, 'lastPageCursor');
  return {
    hasMoreData: page.hasMoreData,
    ...(form !== 'absent' && { lastSeenDeviceId: form === 'zero' ? '0' : cursor }),
    maxPageSize: amount(state.switches, 'maxPageSize'),
  };
}

/** The v1 cursor is a number, which drops a leading zero, and 0 on the last page (thingspace contract 4.2 and 5). */
export function numericCursor(page: Page): number {
  const last = page.indexes.at(-1);
  return page.hasMoreData && last !== undefined ? Number(imei(last)) : 0;
}
