// Every write of every provider under every fault of the emulators: what is reported is what is so at the provider, at once
// where a read can tell and later where none could; and nothing is done twice.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { FaultRule } from '../../emulators/core/faults.ts';
import { openEngineRig, wish, type EngineRig } from '../support/engine.ts';
import { PATHS, WRITES, effects, emulatorOf, expectTruth, isAsWished, type Write } from './tries.ts';
import { askUpstream, type Upstream } from './upstream.ts';

interface Trouble {
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

let rig: EngineRig;
let upstream: Upstream;
beforeAll(async () => {
  rig = await openEngineRig({ jump: true, answerTimeoutMs: 300 });
  upstream = askUpstream(rig.fleet);
  rig.fleet.thingspace.setSwitch('loginReplacesSession', false);
  for (const write of WRITES) await warm(write);
}, 60_000);
afterAll(() => rig.close());
beforeEach(() => rig.calm());

const wishOf = ({ action, target, removalOn }: Write) =>
  wish(action, target.accountKey, target.licenseId, target.kind, target.externalId, removalOn);

/** So that there is an old answer to repeat, and every token. */
async function warm(write: Write): Promise<void> {
  await upstream.put(write.target, write.before);
  await rig.engine.apply([wishOf(write)], rig.request());
}

function cases(troubles: readonly Trouble[]) {
  return WRITES.flatMap((write) =>
    troubles.map((trouble) => ({
      write,
      trouble,
      label: `${write.target.accountKey} ${write.action}: the provider ${trouble.name}`,
    })),
  );
}

function afflict({ provider, method }: Write, { fault, times }: Trouble): void {
  const rule = { method, path: PATHS[provider].write, fault };
  emulatorOf(rig.fleet, provider).fault(times === undefined ? rule : { ...rule, times });
}

/** Lets the reads of planning through, and none after them. */
async function darken(write: Write): Promise<void> {
  const emulator = emulatorOf(rig.fleet, write.provider);
  // Twice: the first one may have to log in anew, and to read again after that.
  for (let round = 0; round < 2; round += 1) {
    rig.calm();
    await rig.engine.plan([wishOf(write)], rig.request());
  }
  const path = PATHS[write.provider].read;
  const after = emulator.journal.entries().filter((entry) => new RegExp(path).test(entry.path)).length;
  rig.calm();
  emulator.fault({ path, after, fault: { kind: 'error', status: 500 } });
}

/** The outcome as it was reported first. */
async function tryOut(write: Write, trouble: Trouble): Promise<string> {
  const emulator = emulatorOf(rig.fleet, write.provider);
  afflict(write, trouble);
  const answer = await rig.engine.apply([wishOf(write)], rig.request());
  const [record] = await rig.records(answer);
  if (!answer.set || !record) throw new Error(JSON.stringify(answer.problems));
  expect(effects(emulator, PATHS[write.provider]).length).toBeLessThanOrEqual(1);
  await expectTruth(rig, answer.set.id, upstream);
  if (trouble.made !== null) {
    expect(isAsWished(write, await upstream.stateOf(write.target))).toBe(trouble.made);
  }
  return record.outcome;
}

describe('what is reported is so, when', () => {
  it.each(cases(TROUBLES))('$label', async ({ write, trouble }) => {
    await upstream.put(write.target, write.before);
    rig.calm();
    const outcome = await tryOut(write, trouble);
    // Reads can tell everything at once but this: whether a success that does not show is still to come.
    const isSo = isAsWished(write, await upstream.stateOf(write.target));
    expect(isSo ? ['VERIFIED'] : ['REJECTED', 'ACCEPTED_UNVERIFIED']).toContain(outcome);
  });
});

describe('what is reported is so, with every read failing after the write, when', () => {
  it.each(cases(IN_THE_DARK))('$label', async ({ write, trouble }) => {
    await upstream.put(write.target, write.before);
    rig.calm();
    await darken(write);
    const outcome = await tryOut(write, trouble);
    expect(['ACCEPTED_UNVERIFIED', 'UNKNOWN']).toContain(outcome);
  });
});
