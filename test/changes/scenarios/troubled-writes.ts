// Writes of every provider under the faults of the emulators: what is reported is what is so at the provider, at once where a
// read can tell and later where none could; and nothing is done twice.
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { FaultRule } from '../../../emulators/core/faults.ts';
import type { ChangeAction } from '../../../src/domain/change.ts';
import { setOf, useEngine } from '../../support/engine.ts';
import { changeRequest } from '../../support/change-requests.ts';
import { PATHS, device, genesysUser, place, webexUser, type Target } from '../../support/license-targets.ts';
import type { ProviderName } from '../../support/provider.ts';
import { BARE, HELD, type State } from '../../support/provider-state.ts';
import { effects, isAsRequested } from '../../support/true-outcomes.ts';

export interface Write {
  readonly provider: ProviderName;
  readonly method: 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly action: ChangeAction;
  readonly target: Target;
  readonly removalOn: string | null;
  /** What is so before. */
  readonly before: State;
}

const DAY = '2099-01-31';

function bothWays(
  provider: ProviderName,
  target: Target,
  methods: readonly [Write['method'], Write['method']],
): readonly Write[] {
  const base = { provider, target, removalOn: null };
  return [
    { ...base, method: methods[0], action: 'ASSIGN', before: BARE },
    { ...base, method: methods[1], action: 'REMOVE', before: HELD },
  ];
}

/** Every write that goes to a provider, on targets that no rule stands in the way of. */
export const WRITES: readonly Write[] = [
  ...bothWays('genesys', genesysUser(1), ['POST', 'POST']),
  ...bothWays('webex', webexUser(14, 'messaging'), ['PATCH', 'PATCH']),
  ...bothWays('thingspace', device(203), ['POST', 'POST']),
  ...bothWays('thingspace', device(2003, 'fleet-legacy'), ['POST', 'POST']),
  ...bothWays('yext', place('store-5'), ['POST', 'DELETE']),
  {
    provider: 'yext',
    method: 'PUT',
    action: 'SCHEDULE_REMOVAL',
    target: place('store-5'),
    removalOn: DAY,
    before: HELD,
  },
  {
    provider: 'yext',
    method: 'PUT',
    action: 'CANCEL_REMOVAL',
    target: place('store-5'),
    removalOn: null,
    before: { held: true, removalOn: DAY },
  },
];

export interface Trouble {
  readonly name: string;
  readonly fault: FaultRule['fault'];
  /** How often it strikes; absent for always. */
  readonly times?: number;
  /** Whether the change is made all the same in the end; null where that depends on the provider. */
  readonly made: boolean | null;
}

/** Both what passes and what stays. */
const TROUBLES: readonly Trouble[] = [
  { name: 'is slow', fault: { kind: 'latency', ms: 60 }, made: true },
  { name: 'throttles once', fault: { kind: 'throttle', retryAfter: 2 }, times: 1, made: true },
  { name: 'throttles once and does not say how long', fault: { kind: 'throttle' }, times: 1, made: true },
  { name: 'throttles for ever', fault: { kind: 'throttle', retryAfter: 1 }, made: false },
  { name: 'answers 500 once', fault: { kind: 'error', status: 500 }, times: 1, made: true },
  { name: 'answers 503 for ever', fault: { kind: 'error', status: 503 }, made: false },
  { name: 'answers 400', fault: { kind: 'error', status: 400 }, made: false },
  { name: 'answers 403', fault: { kind: 'error', status: 403 }, made: false },
  { name: 'answers 404', fault: { kind: 'error', status: 404 }, made: false },
  { name: 'answers 409', fault: { kind: 'error', status: 409 }, made: false },
  { name: 'answers 401 once', fault: { kind: 'error', status: 401 }, times: 1, made: null },
  { name: 'redirects once', fault: { kind: 'answer', status: 302, body: {} }, times: 1, made: null },
  {
    name: 'answers 200 with nothing once',
    fault: { kind: 'answer', status: 200, body: {} },
    times: 1,
    made: null,
  },
  { name: 'answers 204 once', fault: { kind: 'answer', status: 204 }, times: 1, made: null },
  { name: 'stalls once', fault: { kind: 'stall' }, times: 1, made: true },
  { name: 'stalls for ever', fault: { kind: 'stall' }, made: false },
  { name: 'cuts before it was done, once', fault: { kind: 'cut' }, times: 1, made: true },
  { name: 'cuts before it was done, for ever', fault: { kind: 'cut' }, made: false },
  { name: 'cuts after it was done', fault: { kind: 'apply-then-cut' }, made: true },
  { name: 'cuts its answer short', fault: { kind: 'truncate' }, made: true },
  { name: 'answers half a JSON', fault: { kind: 'half-json' }, made: true },
  { name: 'is hidden by a proxy once', fault: { kind: 'html' }, times: 1, made: null },
  { name: 'is hidden by a proxy for ever', fault: { kind: 'html' }, made: false },
  { name: 'repeats an old answer once', fault: { kind: 'repeat-page' }, times: 1, made: null },
  { name: 'answers words nobody knows', fault: { kind: 'unknown-enum' }, made: true },
  { name: 'lies once', fault: { kind: 'lie' }, times: 1, made: null },
  { name: 'lies for ever', fault: { kind: 'lie' }, made: false },
];

