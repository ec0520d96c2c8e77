// The bench every promise is tried on: one emulator a suite, and for each test a fresh account in a time of its own.
import { beforeEach } from '@jest/globals';
import { steadyTime } from '../../emulators/core/clock.ts';
import type { RunningEmulator } from '../../emulators/core/emulator.ts';
import type { FaultRule } from '../../emulators/core/faults.ts';
import type { ProviderAccount } from '../../src/providers/provider.ts';
import {
  createTransport,
  type Transport,
  type TransportRequest,
  type UpstreamResponse,
} from '../../src/upstream/transport.ts';
import type { UpstreamLimits, UpstreamRuntime } from '../../src/upstream/upstream.ts';
import { opened, standIn } from '../support/lifecycle.ts';
import { testCall } from '../support/runtime.ts';
import type { Shape, Subject, Truth, World } from './subject.ts';

/** Further tries of a read, and the longest wait before one. */
export const RETRIES = 2;
export const RETRY_AFTER_CAP_MS = 2000;

/** Pages after which a list that leads back is taken for one that is read without end. */
const MOST_OF_A_CIRCLE = 1_000;

const LIMITS: UpstreamLimits = {
  concurrency: 8,
  queue: 10_000,
  retries: RETRIES,
  retryAfterCapMs: RETRY_AFTER_CAP_MS,
  // The circuit has tests of its own: elsewhere it must not hide what a read makes of a fault.
  breakerFailures: 1000,
  breakerResetMs: 10_000,
  catalogueMs: 0,
  idsToProviders: true,
};

export type Fault = FaultRule['fault'];

export interface Rig {
  readonly subject: Subject;
  readonly emulator: RunningEmulator;
  /** Logged in; nothing of what follows is a login. */
  readonly account: ProviderAccount;
  /** Everything sent since the account was ready, logins included. */
  readonly requests: readonly TransportRequest[];
  /** Milliseconds waited before further tries. No time passed meanwhile: clocks were put forward. */
  readonly waits: readonly number[];
  readonly world: World;
  now(): number;
  truth(): Truth;
  /** An account that has not been asked anything. */
  fresh(limits?: Partial<UpstreamLimits>): ProviderAccount;
  /** The emulator seeded and switched like this, with another account. */
  reshape(shape: Shape): Promise<void>;
  /** Puts a fault on all requests but logins. */
  strike(fault: Fault, rule?: Omit<FaultRule, 'fault' | 'path'>): void;
  /** From now on, answers are waited for a moment only; `false` makes it long again. */
  hurry(inAHurry?: boolean): void;
  /** From now on, each list of more than two pages leads back: its third page is the first one again, and so on. */
  goInCircles(): void;
  /** From now on, whoever asks about one address is answered about another. */
  mistake(address: string, other: string): void;
  /** Requests since the account was ready, logins left out. */
  sent(): readonly TransportRequest[];
}

/** Connections of the `describe` this is called in, on which answers are waited for so long. */
function useTransport(answerTimeoutMs: number): ReturnType<typeof createTransport> {
  return opened(
    () =>
      createTransport(() => ({
        connectTimeoutMs: 5000,
        answerTimeoutMs,
        maxSockets: 20,
        maxAnswerBytes: 33_554_432,
      })),
    (it) => it.close(),
  );
}

/** Answers as `transport` does, but the third request to a path as the first one, the fourth as the second, and so on. */
function inCircles(transport: Transport): Transport {
  const lists = new Map<string, UpstreamResponse[]>();
  return async (request) => {
    const list = `${request.method} ${new URL(request.url).pathname}`;
    const answers = lists.get(list) ?? [];
    lists.set(list, answers);
    if (answers.length > MOST_OF_A_CIRCLE) throw new Error('a list that leads back is read on and on');
    // Without what schemas made of it, which is of the first time.
    const { parsed: _, ...answer } = answers.at(-2) ?? (await transport(request));
    answers.push(answer);
    return answer;
  };
}

/** Sends what is asked about one address with another in its place, in the encoding of URLs where it is so encoded. */
function mistaking(transport: Transport, address: string, other: string): Transport {
  return (request) => {
    const encoded = encodeURIComponent(address);
    const text = `${request.url} ${request.body ?? ''}`;
    const [from, to] = text.toLowerCase().includes(encoded.toLowerCase())
      ? [encoded, encodeURIComponent(other)]
      : [address, other];
    const swap = (part: string): string =>
      part.replaceAll(new RegExp(from.replaceAll(/[.+*?^$|(){}[\]\\]/g, '\\$&'), 'gi'), to);
    const { body } = request;
    return transport({ ...request, url: swap(request.url), ...(body !== undefined && { body: swap(body) }) });
  };
}

/** Starts the subject's emulator around the tests of the `describe` it is called in. */
export function createRig(subject: Subject): Rig {
  const patient = useTransport(10_000);
  // Only for requests that are never answered: no machine is too slow for it.
  const hasty = useTransport(50);
  const requests: TransportRequest[] = [];
  const waits: number[] = [];
  const emulator = opened(
    () => subject.start(),
    (it) => it.close(),
  );
  let account: ProviderAccount | undefined;
  let world: World = { scale: 1, switches: {} };
  let hurried = false;
  let detour: Transport | null = null;
  const time = steadyTime();
  let skew = 0;
  const silent = (): void => undefined;
  const runtime: Omit<UpstreamRuntime, 'limits'> = {
    transport: (request) => {
      requests.push(request);
      if (detour !== null) return detour(request);
      return (hurried ? hasty : patient).transport(request);
    },
    now: () => time() + skew,
    random: () => 0.5,
    sleep: (milliseconds, signal) =>
      new Promise((resolve) => {
        signal.throwIfAborted();
        waits.push(milliseconds);
        skew += milliseconds;
        resolve();
      }),
    log: { info: silent, warn: silent, error: silent },
  };

  const rig: Rig = {
    subject,
    requests,
    waits,
    emulator,
    account: standIn(() => account),
    get world() {
      return world;
    },
    now: runtime.now,
    truth: () => subject.truth(world),
    fresh(limits = {}) {
      const inForce = { ...LIMITS, ...limits };
      return subject.open(rig.emulator.url, { ...runtime, limits: () => inForce });
    },
    async reshape({ scale = 1, switches = {} }) {
      detour = null;
      world = { scale, switches: { ...subject.switches, ...switches } };
      rig.emulator.reset(scale);
      for (const [name, value] of Object.entries(world.switches)) rig.emulator.setSwitch(name, value);
      account = rig.fresh();
      await account.catalogue(testCall());
      rig.emulator.journal.clear();
      requests.length = 0;
      waits.length = 0;
    },
    strike: (fault, rule = {}) => rig.emulator.fault({ path: subject.apiPath, fault, ...rule }),
    hurry(inAHurry = true) {
      hurried = inAHurry;
    },
    goInCircles() {
      detour = inCircles(patient.transport);
    },
    mistake(address, other) {
      detour = mistaking(patient.transport, address, other);
    },
    sent: () => requests.filter(({ url }) => new RegExp(subject.apiPath).test(new URL(url).pathname)),
  };

  beforeEach(async () => {
    hurried = false;
    skew = 0;
    await rig.reshape(subject.shapes[0]);
  });
  return rig;
}
