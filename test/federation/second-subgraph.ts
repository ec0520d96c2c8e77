// A second subgraph, as a company has it next to License Graph: its people department knows staff by e-mail and phones by IMEI.
import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginInlineTraceDisabled } from '@apollo/server/plugin/disabled';
import { startStandaloneServer } from '@apollo/server/standalone';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';

/** Its SDL: it extends `Person` by e-mail, and refers to `Device` by IMEI. */
export const STAFF_SDL = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])

  type Query {
    employees: [Employee!]!
  }
  type Employee @key(fields: "number") {
    number: ID!
    person: Person!
    phone: Device
  }
  type Person @key(fields: "email") {
    email: String!
    manager: String
    costCenter: String
  }
  type Device @key(fields: "imei", resolvable: false) {
    imei: String
  }
`;

/** One entry of the staff list. */
export interface Employee {
  readonly number: string;
  /** Lower case. */
  readonly email: string;
  readonly manager: string;
  readonly costCenter: string;
  readonly imei: string | null;
}

export interface SecondSubgraph {
  /** Where it answers GraphQL. */
  readonly url: string;
  /** Requests it was asked since it started. */
  requests(): number;
  close(): Promise<void>;
}

/** Serves the staff list on a free port. */
export async function startSecondSubgraph(staff: readonly Employee[]): Promise<SecondSubgraph> {
  const resolvers = {
    Query: { employees: () => staff },
    Employee: {
      person: ({ email }: Employee) => staff.find((one) => one.email === email),
      phone: ({ imei }: Employee) => (imei === null ? null : { imei }),
    },
    Person: {
      // Whom it does not know is nobody's employee: a person without a cost centre.
      __resolveReference: ({ email }: { email: string }) =>
        staff.find((one) => one.email === email) ?? { email },
    },
  };
  let requests = 0;
  const count = (): Promise<void> => {
    requests += 1;
    return Promise.resolve();
  };
  const server = new ApolloServer({
    schema: buildSubgraphSchema([{ typeDefs: parse(STAFF_SDL), resolvers }]),
    plugins: [ApolloServerPluginInlineTraceDisabled(), { requestDidStart: count }],
    stopOnTerminationSignals: false,
  });
  const { url } = await startStandaloneServer(server, { listen: { host: '127.0.0.1', port: 0 } });
  return { url, requests: () => requests, close: () => server.stop() };
}
