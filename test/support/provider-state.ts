// The state at the providers: calls their emulators directly, without any code of License Graph.
import { access as genesys } from '../../emulators/genesys/index.ts';
import { access as thingspace } from '../../emulators/thingspace/index.ts';
import { access as webex } from '../../emulators/webex/index.ts';
import { access as yext } from '../../emulators/yext/index.ts';
import type { Fleet } from '../../emulators/fleet.ts';
import { at, listAt } from './json.ts';
import { isOutsider, type Target } from './license-targets.ts';

export interface State {
  readonly held: boolean;
  readonly removalOn: string | null;
}

export interface ProviderState {
  stateOf(target: Target): Promise<State>;
  /** Brings the target into this state. */
  put(target: Target, state: State): Promise<void>;
}

export const HELD: State = { held: true, removalOn: null };
export const BARE: State = { held: false, removalOn: null };

/** Faults apply here as well: clear them before. */
export function stateAtProviders(fleet: Fleet): ProviderState {
  const providers: Readonly<Record<string, ProviderState>> = {
    'genesys-us': genesysOf(fleet.genesys.url),
    webex: webexOf(fleet.webex.url),
    fleet: thingspaceOf(fleet.thingspace.url, 0),
    'fleet-legacy': thingspaceOf(fleet.thingspace.url, 1),
    listings: yextOf(fleet.yext.url),
  };
  const of = ({ accountKey }: Target): ProviderState => {
    const provider = providers[accountKey];
    if (!provider) throw new Error(`no way to ask ${accountKey}`);
    return provider;
  };
  return {
    stateOf: (target) => of(target).stateOf(target),
    async put(target, state) {
      await of(target).put(target, state);
      const now = await of(target).stateOf(target);
      if (now.held === state.held && now.removalOn === state.removalOn) return;
      throw new Error(`${JSON.stringify(target)} is ${JSON.stringify(now)}`);
    },
  };
}

type Headers = Readonly<Record<string, string>>;

interface Told {
  readonly status: number;
  readonly body: unknown;
}

