// What the reads and writes of one account of Genesys Cloud share.
import { createUpstream, type Upstream, type UpstreamRuntime } from '../../upstream/upstream.ts';
import { createAuthorizer } from './auth.ts';
import { policy } from './failures.ts';
import type { GenesysSettings } from './settings.ts';
import { createWire, type Wire } from './wire/wire.ts';

/** One organisation, and what it is asked with. */
export interface Context {
  readonly accountKey: string;
  readonly settings: GenesysSettings;
  readonly upstream: Upstream;
  readonly wire: Wire;
  /** Gets a token unless there is one. */
  logIn(): Promise<unknown>;
}

/** Nothing is sent before the first question. */
export function createContext(settings: GenesysSettings, runtime: UpstreamRuntime): Context {
  const accountKey = settings.key;
  const authorizer = createAuthorizer(settings, runtime);
  const upstream = createUpstream(runtime, { accountKey, policy, authorizer });
  const wire = createWire({ accountKey, drift: upstream.drift });
  return { accountKey, settings, upstream, wire, logIn: () => authorizer.headers() };
}
