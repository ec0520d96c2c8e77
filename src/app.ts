// The composition root: the one place where everything is constructed and wired.
import { setTimeout as delay } from 'node:timers/promises';
import { bearerTokens, everybody } from './auth/principal.ts';
import type { Config } from './config/read.ts';
import type { AuthSettings } from './config/schema.ts';
import type { Log } from './domain/log.ts';
import { buildSchema } from './graph/schema.ts';
import { createLoaders } from './loaders/loaders.ts';
import type { ProviderAccount } from './providers/provider.ts';
import type { ConfiguredAccount } from './providers/registry.ts';
import { createMetrics } from './server/metrics.ts';
import { startServer } from './server/server.ts';
import { createTransport } from './upstream/transport.ts';
import type { UpstreamRuntime } from './upstream/upstream.ts';

/** What a process gives its app. */
export interface Surroundings {
  readonly log: Log;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** In [0, 1). */
  readonly random: () => number;
}

export interface App {
  /** `http://host:port`; GraphQL is on `/graphql`. */
  readonly url: string;
  close(): Promise<void>;
}

/** Starts serving. Rejects when the port is taken. */
export async function startApp(config: Config<ConfiguredAccount>, surroundings: Surroundings): Promise<App> {
  const { limits } = config;
  const { transport, close: closeTransport } = createTransport({
    ...limits,
    maxSockets: limits.concurrency * 2,
  });
  const runtime: UpstreamRuntime = {
    ...surroundings,
    transport,
    limits,
    sleep: (milliseconds, signal) => sleepUnlessAborted(milliseconds, signal),
  };
  const accounts = config.accounts.map((account) => account.create(runtime));
  const server = await startServer({
    settings: config.server,
    schema: buildSchema(),
    authenticate: authenticator(config.auth),
    loadersFor: (principal, call) => createLoaders(visible(accounts, principal.accounts), call),
    metrics: createMetrics(accounts),
    now: surroundings.now,
    log: surroundings.log,
  });
  return {
    url: server.url,
    async close() {
      await server.close();
      closeTransport();
    },
  };
}

function authenticator(auth: AuthSettings) {
  return auth === 'none' ? everybody : bearerTokens(auth.tokens);
}

function visible(
  accounts: readonly ProviderAccount[],
  keys: ReadonlySet<string> | null,
): readonly ProviderAccount[] {
  return keys === null ? accounts : accounts.filter(({ account }) => keys.has(account.key));
}

async function sleepUnlessAborted(milliseconds: number, signal: AbortSignal): Promise<void> {
  try {
    await delay(milliseconds, undefined, { signal });
  } catch {
    // The only way for this timer to fail: whoever aborted said why.
    throw signal.reason;
  }
}
