// What carrying out changes needs of the process it runs in.
import type { Log } from '../../domain/log.ts';
import type { ChangeMeter } from '../../domain/telemetry/change-meter.ts';
import type { Tracer } from '../../domain/telemetry/tracer.ts';
import type { ProviderAccount } from '../../providers/provider.ts';
import type { Store } from '../../store/api.ts';

export interface RunDeps {
  readonly store: Store;
  /** A reload of the configuration changes it while changes are carried out. */
  readonly accounts: ReadonlyMap<string, ProviderAccount>;
  readonly now: () => number;
  readonly newId: () => string;
  /** Resolves after so many milliseconds; rejects with the signal's reason. */
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  readonly log: Log;
  readonly meter: ChangeMeter;
  readonly tracer: Tracer;
  /** IANA name of the time zone in which days begin. */
  readonly zone: string;
  readonly leaseMs: number;
  /** Times a change is sent to the provider at most. */
  readonly maxAttempts: number;
  /** How long planning waits for License Graph's own changes that are under way, milliseconds. */
  readonly ownChangesMs: number;
  /** The id of a set as the graph gives it out. */
  readonly nameOfSet: (setId: string) => string;
  /** How long after a write that no read has shown it is read again, milliseconds. */
  readonly settleAfterMs: number;
  /** Time limit of one upstream request chain, milliseconds. */
  readonly callMs: number;
}
