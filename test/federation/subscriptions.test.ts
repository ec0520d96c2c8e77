// Subscriptions through Hive Gateway, by each of the three ways it has to a subgraph, with the caller's own token.
import { describe, expect, it } from '@jest/globals';
import { codesOf, metricsOf, useApp, withToken, type Answer } from '../support/app.ts';
import { present } from '../support/assertions.ts';
import { assigning } from '../support/inputs.ts';
import { opened } from '../support/lifecycle.ts';
import { COMPOSERS } from './composers.ts';
import { HIVE_SUBSCRIPTIONS, startLiveGateway } from './gateways.ts';
import { STAFF_SDL } from './second-subgraph.ts';

const [ANN, BEN] = ['token-of-ann-12345', 'token-of-ben-12345'];
const auth = {
  tokens: [
    { name: 'ann', token: ANN, mayChange: true },
    { name: 'ben', token: BEN, accounts: ['webex'] },
  ],
};
const app = useApp({ auth });
const ann = withToken(app, ANN);
/** Stores without a license, by the way. */
const FREE = {
  'GET and SSE': ['store-27', 'store-28', 'store-31'],
  'POST and SSE': ['store-32', 'store-34', 'store-35'],
  'graphql-ws': ['store-48', 'store-51', 'store-52'],
} as const;

const PROGRESS = `subscription ($id: ID!) {
  changeSetProgress(id: $id) { id status progress { total pending } requestedBy }
}`;

interface Told {
  readonly changeSetProgress: {
    readonly status: string;
    readonly requestedBy: string;
    readonly progress: { readonly total: number; readonly pending: number };
  } | null;
}

const KINDS = ['WEBSOCKET', 'SSE'];
const WAYS = ['GET and SSE', 'POST and SSE', 'graphql-ws'] as const;

describe.each(WAYS)('by %s', (way) => {
  const gateway = opened(
    async () => {
      const { _service } = await ann.data<{ _service: { sdl: string } }>('{ _service { sdl } }');
      const { supergraph } = COMPOSERS['@theguild/federation-composition']([
        { name: 'licenses', url: `${app.url}/graphql`, sdl: _service.sdl },
        { name: 'staff', url: 'http://127.0.0.1:9/graphql', sdl: STAFF_SDL },
      ]);
      return startLiveGateway(supergraph, HIVE_SUBSCRIPTIONS[way]);
    },
    (it) => it.close(),
  );

  const brought: string[] = [];

  async function follow(id: string, token: string) {
    const answers = gateway.follow<Told>(PROGRESS, {
      variables: { id },
      headers: { authorization: `Bearer ${token}` },
    });
    const all: Answer<Told>[] = [];
    for await (const answer of answers) {
      all.push(answer);
      // While it lasts, License Graph has a subscription of this kind.
      const metrics = await metricsOf(app);
      brought.push(...KINDS.filter((kind) => metrics.get(`subscriptions{transport="${kind}"}`) === 1));
    }
    return all;
  }

  async function started(): Promise<string> {
    app.fleet.yext.fault({ method: 'POST', fault: { kind: 'latency', ms: 600 } });
    const { applyLicenseChanges } = await ann.data<{
      applyLicenseChanges: { changeSet: { id: string } | null };
    }>(
      'mutation ($input: ApplyLicenseChangesInput!) { applyLicenseChanges(input: $input) { changeSet { id } } }',
      { variables: { input: { ...assigning(...FREE[way]), waitSeconds: 0 } } },
    );
    return present(applyLicenseChanges.changeSet).id;
  }

  it('a set is followed to its end', async () => {
    const answers = await follow(await started(), ANN);
    expect(answers.flatMap(codesOf)).toEqual([]);
    const told = answers.map(({ data }) => present(data.changeSetProgress));
    expect(told.length).toBeGreaterThan(1);
    expect(told[0]).toMatchObject({ status: 'RUNNING', requestedBy: 'ann' });
    expect(told.filter(({ status }) => status === 'SUCCEEDED')).toEqual([told.at(-1)]);
    expect(told.at(-1)?.progress).toEqual({ total: 3, pending: 0 });
    expect([...new Set(brought)]).toEqual([way === 'graphql-ws' ? 'WEBSOCKET' : 'SSE']);
  });

  it('a caller who may not see it is told of none', async () => {
    const answers = await follow(await started(), BEN);
    expect(answers).toEqual([{ data: { changeSetProgress: null } }]);
  });

  it('a token that is none is refused', async () => {
    const ended = follow('x', 'no-token-at-all-123');
    // What becomes of a refused socket is for the gateway to say; it says no more than that there is an error.
    expect(
      await ended.then(
        (answers) => answers.some(({ errors }) => errors !== undefined),
        () => true,
      ),
    ).toBe(true);
  });

  it('a refusal has its code', async () => {
    const answers = await follow('nonsense', ANN);
    expect(answers.flatMap(codesOf)).toEqual(['BAD_ID']);
  });
});
