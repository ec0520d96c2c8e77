// The composition root: the one place where everything is constructed and wired.
import type { Fetch } from './auth/issuer-keys.ts';
import { observed } from './auth/observed.ts';
import { deferOpen, type DeferredOpen } from './store/deferred-open.ts';
import { afterAnswers, openingEarly, type EarlyOpening } from './early-opening.ts';
import type { Config } from './config/read.ts';
import type { LimitSettings } from './config/schema.ts';
import { contextMaker } from './contexts.ts';
import { exchangeable, type Exchangeable } from './domain/reload/current.ts';
import type { Log } from './domain/log.ts';
import type { Tracer } from './domain/telemetry/tracer.ts';
import type { UpstreamObserver } from './domain/telemetry/upstream-events.ts';
import { contractsInForce } from './contracts-in-force.ts';
import { isLoopback } from './config/loopback.ts';
import { buildSchema } from './graph/schema.ts';
import { createPageHold, type PageHold } from './loaders/page-hold.ts';
import { openChanges, type OpenedStore } from './open-changes.ts';
import type { ConfiguredAccount } from './providers/registry.ts';
import { createAccounts, type AccountKeys, type AccountsInForce } from './reload/accounts.ts';
import { createAuthentication, type Authentication } from './reload/authentication.ts';
import { createReload, type Reload } from './reload/reload.ts';
import { DRAIN_DELAY_MS, leave, type LeaveSteps } from './server/leaving/leave.ts';
import { createLifecycle, type Lifecycle } from './server/leaving/lifecycle.ts';
import { startMetricsServer } from './server/metrics-server.ts';
import { startServer, type RunningServer, type ServerOptions } from './server/server.ts';
import type { NewFiles } from './store/database/embedded/open-embedded.ts';
import { hostAndPort } from './store/database/failures/address.ts';
import type { StoreContext } from './store/context.ts';
import { createOutage } from './store/outage.ts';
import { createMetrics, type Metrics } from './telemetry/metrics/metrics.ts';
import { openSpans } from './telemetry/spans/open-spans.ts';
import { createUpstreamLog } from './telemetry/upstream-log.ts';
import { VERSION } from './telemetry/version.ts';
import { storeLook } from './store-look.ts';
import { every, sleepUnlessAborted } from './timers.ts';
import { sweepsInForce } from './sweeping.ts';
import { createTransport } from './upstream/transport.ts';
import type { UpstreamRuntime } from './upstream/upstream.ts';

/** What a process gives its app. */
export interface Surroundings {
  readonly log: Log;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** In [0, 1). */
  readonly random: () => number;
  /** A new uuid. */
  readonly newId: () => string;
  /** Gives the files of a new database in memory, when the app is not to make them. */
  readonly newFiles?: NewFiles | undefined;
  /** Is given what the store works with, once it is open: for a past that is made up. */
  readonly opened?: ((context: StoreContext) => void) | undefined;
  /** What providers from outside add to the SDL. */
  readonly sdl?: readonly string[] | undefined;
  /** Documents of the manifest that `server.manifest` names, by id. */
  readonly documents?: ReadonlyMap<string, string> | undefined;
  /** Resolves after so many milliseconds; rejects with the signal's reason. In real time when absent. */
  readonly sleep?: UpstreamRuntime['sleep'] | undefined;
  /** Asks issuers of tokens for their keys. Node's own when absent. */
  readonly fetch?: Fetch | undefined;
  /** The file of the configuration, for the log. */
  readonly file?: string | undefined;
  /** Called when a reload changes `server.logLevel`. */
  readonly setLogLevel?: ((level: string) => void) | undefined;
}

interface App {
  /** `http://host:port`; GraphQL is on `/graphql`. */
  readonly url: string;
  /** Where metrics are, `/metrics`; null where there are none. */
  readonly metricsUrl: string | null;
  /** Puts another configuration in force, or refuses it and goes on: it says in the log what it did. */
  readonly reload: Reload;
  /**
   * Goes on until balancers have noticed, then answers the requests under way and records what was sent; the process that runs next does the
   * rest of a set. `hurry` ends the delay. Whether all was finished: nothing was cut off.
   */
  readonly close: (hurry?: AbortSignal) => Promise<boolean>;
}

/** A database that is not there is tried again so often. */
const OPEN_AGAIN_MS = 2_000;
/** What is kept of lists for walks to go on in: a page for each of so many walks, about 1 kB a row. */
const PAGES_HELD = { pages: 64, rows: 50_000 };

