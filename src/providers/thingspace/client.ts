// The operations of ThingSpace, one function each (thingspace contract 3). A cursor other than START that the provider refuses throws
// CURSOR_EXPIRED.
import type { Call } from '../../domain/call.ts';
import { callerError } from '../../domain/problem.ts';
import { badResponse, parseBody } from '../../upstream/parse.ts';
import type { UpstreamRequest, UpstreamResponse } from '../../upstream/upstream.ts';
import { buildUrl } from '../../upstream/url.ts';
import type { Context } from './context.ts';
import { refusesCursor } from './failures.ts';
import { START } from './ids.ts';
import type { ListedProtocol } from './settings.ts';
import { Subscription, type Summary } from './wire/summary.ts';
import type { DevicePage, ResultRow } from './wire/wire.ts';

/** The two writes, as their paths end. */
export type LicenseWrite = 'assign' | 'remove';

/** The v2 list spells this one protocol its own way (contract 6.2). */
const DISTRIBUTION_TYPES: Readonly<Record<ListedProtocol, string>> = {
  LWM2M: 'LWM2M',
  OMADM: 'OMD-DM',
  HTTP: 'HTTP',
};

/** The base URL of the FOTA API that the account is read with. */
function baseUrl({ settings: { apiVersion, baseUrls } }: Context): string {
  return { v1: baseUrls.fotaV1, v2: baseUrls.fotaV2, v3: baseUrls.fotaV3 }[apiVersion];
}

/** A page of a list. `catalogue`: an answer of a moment ago will do. */
interface PageRequest extends Pick<UpstreamRequest, 'operation'> {
  readonly url: string;
  readonly cursor: string;
  readonly catalogue?: boolean;
}

async function getPage(
  { upstream }: Context,
  { operation, url, cursor, catalogue = false }: PageRequest,
  call: Call,
): Promise<UpstreamResponse> {
  const accept = (answer: UpstreamResponse): boolean => cursor !== START && refusesCursor(answer);
  const answer = await upstream.send(
    { operation, method: 'GET', url, effect: 'READ', catalogue, accept },
    call,
  );
  if (!accept(answer)) return answer;
  throw callerError(
    'CURSOR_EXPIRED',
    'The list changed and cannot go on from here.',
    'Start again without `after`.',
  );
}

/** Looks up: a read, although it is a POST. */
function lookUp(
  { upstream }: Context,
  request: Pick<UpstreamRequest, 'operation' | 'url' | 'json'>,
  call: Call,
): Promise<UpstreamResponse> {
  return upstream.send({ ...request, method: 'POST', effect: 'READ' }, call);
}

function summaryUrl(context: Context, cursor: string): string {
  const { accountName, apiVersion, summaryForm } = context.settings;
  return apiVersion === 'v1' || summaryForm === 'path'
    ? buildUrl(baseUrl(context), ['licenses', accountName, 'index', cursor])
    : buildUrl(baseUrl(context), ['licenses', accountName], { lastSeenDeviceId: cursor });
}

function listUrl(context: Context, protocol: ListedProtocol | null, cursor: string): string {
  const { accountName, apiVersion } = context.settings;
  if (protocol === null) return buildUrl(baseUrl(context), ['devices', accountName, 'index', cursor]);
  const filter = apiVersion === 'v2' ? { distributionType: DISTRIBUTION_TYPES[protocol] } : { protocol };
  return buildUrl(baseUrl(context), ['devices', accountName], { lastSeenDeviceId: cursor, ...filter });
}

/** One page of license holders, and the account's counters (operations 1, 7, 13). `catalogue`: an answer of a moment ago will do. */
export async function readSummary(
  context: Context,
  cursor: string,
  call: Call,
  catalogue = false,
): Promise<Summary> {
  const { wire, settings, accountKey } = context;
  const answer = await getPage(
    context,
    { operation: 'readSummary', url: summaryUrl(context, cursor), cursor, catalogue },
    call,
  );
  return parseBody(settings.apiVersion === 'v1' ? wire.SummaryV1 : wire.Summary, answer, accountKey);
}

/** How many licenses the account has (operation 16). */
export async function readLicenseCount(context: Context, call: Call): Promise<number | null> {
  const url = buildUrl(baseUrl(context), ['subscriptions', context.settings.accountName]);
  const answer = await context.upstream.send(
    { operation: 'readLicenseCount', method: 'GET', url, effect: 'READ', catalogue: true },
    call,
  );
  return parseBody(Subscription, answer, context.accountKey);
}

/** One page of devices (operations 17, 18, 19). The protocol is null for v1, which lists all protocols at once. */
export async function listDevices(
  context: Context,
  protocol: ListedProtocol | null,
  cursor: string,
  call: Call,
): Promise<DevicePage> {
  const answer = await getPage(
    context,
    { operation: 'listDevices', url: listUrl(context, protocol, cursor), cursor },
    call,
  );
  return parseBody(context.wire.DevicePage, answer, context.accountKey);
}

/** Devices by IMEI, at most 1,000 (operation 20). Only v3 has this look-up; it serves accounts of every version (contract 1). */
export async function findDevices(context: Context, imeis: readonly string[], call: Call) {
  const { accountName, baseUrls } = context.settings;
  const url = buildUrl(baseUrls.fotaV3, ['devices', accountName]);
  const answer = await lookUp(context, { operation: 'findDevices', url, json: { deviceList: imeis } }, call);
  return parseBody(context.wire.DeviceLookup, answer, context.accountKey);
}

/** Devices of connectivity management by IMEI, at most 2,000 (operation 21). */
export async function findConnectedDevices(context: Context, imeis: readonly string[], call: Call) {
  const { accountName, baseUrls } = context.settings;
  const ids = imeis.map((id) => ({ id, kind: 'imei' }));
  const url = buildUrl(baseUrls.m2m, ['devices', 'actions', 'list']);
  // The SDKs know the single form, the portal adds the list (contract 6.3).
  const json = { accountName, ...(ids.length === 1 ? { deviceId: ids[0] } : { deviceList: ids }) };
  const answer = await lookUp(context, { operation: 'findConnectedDevices', url, json }, call);
  return parseBody(context.wire.ConnectedDevices, answer, context.accountKey);
}

/** Gives or takes the licenses of at most 1,000 devices, sent once (operations 2, 3, 8, 9, 14, 15). */
export async function writeLicenses(
  context: Context,
  write: LicenseWrite,
  imeis: readonly string[],
  call: Call,
): Promise<readonly ResultRow[]> {
  const { upstream, wire, settings, accountKey } = context;
  const url = buildUrl(baseUrl(context), ['licenses', settings.accountName, write]);
  const json = { deviceList: imeis };
  const accept = isRedirect;
  const answer = await upstream.send(
    { operation: `${write}Licenses`, method: 'POST', url, json, effect: 'WRITE', accept },
    call,
  );
  if (isRedirect(answer)) throw badResponse(accountKey, 'The provider pointed elsewhere.');
  return parseBody(wire.LicenseResult, answer, accountKey);
}

/** A redirect is no refusal: a service may have done the write before it redirects to another page (RFC 9110, 15.4.4). */
function isRedirect(answer: UpstreamResponse): boolean {
  return answer.status >= 300 && answer.status < 400;
}
