// What the reads and writes of one ThingSpace account share.
import { createUpstream, type Upstream, type UpstreamRuntime } from '../../upstream/upstream.ts';
import { createAuthorizer } from './auth.ts';
import { policy } from './failures.ts';
import type { ThingSpaceSettings } from './settings.ts';
import { createWire, type Wire } from './wire/wire.ts';

/** One account, and what it is asked with. */
export interface Context {
  readonly accountKey: string;
  readonly settings: ThingSpaceSettings;
  readonly upstream: Upstream;
  readonly wire: Wire;
  /** Look-ups under way at once: as many as the configuration allows requests. */
  readonly lookupsAtOnce: number;
}

/** Nothing is sent before the first question. */
export function createContext(settings: ThingSpaceSettings, runtime: UpstreamRuntime): Context {
  const accountKey = settings.key;
  const authorizer = createAuthorizer(settings, runtime);
  const upstream = createUpstream(runtime, { accountKey, policy, authorizer });
  const wire = createWire({ accountKey, drift: upstream.drift });
  return {
    accountKey,
    settings,
    upstream,
    wire,
    get lookupsAtOnce() {
      return runtime.limits().concurrency;
    },
  };
}
