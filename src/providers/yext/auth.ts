// How the key of an account travels (yext contract 1).
import { fixedCredentials } from '../../upstream/fixed-credentials.ts';
import type { Authorizer } from '../../upstream/upstream.ts';
import type { YextSettings } from './settings.ts';

/** The key in the header, or nothing where the settings want it in the URL. A refused key is final: there is no other. */
export function createAuthorizer(settings: YextSettings): Authorizer {
  return fixedCredentials(() =>
    settings.apiKeyIn === 'header' ? { 'api-key': settings.apiKey.reveal() } : {},
  );
}

/** The same for the URL. */
export function keyInQuery({ apiKeyIn, apiKey }: YextSettings): { readonly api_key?: string } {
  return apiKeyIn === 'query' ? { api_key: apiKey.reveal() } : {};
}
