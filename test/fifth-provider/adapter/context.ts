// What the reads and writes of one Quayside account share.
import { createUpstream, type Upstream, type UpstreamRuntime } from '../../../src/upstream/upstream.ts';
import { createAuthorizer } from './auth.ts';
import { policy } from './failures.ts';
import type { QuaysideSettings } from './settings.ts';
import { createWire, type Wire } from './wire.ts';

/** One account, and what it is asked with. */
export interface Context {
  readonly accountKey: string;
  readonly settings: QuaysideSettings;
  readonly upstream: Upstream;
  readonly wire: Wire;
}

/** Nothing is sent before the first question. */
export function createContext(settings: QuaysideSettings, runtime: UpstreamRuntime): Context {
  const accountKey = settings.key;
  const authorizer = createAuthorizer(settings, runtime);
  const upstream = createUpstream(runtime, { accountKey, policy, authorizer });
  return { accountKey, settings, upstream, wire: createWire({ accountKey, drift: upstream.drift }) };
}
