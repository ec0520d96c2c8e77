// A caller whose connection is cut at any moment of its mutation, and who asks again with the same key: what it wants comes to
// be, is done once, and no answer remembers that it had gone.
import { describe, expect, it } from '@jest/globals';
import { setTimeout as delay } from 'node:timers/promises';
import { useApp } from '../../support/app.ts';
import { device, genesysUser, place, type Target } from '../../support/license-targets.ts';
import { target } from '../../support/inputs.ts';
import { finished, mutate, type Payload } from '../../support/mutations.ts';
import { BARE, HELD, stateAtProviders } from '../../support/provider-state.ts';
import { createRandom } from '../../support/random.ts';
import { effects } from '../../support/true-outcomes.ts';

export interface CutSizes {
  /** Connections cut, of each kind. */
  readonly single: number;
  readonly sets: number;
}

type Action = 'ASSIGN' | 'REMOVE';

const SEED = 20_310_502;
/** How long every answer of a provider takes, so that a cut may come at any step. */
const ANSWER_MS = 15;
const PATIENCE_MS = 900_000;

const PROVIDERS = ['genesys', 'thingspace', 'yext'] as const;
const SINGLE: readonly Target[] = [place('store-5')];
const SEVERAL: readonly Target[] = [place('store-7'), device(127), genesysUser(1)];

/** Cuts them all, in the tests of the file this is called in. */
export function cutConnections({ single, sets }: CutSizes): void {
  describe('a connection that is cut, and the same call again with its key', () => {
    const app = useApp({ limits: { breakerFailures: 1_000 } });
    const random = createRandom(SEED);

    it.each([
      ['a single change', single, SINGLE],
      ['a set over three providers', sets, SEVERAL],
    ])(
      'end true for %s, %i times',
      async (name, count, targets) => {
        const providers = stateAtProviders(app.fleet);
        for (const one of targets) await providers.put(one, BARE);
        for (const provider of PROVIDERS)
          app.fleet[provider].fault({ fault: { kind: 'latency', ms: ANSWER_MS } });
        // The first call opens the database.
        await ask('ASSIGN', targets, `${name}, first`);
        const whole = await duration(() => ask('REMOVE', targets, `${name}, uncut`));
        for (let cut = 0; cut < count; cut += 1) {
          const action = cut % 2 === 0 ? 'ASSIGN' : 'REMOVE';
          const afterMs = Math.round(random.next() * whole * 1.1);
          await cutOff(action, targets, { key: `${name} ${cut}`, afterMs }).catch((error: unknown) => {
            throw new Error(`cut ${cut} with seed ${SEED}, ${afterMs} ms after its start`, { cause: error });
          });
          for (const one of targets) {
            expect(await providers.stateOf(one)).toEqual(action === 'ASSIGN' ? HELD : BARE);
          }
        }
      },
      PATIENCE_MS,
    );

    async function cutOff(
      action: Action,
      targets: readonly Target[],
      { key, afterMs }: { readonly key: string; readonly afterMs: number },
    ): Promise<void> {
      app.forget();
      const client = new AbortController();
      const gone = ask(action, targets, key, client.signal).catch(() => null);
      await delay(afterMs);
      client.abort();
      await gone;
      const again = await ask(action, targets, key);
      const set = await finished(app, again.changeSet?.id);
      expect(again.problems).toEqual([]);
      expect(set.changes.nodes.map(({ outcome, problem }) => [outcome, problem])).toEqual(
        targets.map(() => ['VERIFIED', null]),
      );
      for (const provider of PROVIDERS) expect(effects(app.fleet, provider).length).toBeLessThanOrEqual(1);
    }

    function ask(
      action: Action,
      targets: readonly Target[],
      idempotencyKey: string,
      signal?: AbortSignal,
    ): Promise<Payload> {
      const [first] = targets;
      const inputs = targets.map(inputOf);
      const client = signal === undefined ? app : { data: asking(signal) };
      return targets.length === 1 && first
        ? mutate(client, action === 'ASSIGN' ? 'assignLicense' : 'removeLicense', {
            ...inputOf(first),
            idempotencyKey,
          })
        : mutate(client, 'applyLicenseChanges', {
            changes: inputs.map((input) => ({ action, ...input })),
            idempotencyKey,
          });
    }

    function asking(signal: AbortSignal): typeof app.data {
      return (query, options) => app.data(query, { ...options, signal });
    }
  });
}

function inputOf({ accountKey, licenseId, kind, externalId }: Target) {
  return target(accountKey, licenseId, kind, externalId);
}

async function duration(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
