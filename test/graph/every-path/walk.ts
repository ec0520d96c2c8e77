// Asking everything of things on every way to them.
import {
  buildClientSchema,
  getIntrospectionQuery,
  type GraphQLSchema,
  type IntrospectionQuery,
} from 'graphql';
import type { TestApp } from '../../support/app.ts';
import { only, present, until } from '../../support/assertions.ts';
import { subscribeBy } from '../../support/subscriptions.ts';
import { makeChanges } from './changes.ts';
import { withFacts } from './facts.ts';
import { takenBy } from './leads.ts';
import { WAYS, type Seen } from './queries.ts';
import { sightingsIn, type Sighting } from './sightings.ts';

/** Things of each type and account that are looked up one by one. */
const SOME = 4;

/** The schema as the app tells it. */
export async function schemaOf(app: TestApp): Promise<GraphQLSchema> {
  return buildClientSchema(await app.data<IntrospectionQuery>(getIntrospectionQuery()));
}

/** What every way shows, those to change sets when there shall be some. */
export async function walkEveryWay(
  app: TestApp,
  { changes }: { readonly changes: boolean },
): Promise<Sighting[]> {
  const schema = await schemaOf(app);
  const sightings: Sighting[] = [];

  async function askAll(name: string, query: string, inputs: readonly object[]): Promise<readonly unknown[]> {
    const text = withFacts(schema, query);
    const { leads } = takenBy(schema, query);
    const answers: unknown[] = [];
    for (const variables of inputs) {
      const data = await dataOf(app, text, { ...variables });
      for (const one of sightingsIn(data, name, leads)) sightings.push(one);
      answers.push(data);
    }
    return answers;
  }

  if (changes)
    await makeChanges(app, async (name, query, input) => only(await askAll(name, query, [{ input }])));
  const { accounts } = await app.data<{ accounts: Seen['accounts'] }>('{ accounts { key provider } }');
  for (const { name, query, variables } of WAYS) {
    await askAll(name, query, variables(seenIn(accounts, sightings)));
  }
  return sightings;
}

/** What a query gives; of a subscription the first thing it tells. */
async function dataOf(
  app: TestApp,
  query: string,
  variables: Readonly<Record<string, unknown>>,
): Promise<unknown> {
  if (!query.startsWith('subscription')) return app.data<unknown>(query, { variables });
  const { answers, stop } = subscribeBy('SSE by POST', app.url, query, { variables });
  await until(() => answers.length > 0);
  stop();
  const { data, errors } = present(answers[0]);
  if (errors) throw new Error(JSON.stringify(errors));
  return data;
}

function seenIn(accounts: Seen['accounts'], sightings: readonly Sighting[]): Seen {
  const all: Seen['all'] = (...types) => {
    const those = sightings.filter(({ type }) => types.includes(type));
    return [...new Map(those.map((one) => [one.id, one])).values()];
  };
  return { accounts, all, some: (...types) => types.flatMap((type) => spread(all(type))) };
}

/** Of each account some things: the first, the last, and between. */
function spread(things: readonly Sighting[]): Sighting[] {
  const byAccount = Map.groupBy(things, ({ accountKey }) => accountKey);
  return [...byAccount.values()].flatMap((those) => {
    const step = Math.max(1, Math.ceil(those.length / SOME));
    return those.filter((_, index) => index % step === 0 || index === those.length - 1);
  });
}
