// A provider's adapter as its tests use it: in front of its emulator, of a server that answers what a test wants, or of nothing.
import { afterEach, beforeEach } from '@jest/globals';
import type { EmulatedState, RunningEmulator } from '../../emulators/core/emulator.ts';
import type { FaultRule } from '../../emulators/core/faults.ts';
import type { ProviderAccount } from '../../src/providers/provider.ts';
import type { UpstreamRuntime } from '../../src/upstream/upstream.ts';
import { useEmulator } from './emulator.ts';
import type { ProviderKit } from './provider-kit.ts';
import { standIn } from './lifecycle.ts';
import { genesys } from './providers/genesys.ts';
import { thingspace } from './providers/thingspace.ts';
import { webex } from './providers/webex.ts';
import { yext } from './providers/yext.ts';
import { testCall, testRuntime, type RuntimeChanges } from './runtime.ts';
import { startStub, type StubAnswer, type StubRequest } from './stub-server.ts';

/** One line a provider. */
const KITS = { genesys, webex, thingspace, yext };
export type ProviderName = keyof typeof KITS;
type Kit<Name extends ProviderName> = (typeof KITS)[Name];
type AccountOf<Name extends ProviderName> = ReturnType<Kit<Name>['open']>;
type EntryOf<Name extends ProviderName> = Parameters<Kit<Name>['open']>[2];

export interface Bench<Account, Entry> {
  /** Freshly seeded for each test. */
  readonly emulator: RunningEmulator;
  /** Of each test its own, which has not been asked anything. */
  readonly account: Account;
  readonly runtime: UpstreamRuntime;
  /** One more account, with another entry in the configuration or another runtime. */
  open(entry?: Entry, runtime?: RuntimeChanges): Account;
  /** Requests since the journal was emptied, logins left out, as `told` of the provider's kit writes them. */
  calls(): string[];
  /** How many logins there were since the journal was emptied. */
  logins(): number;
  /** Empties the journal. */
  forget(): void;
  /** Reads the catalogue, which logs in, and forgets it. */
  warm(account?: Account): Promise<void>;
  /** Puts a fault on requests whose path matches the rule's, on all requests for data when it has none. */
  strike(fault: FaultRule['fault'], rule?: Omit<FaultRule, 'fault'>): void;
  /** An account at a server that lets it in, and answers the rest as told; closed when the test is over. */
  stubbed(
    answer: (request: StubRequest, index: number) => StubAnswer,
    entry?: Entry,
  ): Promise<{ readonly account: Account; readonly requests: readonly StubRequest[] }>;
}

export interface BenchOptions {
  /** What the runtime of each test's account has otherwise. */
  readonly runtime?: (emulator: RunningEmulator) => RuntimeChanges;
}

/** The provider for the tests of the file or `describe` this is called in: its emulator, and an account for each test. */
export function useProvider<Name extends ProviderName>(
  name: Name,
  options: BenchOptions = {},
): Bench<AccountOf<Name>, EntryOf<Name>> {
  // One kit of the four, whose account and entry are those of `Name`: the compiler does not follow that.
  const kit = KITS[name] as unknown as AnyKit<AccountOf<Name>, EntryOf<Name>>;
  const emulator = useEmulator(kit.definition);
  const closing: (() => Promise<void> | void)[] = [];
  let runtime: UpstreamRuntime | undefined;
  let account: AccountOf<Name> | undefined;

  function runtimeWith(changes: RuntimeChanges): UpstreamRuntime {
    const made = testRuntime({ ...options.runtime?.(emulator), ...changes });
    closing.push(made.close);
    return made.runtime;
  }
  beforeEach(() => {
    runtime = runtimeWith({});
    account = kit.open(emulator.url, runtime);
  });
  afterEach(async () => {
    for (const close of closing.splice(0)) await close();
  });

  const bench: Bench<AccountOf<Name>, EntryOf<Name>> = {
    emulator,
    account: standIn(() => account),
    runtime: standIn(() => runtime),
    open: (entry, changes) =>
      kit.open(emulator.url, changes ? runtimeWith(changes) : bench.runtime, entry),
    calls: () =>
      emulator.journal
        .entries()
        .filter((request) => !kit.isLogin(request))
        .map((request) => kit.told(request)),
    logins: () => emulator.journal.entries().filter((request) => kit.isLogin(request)).length,
    forget: () => emulator.journal.clear(),
    async warm(one = bench.account) {
      await one.catalogue(testCall());
      bench.forget();
    },
    strike: (fault, rule = {}) => emulator.fault({ path: kit.dataPath, ...rule, fault }),
    async stubbed(answer, entry) {
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

/** An account of a provider that may be asked for what needs no request: any request fails. */
export function offline<Name extends ProviderName>(name: Name, entry?: EntryOf<Name>): AccountOf<Name> {
  const kit = KITS[name] as unknown as AnyKit<AccountOf<Name>, EntryOf<Name>>; // as in `useProvider`
  const transport = (): Promise<never> => Promise.reject(new Error('something was sent'));
  return kit.open('http://127.0.0.1:9', testRuntime({ transport }).runtime, entry);
}

type AnyKit<Account extends ProviderAccount, Entry> = Omit<ProviderKit<EmulatedState, Account>, 'open'> & {
  open(url: string, runtime: UpstreamRuntime, entry?: Entry): Account;
};