async function ask(method: string, url: string, headers: Headers, body?: unknown): Promise<Told> {
  const isForm = body instanceof URLSearchParams;
  const response = await fetch(url, {
    method,
    headers: { ...headers, ...(body !== undefined && !isForm && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { body: isForm ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? null : JSON.parse(text) };
}

/** The body of an answer. Throws when the provider failed: then the state is not known. */
function bodyOf({ status, body }: Told): unknown {
  if (status >= 400) throw new Error(`the provider answers ${status}: ${JSON.stringify(body)}`);
  return body;
}

/** Posts with a login; logs in again when the provider no longer accepts it. */
function loggedIn(logIn: () => Promise<Headers>): (url: string, body: unknown) => Promise<Told> {
  let headers: Headers | null = null;
  return async (url, body) => {
    if (headers !== null) {
      const told = await ask('POST', url, headers, body);
      if (told.status < 400) return told;
    }
    headers = await logIn();
    return await ask('POST', url, headers, body);
  };
}

function basic(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}

const GRANT = new URLSearchParams({ grant_type: 'client_credentials' });

/** The emulator of Genesys Cloud at this address. */
export function genesysOf(url: string): ProviderState {
  const client = genesys.clients.find(({ clientId }) => clientId === 'acme-us-client');
  const post = loggedIn(async () => {
    const authorization = basic(client?.clientId ?? '', client?.clientSecret ?? '');
    const { body } = await ask('POST', `${url}/oauth/token`, { authorization }, GRANT);
    return { authorization: `Bearer ${String(at(body, 'access_token'))}` };
  });
  return {
    async stateOf({ licenseId, externalId }) {
      const holdings = bodyOf(await post(`${url}/api/v2/license/users`, [externalId]));
      return { held: listAt(holdings, externalId).includes(licenseId), removalOn: null };
    },
    async put({ licenseId, externalId }, { held }) {
      const [userIdsAdd, userIdsRemove] = held ? [[externalId], []] : [[], [externalId]];
      const assignments = [{ licenseId, userIdsAdd, userIdsRemove }];
      await post(`${url}/api/v2/license/organization`, { assignments });
    },
  };
}

/** The emulator of Webex at this address. */
export function webexOf(url: string): ProviderState {
  const headers = { authorization: `Bearer ${webex.accessToken}` };
  /** Only answers to writes show offers (webex contract 5.2): this write removes a license that nobody from outside can hold. */
  async function offeredTo({ licenseId, externalId }: Target): Promise<State> {
    const licenses = [{ id: webex.licenseIds['messaging'], operation: 'remove' }];
    const body = { email: externalId, licenses };
    const told = bodyOf(await ask('PATCH', `${url}${webex.basePath}/licenses/users`, headers, body));
    const all = [...listAt(told, 'licenses'), ...listAt(told, 'pendingLicenses')];
    return { held: all.includes(licenseId), removalOn: null };
  }
  return {
    async stateOf(target) {
      const { licenseId, externalId } = target;
      if (isOutsider(target)) return offeredTo(target);
      const person = await ask('GET', `${url}${webex.basePath}/people/${externalId}`, headers);
      return { held: listAt(bodyOf(person), 'licenses').includes(licenseId), removalOn: null };
    },
    async put({ licenseId, externalId }, { held }) {
      const licenses = [{ id: licenseId, operation: held ? 'add' : 'remove' }];
      await ask('PATCH', `${url}${webex.basePath}/licenses/users`, headers, {
        personId: externalId,
        licenses,
      });
    },
  };
}

/** An account, by its position, in the emulator of ThingSpace at this address. */
export function thingspaceOf(url: string, position: 0 | 1): ProviderState {
  const account = thingspace.accounts[position];
  if (!account) throw new Error('the emulator has two accounts');
  const { key, secret, username, password, accountName } = account;
  const post = loggedIn(async () => {
    const credentials = { authorization: basic(key, secret) };
    const token = await ask('POST', `${url}/api/ts/v1/oauth2/token`, credentials, GRANT);
    const authorization = `Bearer ${String(at(token.body, 'access_token'))}`;
    const user = { username, password };
    const session = await ask('POST', `${url}/api/m2m/v1/session/login`, { authorization }, user);
    return { authorization, 'vz-m2m-token': String(at(session.body, 'sessionToken')) };
  });
  const fota = (path: string, imei: string) => post(`${url}/api/fota/v3${path}`, { deviceList: [imei] });
  return {
    async stateOf({ externalId }) {
      const told = await fota(`/devices/${accountName}`, externalId);
      const found = listAt(bodyOf(told), 'deviceList');
      return { held: at(found[0], 'licenseAssigned') === true, removalOn: null };
    },
    async put({ externalId }, { held }) {
      await fota(`/licenses/${accountName}/${held ? 'assign' : 'remove'}`, externalId);
    },
  };
}

/** The emulator of Yext at this address. */
export function yextOf(url: string): ProviderState {
  const headers = { 'api-key': yext.accounts[0].keys.full };
  const base = `${url}${yext.basePath}/accounts/me/license-packs`;
  const one = ({ licenseId, externalId }: Target): string =>
    `${base}/${encodeURIComponent(licenseId)}/assigned-entities/${encodeURIComponent(externalId)}?v=${yext.version}`;
  return {
    async stateOf({ licenseId, externalId }) {
      const query = new URLSearchParams({ v: yext.version, assignedEntity: externalId });
      const list = `${base}/${encodeURIComponent(licenseId)}/assigned-entities?${query.toString()}`;
      const groups = listAt(bodyOf(await ask('GET', list, headers)), 'response', 'licenseAssignments');
      const [row] = listAt(groups[0], 'assignedEntities');
      const day = at(row, 'expirationDate');
      return { held: row !== undefined, removalOn: typeof day === 'string' ? day : null };
    },
    async put(target, { held, removalOn }) {
      await ask(held ? 'POST' : 'DELETE', one(target), headers);
      if (held) await ask('PUT', one(target), headers, { expirationDate: removalOn });
    },
  };
}
