// What is so at the providers: their emulators asked directly, past everything of License Graph.
import { access as genesys } from '../../emulators/genesys/index.ts';
import { access as thingspace } from '../../emulators/thingspace/index.ts';
import { access as webex } from '../../emulators/webex/index.ts';
import { access as yext } from '../../emulators/yext/index.ts';
import type { Fleet } from '../../emulators/fleet.ts';
import type { AssigneeKind } from '../../src/domain/account.ts';

export interface Target {
  readonly accountKey: string;
  readonly licenseId: string;
  readonly kind: AssigneeKind;
  readonly externalId: string;
}

export interface State {
  readonly held: boolean;
  readonly removalOn: string | null;
}

export interface Upstream {
  stateOf(target: Target): Promise<State>;
  /** Makes it so. */
  put(target: Target, state: State): Promise<void>;
}

export const HELD: State = { held: true, removalOn: null };
export const BARE: State = { held: false, removalOn: null };

/** Faults that were scripted strike here as well: clear them before. */
export function askUpstream(fleet: Fleet): Upstream {
  const providers: Readonly<Record<string, Upstream>> = {
    'genesys-us': genesysOf(fleet.genesys.url),
    webex: webexOf(fleet.webex.url),
    fleet: thingspaceOf(fleet.thingspace.url, 0),
    'fleet-legacy': thingspaceOf(fleet.thingspace.url, 1),
    listings: yextOf(fleet.yext.url),
  };
  const of = ({ accountKey }: Target): Upstream => {
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

/** The body of the answer, whatever its status. */
async function ask(method: string, url: string, headers: Headers, body?: unknown): Promise<unknown> {
  const isForm = body instanceof URLSearchParams;
  const response = await fetch(url, {
    method,
    headers: { ...headers, ...(body !== undefined && !isForm && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { body: isForm ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return text === '' ? null : JSON.parse(text);
}

/** A member of a body, however deep; undefined when there is none. */
function at(body: unknown, ...path: readonly string[]): unknown {
  let value = body;
  for (const name of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = Reflect.get(value, name);
  }
  return value;
}

function listAt(body: unknown, ...path: readonly string[]): readonly unknown[] {
  const value: unknown = at(body, ...path);
  return Array.isArray(value) ? value : [];
}

function basic(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}

const GRANT = new URLSearchParams({ grant_type: 'client_credentials' });

function genesysOf(url: string): Upstream {
  const client = genesys.clients.find(({ clientId }) => clientId === 'acme-us-client');
  async function post(path: string, body: unknown): Promise<unknown> {
    const authorization = basic(client?.clientId ?? '', client?.clientSecret ?? '');
    const login = await ask('POST', `${url}/oauth/token`, { authorization }, GRANT);
    const token = `Bearer ${String(at(login, 'access_token'))}`;
    return await ask('POST', `${url}/api/v2${path}`, { authorization: token }, body);
  }
  return {
    async stateOf({ licenseId, externalId }) {
      const holdings = await post('/license/users', [externalId]);
      return { held: listAt(holdings, externalId).includes(licenseId), removalOn: null };
    },
    async put({ licenseId, externalId }, { held }) {
      const [userIdsAdd, userIdsRemove] = held ? [[externalId], []] : [[], [externalId]];
      await post('/license/organization', { assignments: [{ licenseId, userIdsAdd, userIdsRemove }] });
    },
  };
}

function webexOf(url: string): Upstream {
  const headers = { authorization: `Bearer ${webex.accessToken}` };
  return {
    async stateOf({ licenseId, externalId }) {
      const person = await ask('GET', `${url}${webex.basePath}/people/${externalId}`, headers);
      return { held: listAt(person, 'licenses').includes(licenseId), removalOn: null };
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

function thingspaceOf(url: string, position: 0 | 1): Upstream {
  const account = thingspace.accounts[position];
  if (!account) throw new Error('the emulator has two accounts');
  const { key, secret, username, password, accountName } = account;
  async function post(path: string, imei: string): Promise<unknown> {
    const token = await ask(
      'POST',
      `${url}/api/ts/v1/oauth2/token`,
      { authorization: basic(key, secret) },
      GRANT,
    );
    const authorization = `Bearer ${String(at(token, 'access_token'))}`;
    const login = await ask(
      'POST',
      `${url}/api/m2m/v1/session/login`,
      { authorization },
      { username, password },
    );
    const session = { authorization, 'vz-m2m-token': String(at(login, 'sessionToken')) };
    return await ask('POST', `${url}/api/fota/v3${path}`, session, { deviceList: [imei] });
  }
  return {
    async stateOf({ externalId }) {
      const found = listAt(await post(`/devices/${accountName}`, externalId), 'deviceList');
      return { held: at(found[0], 'licenseAssigned') === true, removalOn: null };
    },
    async put({ externalId }, { held }) {
      await post(`/licenses/${accountName}/${held ? 'assign' : 'remove'}`, externalId);
    },
  };
}

function yextOf(url: string): Upstream {
  const headers = { 'api-key': yext.accounts[0].keys.full };
  const base = `${url}${yext.basePath}/accounts/me/license-packs`;
  const one = ({ licenseId, externalId }: Target): string =>
    `${base}/${encodeURIComponent(licenseId)}/assigned-entities/${encodeURIComponent(externalId)}?v=${yext.version}`;
  return {
    async stateOf({ licenseId, externalId }) {
      const query = new URLSearchParams({ v: yext.version, assignedEntity: externalId });
      const list = `${base}/${encodeURIComponent(licenseId)}/assigned-entities?${query.toString()}`;
      const groups = listAt(await ask('GET', list, headers), 'response', 'licenseAssignments');
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
