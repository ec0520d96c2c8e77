// The caller: its token and its org (genesys contract 1.2).
import type { Route } from '../../core/http.ts';
import { api } from '../call.ts';
import { permissionFor } from '../rules/permissions.ts';
import type { GenesysState } from '../state/state.ts';
import { toOrganization, toTokenInfo } from '../wire/organizations.ts';

export const selfRoutes: readonly Route<GenesysState>[] = [
  api('GET', '/api/v2/tokens/me', permissionFor.self, ({ org, token }) => ({
    status: 200,
    body: toTokenInfo(org, token.client),
  })),
  api('DELETE', '/api/v2/tokens/me', permissionFor.self, ({ state, token }) => {
    state.memory.tokens.delete(token.value);
    return { status: 200 };
  }),
  api('GET', '/api/v2/organizations/me', permissionFor.self, ({ org }) => ({
    status: 200,
    body: toOrganization(org),
  })),
];
