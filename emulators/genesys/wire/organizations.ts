// The JSON of an org and of the token that belongs to it (genesys contract 1.2).
import type { Client, Org } from '../state/state.ts';

/** The org of a token. */
export function toOrganization(org: Org): object {
  return {
    id: org.id,
    name: org.name,
    domain: org.domain,
    state: 'active',
    version: 12,
    selfUri: '/api/v2/organizations/me',
  };
}

/** The org and the client of a token. Client credentials carry no scopes (genesys contract 1.2). */
export function toTokenInfo(org: Org, client: Client): object {
  const organization = { id: org.id, name: org.name };
  return {
    organization,
    homeOrganization: organization,
    authorizedScope: [],
    OAuthClient: { id: client.id, name: client.name, organization },
  };
}
