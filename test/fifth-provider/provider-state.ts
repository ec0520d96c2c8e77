// Who holds what at Quayside: asks its emulator directly, without any code of License Graph.
import { at, listAt } from '../support/json.ts';
import type { ProviderState } from '../support/provider-state.ts';
import { access } from './emulator/index.ts';

/** The emulator at this address. */
export function quaysideOf(url: string): ProviderState {
  async function post(path: string, headers: object, body: string): Promise<unknown> {
    const response = await fetch(`${url}${path}`, { method: 'POST', headers: { ...headers }, body });
    if (!response.ok) throw new Error(`the provider answers ${response.status}: ${await response.text()}`);
    return response.json();
  }
  async function part(method: string, path: string, body?: object): Promise<unknown> {
    const basic = Buffer.from(`${access.clientId}:${access.clientSecret}`).toString('base64');
    const login = await post(
      '/oauth/token',
      { authorization: `Basic ${basic}` },
      'grant_type=client_credentials',
    );
    const authorization = `Bearer ${String(at(login, 'access_token'))}`;
    const parts = [{ id: 'one', method, path, ...(body && { body }) }];
    return listAt(await post('/v1/batch', { authorization }, JSON.stringify({ parts })), 'parts')[0];
  }
  return {
    async stateOf({ licenseId, externalId }) {
      const items = listAt(await part('GET', `/users/${externalId}/plans`), 'body', 'items');
      return { held: items.some((row) => at(row, 'planId') === licenseId), removalOn: null };
    },
    async put({ licenseId, externalId }, { held }) {
      await part(held ? 'PUT' : 'DELETE', `/users/${externalId}/plans/${licenseId}`, held ? {} : undefined);
    },
  };
}
