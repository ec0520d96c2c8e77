// The graph as a competent developer writes it in an afternoon: stock Apollo Server, DataLoader and got, each used as
// its own documentation shows. Reads one Genesys organisation, and does no more than the query of the bench needs.
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import DataLoader from 'dataloader';
import got, { type Got } from 'got';
import type { Access, Peer } from './access.ts';

const typeDefs = `#graphql
  type Query {
    account(key: String!): Account
  }
  type Account {
    key: String!
    users(first: Int = 25): UserConnection
  }
  type UserConnection {
    nodes: [User!]
  }
  type User {
    id: ID!
    displayName: String
    email: String
    assignments(first: Int = 25): AssignmentConnection
  }
  type AssignmentConnection {
    nodes: [Assignment!]
  }
  type Assignment {
    license: License!
  }
  type License {
    externalId: String!
    name: String
  }
`;

interface User {
  readonly id: string;
  readonly name: string;
  readonly email: string;
}

interface Definition {
  readonly id: string;
  readonly description: string;
}

interface Context {
  readonly api: Got;
  readonly licenses: DataLoader<string, readonly string[]>;
  readonly definitions: DataLoader<string, Definition | null>;
}

const resolvers = {
  Query: {
    account: (_root: unknown, { key }: { key: string }) => ({ key }),
  },
  Account: {
    users: async (_account: unknown, { first }: { first: number }, { api }: Context) => {
      const searchParams = { pageSize: first, pageNumber: 1, state: 'any', expand: 'dateLastLogin' };
      const page = await api.get('users', { searchParams }).json<{ entities: User[] }>();
      return { nodes: page.entities };
    },
  },
  User: {
    displayName: (user: User) => user.name,
    assignments: async (user: User, { first }: { first: number }, { licenses }: Context) => {
      const ids = await licenses.load(user.id);
      return { nodes: ids.slice(0, first).map((id) => ({ license: { id } })) };
    },
  },
  License: {
    externalId: (license: { id: string }) => license.id,
    name: async (license: { id: string }, _args: unknown, { definitions }: Context) => {
      const definition = await definitions.load(license.id);
      return definition?.description ?? null;
    },
  },
};

function createContext(api: Got): Context {
  return {
    api,
    licenses: new DataLoader(async (ids) => {
      const held = await api.post('license/users', { json: ids }).json<Record<string, string[]>>();
      return ids.map((id) => held[id] ?? []);
    }),
    definitions: new DataLoader(async (ids) => {
      const all = await api.get('license/definitions').json<Definition[]>();
      const byId = new Map(all.map((definition) => [definition.id, definition]));
      return ids.map((id) => byId.get(id) ?? null);
    }),
  };
}

async function logIn({ apiBaseUrl, clientId, clientSecret }: Access): Promise<string> {
  const { access_token: token } = await got
    .post(`${apiBaseUrl}/oauth/token`, {
      username: clientId,
      password: clientSecret,
      form: { grant_type: 'client_credentials' },
    })
    .json<{ access_token: string }>();
  return token;
}

/** Starts it on a free port of the loopback interface. */
export async function startAfternoon(access: Access): Promise<Peer> {
  const token = await logIn(access);
  const api = got.extend({
    prefixUrl: `${access.apiBaseUrl}/api/v2`,
    headers: { authorization: `Bearer ${token}` },
  });
  const server = new ApolloServer<Context>({ typeDefs, resolvers });
  const { url } = await startStandaloneServer(server, {
    listen: { port: 0, host: '127.0.0.1' },
    context: () => Promise.resolve(createContext(api)),
  });
  return { url };
}
