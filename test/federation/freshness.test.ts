// `x-freshness` of a client of a gateway, with the settings of docs/federate.md: what a vendor that is down would have told comes from the inventory, and says so.
import { describe, expect, it } from '@jest/globals';
import { codesOf } from '../support/app.ts';
import { useSweptApp } from '../support/inventory.ts';
import { opened } from '../support/lifecycle.ts';
import { COMPOSERS } from './composers.ts';
import { GATEWAYS } from './gateways.ts';

const app = useSweptApp({ limits: { retries: 0, breakerFailures: 1_000 } });

const QUERY =
  '{ licenses(first: 1, filter: { accountKeys: ["listings"] }) { coverage { status } nodes { source { mode ageSeconds } } } }';
const STALE = { headers: { 'x-freshness': 'stale-if-error=86400' } };

describe.each(['@apollo/gateway', 'Hive Gateway'] as const)('%s', (name) => {
  const gateway = opened(
    async () => {
      const { _service: told } = await app.data<{ _service: { sdl: string } }>('{ _service { sdl } }');
      const subgraph = { name: 'licenses', url: `${app.url}/graphql`, sdl: told.sdl };
      return GATEWAYS[name](COMPOSERS['@apollo/composition']([subgraph]).supergraph);
    },
    (it) => it.close(),
  );

  it('brings a stale answer to a client that takes one', async () => {
    app.fleet.yext.fault({ path: '', fault: { kind: 'error', status: 503 } });
    expect(await gateway.data(QUERY, STALE)).toEqual({
      licenses: {
        coverage: [{ status: 'STALE' }],
        nodes: [{ source: { mode: 'INVENTORY', ageSeconds: expect.any(Number) } }],
      },
    });
  });

  it('brings none to a client that asks for none', async () => {
    app.fleet.yext.fault({ path: '', fault: { kind: 'error', status: 503 } });
    const answer = await gateway.ask(QUERY);
    expect(codesOf(answer)).toEqual(['UPSTREAM_UNAVAILABLE']);
    expect(JSON.stringify(answer.data)).not.toContain('INVENTORY');
  });

  it('brings the refusal of a header of another form', async () => {
    const answer = await gateway.ask(QUERY, { headers: { 'x-freshness': 'sometimes' } });
    expect(codesOf(answer)).toEqual([expect.any(String)]);
    expect(answer.data ?? { licenses: null }).toEqual({ licenses: null });
  });
});
