// What the reads and writes of one Yext account share.
import { createUpstream, type Upstream, type UpstreamRuntime } from '../../upstream/upstream.ts';
import { createAuthorizer } from './auth.ts';
import { policy } from './failures.ts';
import type { YextSettings } from './settings.ts';
import { createWire, type Wire } from './wire/wire.ts';

/** One account, and what it is asked with. */
export interface Context extends Pick<UpstreamRuntime, 'now' | 'log'> {
  readonly accountKey: string;
  readonly settings: YextSettings;
  readonly upstream: Upstream;
  readonly wire: Wire;
}

/** Nothing is sent before the first question. */
export function createContext(settings: YextSettings, runtime: UpstreamRuntime): Context {
  const accountKey = settings.key;
  const upstream = createUpstream(runtime, { accountKey, policy, authorizer: createAuthorizer(settings) });
  const wire = createWire({ accountKey, drift: upstream.drift });
  return { accountKey, settings, upstream, wire, now: runtime.now, log: runtime.log };
}
