// Whoever sends the request.
import type { ViewerResolvers } from '../generated/resolvers.ts';

export const viewer: ViewerResolvers = {
  scopes: ({ scopes }) => [...scopes],
  accounts: (_viewer, _args, { accounts }) => [...accounts.all],
};
