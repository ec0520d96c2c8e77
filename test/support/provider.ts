// A provider's adapter for its tests: connected to its emulator, to a stub server, or to nothing.
import { afterEach, beforeEach } from '@jest/globals';
import { COMPANY, type VendorName } from '../../emulators/company.ts';
import { steadyTime } from '../../emulators/core/clock.ts';
import type { EmulatedState } from '../../emulators/core/definition.ts';
import type { RunningEmulator } from '../../emulators/core/emulator.ts';
import type { FaultRule } from '../../emulators/core/faults.ts';
import { isLoginTo } from '../../emulators/core/seeded.ts';
import type { ProviderAccount } from '../../src/providers/provider.ts';
import type { TransportRequest } from '../../src/upstream/transport.ts';
import type { UpstreamRuntime } from '../../src/upstream/upstream.ts';
import { useEmulator } from './emulator.ts';
import { KITS } from './kits.ts';
import { standIn } from './lifecycle.ts';
import type { ProviderKit } from './provider-kit.ts';
import { testCall, testRuntime, type RuntimeChanges } from './runtime.ts';
import { startStub, type StubAnswer, type StubRequest } from './stub-server.ts';

export type ProviderName = VendorName;
/** A vendor that has its kit. */
type KitName = keyof typeof KITS;
type Kit<Name extends KitName> = (typeof KITS)[Name];
type AccountOf<Name extends KitName> = ReturnType<Kit<Name>['open']>;
type EntryOf<Name extends KitName> = Parameters<Kit<Name>['open']>[2];

export interface Bench<Account, Entry> {
  /** Freshly seeded for each test. */
  readonly emulator: RunningEmulator;
  /** A new account for each test, which has sent nothing yet. */
  readonly account: Account;
  readonly runtime: UpstreamRuntime;
  /** Opens another account, with another entry in the configuration or another runtime. */
  open(entry?: Entry, runtime?: RuntimeChanges): Account;
  /** Requests since the journal was emptied, without logins, in the short form of the provider's kit. */
  calls(): string[];
  /** The number of logins since the journal was emptied. */
  logins(): number;
  /** Empties the journal. */
  forget(): void;
  /** All requests of the accounts of the test since then, with logins, headers and bodies. */
  readonly requests: readonly TransportRequest[];
  /** Milliseconds that the waits of this test would have taken, when clocks jump. */
  waited(): number;
  /** For the rest of the test the time limit for answers is short; `false` makes it long again. */
  hurry(inAHurry?: boolean): void;
  /** Reads the catalogue, which logs in, and empties the journal. Returns the account, by default that of the test. */
  warm(account?: Account): Promise<Account>;
  /** Puts a fault on requests that match the rule; without a path, on all requests but logins. */
  strike(fault: FaultRule['fault'], rule?: Omit<FaultRule, 'fault'>): void;
  /** An account at a stub server that accepts its login and gives these answers to the rest; closed after the test. */
  stubbed(
    answer: (request: StubRequest, index: number) => StubAnswer | Promise<StubAnswer>,
    entry?: Entry,
  ): Promise<{ readonly account: Account; readonly requests: readonly StubRequest[] }>;
}

export interface BenchOptions<Entry = object> {
  /** Changes to the entry of each account, unless a test gives its own. */
  readonly entry?: Entry;
  /** Changes to the runtime of each test's account. */
  readonly runtime?: (emulator: RunningEmulator) => RuntimeChanges;
  /** Whether waits end at once: the clocks of the accounts and of the emulator move instead. */
  readonly jump?: boolean;
  /** The time of the emulator's clock; real time when absent. */
  readonly now?: () => number;
}

/** Long enough for an emulator to answer, however busy the machine is. */
const PATIENCE_MS = 20_000;
/** Short, for tests in which no answer comes. */
const MOMENT_MS = 250;