/** While nothing can be read after the write. */
const IN_THE_DARK: readonly Trouble[] = [
  { name: 'works', fault: { kind: 'latency', ms: 1 }, made: true },
  { name: 'cuts after it was done', fault: { kind: 'apply-then-cut' }, made: true },
  { name: 'cuts before it was done', fault: { kind: 'cut' }, made: false },
  { name: 'stalls', fault: { kind: 'stall' }, made: false },
  { name: 'lies', fault: { kind: 'lie' }, made: false },
  { name: 'throttles once', fault: { kind: 'throttle', retryAfter: 2 }, times: 1, made: true },
];

/** Which of `WRITES` a trouble is tried with; `index` is the place of the trouble in its list. */
export type Choice = (index: number) => readonly Write[];

/** Tries them all, in the tests of the file this is called in. */
export function troubledWrites(choose: Choice): void {
  const rig = useEngine({ jump: true, answerTimeoutMs: 300 });
  // So that there is an old answer to repeat, and every token.
  beforeAll(async () => {
    for (const write of WRITES) {
      await rig.providers.put(write.target, write.before);
      await rig.engine.apply([requestOf(write)], rig.request());
    }
  });

  function cases(troubles: readonly Trouble[]) {
    return troubles.flatMap((trouble, index) =>
      choose(index).map((write) => ({
        write,
        trouble,
        label: `${write.target.accountKey} ${write.action}: the provider ${trouble.name}`,
      })),
    );
  }

  function afflict({ provider, method }: Write, { fault, times }: Trouble): void {
    const rule = { method, path: PATHS[provider].write, fault };
    rig.fleet[provider].fault(times === undefined ? rule : { ...rule, times });
  }

  /** The outcome as it was reported first. */
  async function tryOut(write: Write, trouble: Trouble): Promise<string> {
    afflict(write, trouble);
    const answer = await rig.engine.apply([requestOf(write)], rig.request());
    const { outcome } = await rig.record({ set: setOf(answer) });
    expect(effects(rig.fleet, write.provider).length).toBeLessThanOrEqual(1);
    await rig.expectTruth(answer);
    if (trouble.made !== null) {
      expect(isAsRequested(write, await rig.providers.stateOf(write.target))).toBe(trouble.made);
    }
    return outcome;
  }

  describe('what is reported is so, when', () => {
    it.each(cases(TROUBLES))('$label', async ({ write, trouble }) => {
      await rig.providers.put(write.target, write.before);
      rig.calm();
      const outcome = await tryOut(write, trouble);
      // Reads can tell everything at once but this: whether a success that does not show is still to come.
      const isSo = isAsRequested(write, await rig.providers.stateOf(write.target));
      expect(isSo ? ['VERIFIED'] : ['REJECTED', 'ACCEPTED_UNVERIFIED']).toContain(outcome);
    });
  });

  describe('what is reported is so, with every read failing after the write, when', () => {
    it.each(cases(IN_THE_DARK))('$label', async ({ write, trouble }) => {
      await rig.providers.put(write.target, write.before);
      rig.calm();
      await rig.darken(write.provider, requestOf(write));
      const outcome = await tryOut(write, trouble);
      expect(['ACCEPTED_UNVERIFIED', 'UNKNOWN']).toContain(outcome);
    });
  });
}

function requestOf({ action, target, removalOn }: Write) {
  return changeRequest(action, target, removalOn);
}