/** Starts serving. Rejects when the port is taken. */
export async function startApp(config: Config<ConfiguredAccount>, surroundings: Surroundings): Promise<App> {
  const { sleep = sleepUnlessAborted, fetch = globalThis.fetch } = surroundings;
  const spans = await openSpans(config.telemetry.otlp, { ...surroundings, sleep: sleepUnlessAborted });
  const parts = build(config, { ...surroundings, sleep, fetch, tracer: spans.tracer });
  const { settings, metrics } = parts;
  const { url, close } = await startMetricsServer({
    ...settings,
    settings: config.metrics,
    exposition: metrics,
  });
  const withMetrics: Parts = {
    ...parts,
    close: async () => {
      await spans.close();
      await parts.close();
      await close();
    },
  };
  try {
    const server = await startServer(settings);
    // A database in memory holds no work from before: nobody waits for it.
    const inMemory = config.store.url === null && config.store.directory === null;
    // A failure is logged, and tried again: without its database the process reads.
    const opening = inMemory ? Promise.resolve() : parts.changes.ready().catch(() => undefined);
    void opening.then(() => parts.lifecycle.ready());
    if (inMemory) parts.early.begin();
    return {
      url: server.url,
      metricsUrl: url && `${url}/metrics`,
      reload: parts.createReload(server.reloaded),
      close: (hurry) => stop(withMetrics, server, hurry),
    };
  } catch (error) {
    await withMetrics.close();
    throw error;
  }
}

/** With the way to wait chosen, that to ask issuers of tokens, and where spans go. */
interface Timed extends Surroundings {
  readonly fetch: Fetch;
  readonly tracer: Tracer;
  readonly sleep: UpstreamRuntime['sleep'];
}

/** What runs, besides the server that is made of `settings`. */
interface Parts {
  readonly settings: ServerOptions;
  readonly lifecycle: Lifecycle;
  readonly metrics: Metrics;
  /** The change engine and its store, which may still be opening. */
  readonly changes: DeferredOpen<OpenedStore>;
  /** Opens the store after the first answer, or a second, when any account is swept. */
  readonly early: EarlyOpening;
  /** `reloaded` is told when limits or callers are other ones. */
  readonly createReload: (reloaded: () => void) => Reload;
  /** Ends what goes on in the background, and closes the store. */
  readonly close: () => Promise<void>;
}

/** Everything constructed and wired; nothing is sent or listened to yet. */
function build(config: Config<ConfiguredAccount>, surroundings: Timed): Parts {
  const { now, log, sleep, tracer } = surroundings;
  const inForce = exchangeable(config);
  const limits = (): LimitSettings => inForce.current().limits;
  const metrics = createMetrics({ version: VERSION, now });
  const pages = createPageHold({ ms: () => limits().pageMs, ...PAGES_HELD }, now);
  const { runtime, closeTransport } = createRuntime(limits, pages, { ...surroundings, metrics });
  const accounts = createAccounts(config.accounts, runtime);
  const lifecycle = createLifecycle();
  const outage = createOutage({ log, now, where: () => config.store.url && hostAndPort(config.store.url) });
  const sweeps = sweepsInForce({ ...config, findings: () => inForce.current().findings }, accounts, now);
  const agreed = contractsInForce(inForce.current, accounts);
  const around = { ...surroundings, metrics, every, outage, sweeps, contracts: agreed.contracts };
  const changes = deferOpen((signal) => openChanges(config, accounts, around, signal), {
    retryMs: OPEN_AGAIN_MS,
    sleep,
    outage,
  });
  // A failure is logged, and tried again.
  const early = openingEarly(sweeps.isAny, () => void changes.ready().catch(() => undefined));
  const authentication = createAuthentication(config.auth, { ...surroundings, every });
  const store = { ...storeLook(changes, accounts, sweeps), now, sleep };
  const reading = { pages, changes, metrics, tracer, now, sleep };
  metrics.watch({ accounts: accounts.current, keysRead: authentication.keysRead, store });
  const settings: ServerOptions = {
    settings: config.server,
    schema: buildSchema({ more: surroundings.sdl, ...config.federation }),
    limits: () => inForce.current().server.limits,
    corsOrigins: () => inForce.current().server.corsOrigins,
    authenticate: observed(authentication.authenticate, metrics.authentication.authenticated),
    contextFor: contextMaker(accounts.current, { ...reading, ...sweeps, ...agreed }),
    tracer,
    meter: { ...metrics.operations, ...metrics.live, ...afterAnswers(metrics.operations, early.answered) },
    read: ({ accountKey, kind }) => {
      if (kind === 'SHARED') metrics.upstream.shared(accountKey);
    },
    documents: surroundings.documents ?? new Map(),
    isLocal: () => inForce.current().auth === 'none' && isLoopback(config.server.host),
    checkStore: () => pingOnceOpen(changes),
    lifecycle,
    now,
    newId: surroundings.newId,
    log,
  };
  const reload = { inForce, accounts, authentication, changes, metrics, ...surroundings };
  return {
    settings,
    lifecycle,
    metrics,
    changes,
    early,
    createReload: (reloaded) => reloadInto(reload, reloaded),
    async close() {
      const opened = await changes.stop();
      await opened?.store.close();
      authentication.close();
      closeTransport();
    },
  };
}