/** The provider for the tests of the file or `describe` this is called in: its emulator, and an account for each test. */
export function useProvider<Name extends KitName>(
  name: Name,
  options: BenchOptions<EntryOf<Name>> = {},
): Bench<AccountOf<Name>, EntryOf<Name>> {
  // The kit of `Name` has the account and entry of `Name`, which the compiler cannot infer.
  const kit = KITS[name] as unknown as AnyKit<AccountOf<Name>, EntryOf<Name>>;
  const emulator = useEmulator(kit.definition, options.now && { now: options.now });
  const closing: (() => Promise<void> | void)[] = [];
  let runtime: UpstreamRuntime | undefined;
  let account: AccountOf<Name> | undefined;
  const requests: TransportRequest[] = [];
  let waited = 0;
  let hurried = false;

  const time = steadyTime();
  const jumping: RuntimeChanges = {
    now: () => time() + waited,
    sleep(milliseconds, signal) {
      signal.throwIfAborted();
      waited += milliseconds;
      emulator.clock.advance(milliseconds);
      return Promise.resolve();
    },
  };
  function runtimeWith(changes: RuntimeChanges): UpstreamRuntime {
    const all = { ...(options.jump === true && jumping), ...options.runtime?.(emulator), ...changes };
    const { runtime: patient, close } = testRuntime({ answerTimeoutMs: PATIENCE_MS, ...all });
    const hasty = testRuntime({ ...all, answerTimeoutMs: MOMENT_MS });
    closing.push(close, hasty.close);
    return {
      ...patient,
      transport(request) {
        requests.push(request);
        return (hurried ? hasty.runtime : patient).transport(request);
      },
    };
  }
  beforeEach(() => {
    requests.length = 0;
    waited = 0;
    hurried = false;
    runtime = runtimeWith({});
    account = kit.open(emulator.url, runtime, options.entry);
  });
  afterEach(async () => {
    for (const close of closing.splice(0)) await close();
  });

  const bench: Bench<AccountOf<Name>, EntryOf<Name>> = {
    emulator,
    account: standIn(() => account),
    runtime: standIn(() => runtime),
    open: (entry = options.entry, changes) =>
      kit.open(emulator.url, changes ? runtimeWith(changes) : bench.runtime, entry),
    calls: () =>
      emulator.journal
        .entries()
        .filter(({ path }) => !isLoginTo(COMPANY[name], path))
        .map((request) => kit.told(request)),
    logins: () => emulator.journal.entries().filter(({ path }) => isLoginTo(COMPANY[name], path)).length,
    forget() {
      emulator.journal.clear();
      requests.length = 0;
    },
    requests,
    waited: () => waited,
    hurry(inAHurry = true) {
      hurried = inAHurry;
    },
    async warm(one = bench.account) {
      await one.catalogue(testCall());
      bench.forget();
      return one;
    },
    strike: (fault, rule = {}) => emulator.fault({ path: COMPANY[name].paths.read, ...rule, fault }),
    async stubbed(answer, entry = options.entry) {
      let index = 0;
      const requests: StubRequest[] = [];
      const stub = await startStub((request) => {
        const welcome = kit.welcome(request);
        if (welcome !== null) return welcome;
        requests.push(request);
        index += 1;
        return answer(request, index - 1);
      });
      closing.push(stub.close);
      return { account: kit.open(stub.url, bench.runtime, entry), requests };
    },
  };
  return bench;
}

/** An account of a provider for calls that need no request: every request fails. */
export function offline<Name extends KitName>(name: Name, entry?: EntryOf<Name>): AccountOf<Name> {
  const kit = KITS[name] as unknown as AnyKit<AccountOf<Name>, EntryOf<Name>>; // as in `useProvider`
  const transport = (): Promise<never> => Promise.reject(new Error('something was sent'));
  return kit.open('http://127.0.0.1:9', testRuntime({ transport }).runtime, entry);
}

type AnyKit<Account extends ProviderAccount, Entry> = Omit<ProviderKit<EmulatedState, Account>, 'open'> & {
  open(url: string, runtime: UpstreamRuntime, entry?: Entry): Account;
};
