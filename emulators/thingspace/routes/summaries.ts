// Licenses of an account with their devices, and the subscription behind them (thingspace contract 4.2 and 4.5).
import type { Reply, Route } from '../../core/http.ts';
import { DAY, startOfDay } from '../../seed/moments.ts';
import { type FotaCall, fotaRoute, type Version, VERSIONS } from '../call.ts';
import { invalidParameter } from '../errors.ts';
import { unknownResource } from '../gateway.ts';
import { afterCursor, pageOf, requireOffset, type Page } from '../pages.ts';
import {
  assignment,
  isEventBilled,
  licensedAtOffset,
  licensesBelow,
  shownAt,
  totalLicenses,
} from '../state/licenses.ts';
import type { ThingspaceState } from '../state/state.ts';
import { amount, choice, flag } from '../switches.ts';
import { numericCursor, pageFields } from '../wire/pages.ts';
import { licenseRows, summaryList } from '../wire/summaries.ts';
import { isoTime } from '../wire/times.ts';

/** License summaries of three versions and the subscription, which is the same in all. */
export const summaryRoutes: readonly Route<ThingspaceState>[] = [
  fotaRoute('GET', '/v1/licenses/:account/index/:startIndex', summaryV1),
  fotaRoute('GET', '/v2/licenses/:account', (call) => summary(call, 'v2', 'query')),
  fotaRoute('GET', '/v2/licenses/:account/index/:cursor', (call) => summary(call, 'v2', 'path')),
  fotaRoute('GET', '/v3/licenses/:account', (call) => summary(call, 'v3', 'query')),
  fotaRoute('GET', '/v3/licenses/:account/index/:cursor', (call) => summary(call, 'v3', 'path')),
  ...VERSIONS.map((version) => fotaRoute('GET', `/${version}/subscriptions/:account`, subscription)),
];

function summary(call: FotaCall, version: 'v2' | 'v3', form: 'query' | 'path'): Reply {
  const { request, state, account } = call;
  const served = choice(state.switches, 'summaryUrl');
  if (served !== 'both' && served !== form) return unknownResource(state);
  const cursor = form === 'path' ? request.params['cursor'] : request.query.get('lastSeenDeviceId');
  const page = licensedFrom(call, afterCursor(state, account, cursor ?? null));
  const body = {
    ...totals(call, version),
    ...pageFields(state, page),
    ...summaryList(state, licenseRows(state, account, page, version === 'v3')),
  };
  return { status: 200, body };
}

function summaryV1(call: FotaCall): Reply {
  const { request, state, account } = call;
  const { from, offset } = startV1(call, request.params['startIndex'] ?? '');
  const page = licensedFrom(call, from);
  const next = page.hasMoreData && offset !== undefined ? offset + page.indexes.length : 0;
  const counting = choice(state.switches, 'v1SummaryCursor') === 'offset';
  const body = {
    ...totals(call, 'v1'),
    hasMoreData: page.hasMoreData,
    lastSeenDeviceId: counting ? next : numericCursor(page),
    ...summaryList(state, licenseRows(state, account, page, false)),
  };
  return { status: 200, body };
}

/** Fifteen digits are an IMEI, fewer an offset: the sources contradict each other (thingspace contract 9.6). */
function startV1({ state, account }: FotaCall, text: string): { from: number; offset?: number } {
  const reading = choice(state.switches, 'v1SummaryCursor');
  if (!/^\d+$/.test(text)) throw invalidParameter('Invalid index value');
  if (reading === 'imei' || (reading === 'both' && text.length >= 15)) {
    return { from: afterCursor(state, account, text) };
  }
  const asOf = shownAt(state);
  const offset = requireOffset(text, licensesBelow(state, account, account.to, asOf));
  const isWhole = offset % amount(state.switches, 'rowsPerPage') === 0;
  if (flag(state.switches, 'wholePagesOnly') && !isWhole) throw invalidParameter('Invalid index value');
  return { from: licensedAtOffset(state, account, offset, asOf), offset };
}

function licensedFrom({ state, account }: FotaCall, from: number): Page {
  const asOf = shownAt(state);
  if (isEventBilled(state, account)) return { indexes: [], hasMoreData: false };
  return pageOf(state, account, from, (index) => assignment(state, account, index, asOf) !== undefined);
}

function totals({ state, account }: FotaCall, version: Version): object {
  const field = choice(state.switches, `${version}TotalField`);
  return {
    accountName: account.name,
    ...(field !== 'absent' && { [field]: totalLicenses(state, account) }),
    assignedLicenses: licensesBelow(state, account, account.to, shownAt(state)),
  };
}

function subscription({ state, account }: FotaCall): Reply {
  const body = {
    accountName: account.name,
    purchaseType: isEventBilled(state, account) ? 'TS-HFOTA-EVNT' : account.purchaseType,
    licenseCount: totalLicenses(state, account),
    licenseUsedCount: licensesBelow(state, account, account.to, shownAt(state)),
    updateTime: isoTime(startOfDay(state.seededAt) - 30 * DAY),
  };
  return { status: 200, body };
}