/** A database that is not opened yet is no fault. */
async function pingOnceOpen(changes: DeferredOpen<OpenedStore>): Promise<void> {
  if (changes.begun()) await (await changes.ready()).store.ping();
}

/** What upstream calls are made with. */
function createRuntime(
  limits: () => LimitSettings,
  pages: Pick<PageHold, 'drop'>,
  surroundings: Timed & { readonly metrics: Metrics },
): { readonly runtime: UpstreamRuntime; readonly closeTransport: () => void } {
  const { transport, close } = createTransport(() => ({
    ...limits(),
    maxSockets: limits().concurrency * 2,
  }));
  const runtime = {
    ...surroundings,
    transport,
    limits,
    observer: createUpstreamObserver(surroundings, surroundings.metrics),
    onWrite: (accountKey: string) => pages.drop(accountKey),
  };
  return { runtime, closeTransport: close };
}

/** What a reload of the configuration changes. */
interface Reloaded
  extends Pick<Surroundings, 'log' | 'file' | 'setLogLevel'>, Pick<Parts, 'changes' | 'metrics'> {
  readonly inForce: Exchangeable<Config<ConfiguredAccount>>;
  readonly accounts: AccountsInForce;
  readonly authentication: Authentication;
}

function reloadInto(
  { inForce, accounts, authentication, changes, metrics, log, file, setLogLevel }: Reloaded,
  reloaded: () => void,
): Reload {
  const exchanged = (names: ReadonlySet<string>, keys: AccountKeys): void => {
    const { auth, server } = inForce.current();
    if (names.has('auth')) authentication.replace(auth);
    if (names.has('server.logLevel')) setLogLevel?.(server.logLevel);
    if (names.has('auth') || names.has('server.limits')) reloaded();
    // A database that is opened later does it then.
    if (!changes.begun()) return;
    void changes
      .ready()
      .then((opened) => tellOpened(opened, keys))
      .catch(() => undefined);
  };
  const onReload = (ok: boolean): void => metrics.process.reloaded(ok ? 'taken' : 'refused');
  return createReload({ inForce, accounts, log, file, exchanged, onReload });
}

/** Whoever hears of upstream calls. */
function createUpstreamObserver({ log, now }: Timed, { upstream }: Metrics): UpstreamObserver {
  return { ...upstream, ...createUpstreamLog(log, now) };
}

function stop(
  { settings, lifecycle, metrics, changes, early, close }: Parts,
  server: RunningServer,
  hurry?: AbortSignal,
) {
  const { host, drainDelayMs, drainMs } = settings.settings;
  const steps: LeaveSteps = {
    drain() {
      metrics.process.draining();
      lifecycle.drain();
    },
    tellLive: (withinMs) => server.tellLive(withinMs),
    closePort: () => server.close(),
    stopChanges: async () => {
      early.stop();
      const opened = await changes.stop();
      await Promise.all([opened?.engine.stop(), opened?.inventory.stop(), opened?.finding.stop()]);
    },
    cut: () => server.cut(),
    closeRest: close,
  };
  const times = {
    delayMs: drainDelayMs ?? (isLoopback(host) ? 0 : DRAIN_DELAY_MS),
    drainMs,
    hurry: hurry ?? new AbortController().signal,
    wait: (milliseconds: number, over: AbortSignal) =>
      sleepUnlessAborted(milliseconds, over).catch(() => undefined),
  };
  return leave(steps, times, settings.log);
}

/** What works over the store is told which accounts are other ones. */
async function tellOpened({ engine, inventory }: OpenedStore, keys: AccountKeys): Promise<void> {
  const { added, changed, removed } = keys;
  if (added.length + changed.length > 0) await engine.respell();
  // The next reload, or the next start, does it as well.
  if (added.length + removed.length > 0) await inventory.keepAccounts();
}
