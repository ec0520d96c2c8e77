// The context that the resolvers of one request share. A part of the composition root.
import type { Principal } from './auth/principal.ts';
import type { Caller, Opened } from './changes/caller.ts';
import { createChangeService } from './changes/change-service.ts';
import type { HiddenNumbers } from './domain/inventory/hidden-number.ts';
import type { InventoryAccount, RecordedAccount } from './domain/inventory/accounts.ts';
import type { Current } from './domain/reload/current.ts';
import type { Tracer } from './domain/telemetry/tracer.ts';
import type { Pace } from './domain/waiting/next-look.ts';
import { createHistoryService } from './inventory/reading/history-service.ts';
import { createAskedService } from './inventory/asked/asked-service.ts';
import { LIVE, type Freshness } from './domain/inventory/freshness.ts';
import type { Call } from './domain/call.ts';
import { endingEarlier } from './domain/waiting/earlier-call.ts';
import { createFreshLoaders } from './graph/freshness/fresh-loaders.ts';
import { expectedBy } from './insight/expected.ts';
import { createMoneyService } from './insight/money-service.ts';
import { createInsightService } from './insight/insight-service.ts';
import { createInventoryService } from './inventory/reading/inventory-service.ts';
import type { Readings } from './graph/context.ts';
import { createAccountDirectory } from './loaders/accounts.ts';
import { createLoaders } from './loaders/loaders.ts';
import type { ContractsInForce } from './contracts-in-force.ts';
import type { PageHold } from './loaders/page-hold.ts';
import type { ProviderAccount } from './providers/provider.ts';
import type { ServerOptions } from './server/server.ts';
import type { DeferredOpen } from './store/deferred-open.ts';
import type { RuleSettings } from './store/findings/api.ts';
import type { Metrics } from './telemetry/metrics/metrics.ts';

/** What the contexts of all requests are made of, besides the accounts. */
interface ContextParts extends Pace, ContractsInForce {
  readonly pages: PageHold;
  readonly changes: DeferredOpen<Opened>;
  readonly metrics: Metrics;
  readonly tracer: Tracer;
  /** What the configuration in force makes of what is recorded of an account. */
  readonly standing: (recorded: RecordedAccount) => InventoryAccount;
  /** What the rules of findings go by in an account, by the configuration in force. */
  readonly findingSettingsOf: (accountKey: string) => RuleSettings;
}

/** Makes the context that the resolvers of one request share, for its caller. */
export function contextMaker(
  accounts: Current<readonly ProviderAccount[]>,
  { pages, changes, metrics, tracer, standing, findingSettingsOf, contracts, dayOf, ...waits }: ContextParts,
): ServerOptions['contextFor'] {
  const { batched, covered } = metrics.reading;
  const numbers: HiddenNumbers = {
    hide: (kind, number) => changes.opened().store.numbers.hide(kind, number),
    reveal: (kind, text) => changes.opened().store.numbers.reveal(kind, text),
  };
  const paceOf = (field: string): Pace => ({ ...waits, lagged: (ms) => metrics.live.lagged(field, ms) });
  const [ofSets, ofEvents] = [paceOf('changeSetProgress'), paceOf('licenseEvents')];
  return (principal, call, forChanges, freshness = LIVE) => {
    const visible = visibleTo(principal, accounts());
    const directory = createAccountDirectory(visible);
    const caller = callerOf(principal, visible);
    const held = pages.forRights(rightsOf(principal));
    const opened = async () => (await changes.ready()).store;
    const reader = { accountKeys: [...caller.accounts.keys()], signal: call.signal, standing };
    const at = new Date(waits.now()).toISOString();
    const reading = leavingTime(call, freshness, waits.now);
    const anew = (): Readings => {
      const inventory = createInventoryService(opened, reader);
      const live = createLoaders(directory, reading, held, { batched, tracer });
      const fresh = { accounts: directory, inventory, numbers, freshness, at, failures: new Map() };
      return {
        accounts: directory,
        loaders: createFreshLoaders(live, fresh),
        changes: createChangeService(changes, caller, { call: forChanges, ...ofSets }),
        inventory,
        numbers,
      };
    };
    const history = createHistoryService(opened, reader, ofEvents);
    const money = createMoneyService(opened, {
      ...reader,
      seesPrices: principal.scopes.has('costs:read'),
      contracts: contracts(),
      at,
      dayOf,
      expected: expectedBy(history, at.slice(0, 10)),
    });
    const finding = { ...reader, ...caller, settingsOf: findingSettingsOf, now: waits.now };
    const insight = createInsightService(opened, finding);
    // A mutation has its deadline only once it has begun.
    const thorough = () =>
      createLoaders(directory, { ...forChanges, thorough: true }, null, { batched, tracer });
    const readings = anew();
    const isOff = async (key: string) => (await readings.inventory.accounts()).get(key)?.status === 'OFF';
    const asked = createAskedService(opened, { ...caller, call: forChanges, now: waits.now, isOff });
    const services = { history, insight, money, asked };
    return { ...readings, ...services, anew, thorough, covered, viewer: principal, at };
  };
}

/** Of the time of a request, the part that is kept to answer from the inventory what no provider has answered by then. */
const KEPT_SHARE = 0.1;

function leavingTime(call: Call, { staleIfError }: Freshness, now: () => number): Call {
  return staleIfError === null ? call : endingEarlier(call, (call.deadline - now()) * KEPT_SHARE, now);
}

function visibleTo(
  { accounts: keys }: Principal,
  accounts: readonly ProviderAccount[],
): readonly ProviderAccount[] {
  return keys === null ? accounts : accounts.filter(({ account }) => keys.has(account.key));
}

/** The same for callers who may see and do the same. */
function rightsOf({ accounts, scopes }: Principal): string {
  return JSON.stringify([accounts && [...accounts].toSorted(), [...scopes].toSorted()]);
}

function callerOf({ name, accounts }: Principal, visible: readonly ProviderAccount[]): Caller {
  return { name, accounts: byKey(visible), seesAll: accounts === null };
}

function byKey(accounts: readonly ProviderAccount[]): ReadonlyMap<string, ProviderAccount> {
  return new Map(accounts.map((one) => [one.account.key, one]));
}
