// What the reads and writes of one Webex organisation share.
import type { Call } from '../../domain/call.ts';
import type { License } from '../../domain/license.ts';
import type { Listed, Slots } from '../../domain/page.ts';
import { createUpstream, type Upstream, type UpstreamRuntime } from '../../upstream/upstream.ts';
import { createAuthorizer } from './auth.ts';
import { policy } from './failures.ts';
import type { WebexSettings } from './settings.ts';
import { createWire, type Wire } from './wire/wire.ts';

/** One organisation, and what it is asked with. */
export interface Context {
  readonly accountKey: string;
  readonly settings: WebexSettings;
  readonly upstream: Upstream;
  readonly wire: Wire;
  /** Whether the credentials are good for changes; null where the provider has not told. */
  readonly mayChange: () => boolean | null;
  readonly random: () => number;
  /** Requests sent side by side for one answer. */
  readonly width: number;
  /** How many people there were when the catalogue was last read; null before, and where no free license tells. */
  readonly lastSeen: { people: number | null };
  /** The catalogue, where it is read once at most; absent where it is read anew each time. */
  readonly once?: { catalogue: Promise<Listed<License>> | undefined };
}

/** Nothing is sent before the first question. */
export function createContext(settings: WebexSettings, runtime: UpstreamRuntime): Context {
  const accountKey = settings.key;
  const authorizer = createAuthorizer(settings, runtime);
  const upstream = createUpstream(runtime, { accountKey, policy, authorizer });
  const wire = createWire({ accountKey, drift: upstream.drift });
  const { random, limits } = runtime;
  return {
    accountKey,
    settings,
    upstream,
    wire,
    mayChange: () => authorizer.mayChange(),
    random,
    get width() {
      return limits().concurrency;
    },
    lastSeen: { people: null },
  };
}

/** The same organisation, of which the catalogue is read once at most; not at all where it was `read` before. */
export function withOneCatalogue(context: Context, read?: Listed<License>): Context {
  return { ...context, once: { catalogue: read && Promise.resolve(read) } };
}

/** `ReadByKeys` of the port, in an organisation. */
export type ReadByKeysIn<T> = (context: Context, keys: readonly string[], call: Call) => Promise<Slots<T>>;
