// One function per operation of ThingSpace that the graph works with (thingspace contract 3).
import type { AccountStatus } from '../../domain/account.ts';
import type { Call } from '../../domain/call.ts';
import { callerError } from '../../domain/problem.ts';
import { badResponse, parseBody, type ParsedRows } from '../../upstream/parse.ts';
import { createUpstream, type UpstreamResponse, type UpstreamRuntime } from '../../upstream/upstream.ts';
import { buildUrl } from '../../upstream/url.ts';
import {
  answersOf,
  type DeviceListing,
  type FoundRow,
  type M2mDevice,
  type ResultRow,
  type Summary,
} from './wire/wire.ts';
import { createAuthorizer } from './auth.ts';
import { START } from './reads/paging.ts';
import { policy, refusesCursor } from './failures.ts';
import type { ListedProtocol, ThingSpaceSettings } from './settings.ts';
import { Subscription } from './wire/fields.ts';

/** The two writes, as their paths end. */
export type LicenseWrite = 'assign' | 'remove';

/** Some of the devices asked for; `hasMoreData` is null where the answer does not tell. */
export interface FoundM2m extends ParsedRows<M2mDevice> {
  readonly hasMoreData: boolean | null;
}

/** What can be asked. A cursor other than START that the provider refuses throws CURSOR_EXPIRED. */
export interface ThingSpaceClient {
  /** One page of license holders, and the account's counters (operations 1, 7, 13). */
  summary(cursor: string, call: Call, options?: { readonly catalogue: boolean }): Promise<Summary>;
  /** Operation 16. */
  licenseCount(call: Call): Promise<number | null>;
  /** Operations 17, 18, 19; null for v1, which lists all protocols at once. */
  listDevices(protocol: ListedProtocol | null, cursor: string, call: Call): Promise<DeviceListing>;
  /** Operation 20: at most 1,000. */
  findDevices(imeis: readonly string[], call: Call): Promise<ParsedRows<FoundRow>>;
  /** Operation 21: at most 2,000. */
  findM2mDevices(imeis: readonly string[], call: Call): Promise<FoundM2m>;
  /** Operations 2, 3, 8, 9, 14, 15: at most 1,000, sent once. */
  writeLicenses(write: LicenseWrite, imeis: readonly string[], call: Call): Promise<readonly ResultRow[]>;
  /** Counts a row that is not as documented, where that cannot be seen from the row alone. */
  noteDrift(field: string, kind: string): void;
  status(): AccountStatus;
}

/** The v2 listing spells this one protocol its own way (contract 6.2). */
const DISTRIBUTION_TYPES: Readonly<Record<ListedProtocol, string>> = {
  LWM2M: 'LWM2M',
  OMADM: 'OMD-DM',
  HTTP: 'HTTP',
};

/** The client of the account these settings describe. */
export function createClient(settings: ThingSpaceSettings, runtime: UpstreamRuntime): ThingSpaceClient {
  const { accountName, apiVersion, baseUrls, key: accountKey } = settings;
  const upstream = createUpstream(runtime, {
    accountKey,
    policy,
    authorizer: createAuthorizer(settings, runtime),
  });
  const answers = answersOf({ accountKey, drift: upstream.drift });
  const base = { v1: baseUrls.fotaV1, v2: baseUrls.fotaV2, v3: baseUrls.fotaV3 }[apiVersion];

  async function get(url: string, call: Call, catalogue = false): Promise<UpstreamResponse> {
    return upstream.send({ method: 'GET', url, effect: 'READ', catalogue }, call);
  }

  async function getPage(
    url: string,
    cursor: string,
    call: Call,
    catalogue = false,
  ): Promise<UpstreamResponse> {
    const accept = (answer: UpstreamResponse): boolean => cursor !== START && refusesCursor(answer);
    const answer = await upstream.send({ method: 'GET', url, effect: 'READ', catalogue, accept }, call);
    if (accept(answer)) {
      throw callerError(
        'CURSOR_EXPIRED',
        'The list changed and cannot go on from here.',
        'Start again without `after`.',
      );
    }
    return answer;
  }

  /** Looks up: a read, although it is a POST. */
  async function post(url: string, json: object, call: Call): Promise<UpstreamResponse> {
    return upstream.send({ method: 'POST', url, json, effect: 'READ' }, call);
  }

  function summaryUrl(cursor: string): string {
    return apiVersion === 'v1' || settings.summaryForm === 'path'
      ? buildUrl(base, ['licenses', accountName, 'index', cursor])
      : buildUrl(base, ['licenses', accountName], { lastSeenDeviceId: cursor });
  }

  function listingUrl(protocol: ListedProtocol | null, cursor: string): string {
    if (protocol === null) return buildUrl(base, ['devices', accountName, 'index', cursor]);
    const filter = apiVersion === 'v2' ? { distributionType: DISTRIBUTION_TYPES[protocol] } : { protocol };
    return buildUrl(base, ['devices', accountName], { lastSeenDeviceId: cursor, ...filter });
  }

  return {
    async summary(cursor, call, options) {
      const answer = await getPage(summaryUrl(cursor), cursor, call, options?.catalogue);
      return parseBody(apiVersion === 'v1' ? answers.SummaryV1 : answers.Summary, answer, accountKey);
    },
    async licenseCount(call) {
      const answer = await get(buildUrl(base, ['subscriptions', accountName]), call, true);
      return parseBody(Subscription, answer, accountKey);
    },
    async listDevices(protocol, cursor, call) {
      const answer = await getPage(listingUrl(protocol, cursor), cursor, call);
      return parseBody(answers.DeviceListing, answer, accountKey);
    },
    async findDevices(imeis, call) {
      // Only v3 has this look-up; it serves accounts of every version (contract 1: one license pool per account).
      const url = buildUrl(baseUrls.fotaV3, ['devices', accountName]);
      return parseBody(answers.DeviceLookup, await post(url, { deviceList: imeis }, call), accountKey);
    },
    async findM2mDevices(imeis, call) {
      const ids = imeis.map((id) => ({ id, kind: 'imei' }));
      const url = buildUrl(baseUrls.m2m, ['devices', 'actions', 'list']);
      // The SDKs know the single form, the portal adds the list (contract 6.3).
      const json = { accountName, ...(ids.length === 1 ? { deviceId: ids[0] } : { deviceList: ids }) };
      return parseBody(answers.M2mDevices, await post(url, json, call), accountKey);
    },
    async writeLicenses(write, imeis, call) {
      const url = buildUrl(base, ['licenses', accountName, write]);
      const json = { deviceList: imeis };
      const accept = isRedirect;
      const answer = await upstream.send({ method: 'POST', url, json, effect: 'WRITE', accept }, call);
      if (isRedirect(answer)) throw badResponse(accountKey, 'The provider pointed elsewhere.');
      return parseBody(answers.LicenseResult, answer, accountKey);
    },
    noteDrift: (field, kind) => upstream.drift.note(field, kind),
    status: upstream.status,
  };
}

/** No refusal: a service may have done what it was told before it points to another page (RFC 9110, 15.4.4). */
function isRedirect(answer: UpstreamResponse): boolean {
  return answer.status >= 300 && answer.status < 400;
}
