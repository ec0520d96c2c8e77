// The types around an upstream: what the process gives it, what differs between providers, and a request.
import type { RequestBudget } from '../domain/account.ts';
import type { Current } from '../domain/reload/current.ts';
import type { Log } from '../domain/log.ts';
import type { ProblemError } from '../domain/problem.ts';
import type { Tracer } from '../domain/telemetry/tracer.ts';
import type { UpstreamObserver } from '../domain/telemetry/upstream-events.ts';
import type { Explanation } from './explain.ts';
import type { Transport, UpstreamResponse } from './transport.ts';

export interface UpstreamLimits {
  /** Requests of one account under way at once. */
  readonly concurrency: number;
  /** Requests of one account that may wait for a place. */
  readonly queue: number;
  /** Further tries of a read. */
  readonly retries: number;
  /** The longest wait before a retry; a provider that asks for more is not waited for. Milliseconds. */
  readonly retryAfterCapMs: number;
  /** Failures in a row that open the circuit, and how long it stays open. */
  readonly breakerFailures: number;
  readonly breakerResetMs: number;
  /** How long the answer to a catalogue read is handed on. Milliseconds, 0 for not at all. */
  readonly catalogueMs: number;
  /** Whether providers are told the id and the trace of the request that a call belongs to. */
  readonly idsToProviders: boolean;
}

/** What the operator lets the sweeps of an account take. */
export interface SweepSettings {
  /** Of a request budget that the provider tells: above 0, at most 1. */
  readonly share: number;
  /** Calls a minute, also where the provider tells a budget; null for the provider's own pace where it tells none. */
  readonly callsPerMinute: number | null;
}

/** What the outside world gives to every account's upstream. */
export interface UpstreamRuntime {
  readonly transport: Transport;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** In [0, 1). */
  readonly random: () => number;
  /** Resolves after so many milliseconds; rejects with the signal's reason. */
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  readonly limits: Current<UpstreamLimits>;
  readonly log: Log;
  /** Told of each write to an account before it is sent, and again when it is over, whatever came of it. A login is one. */
  readonly onWrite?: (accountKey: string) => void;
  /** Told of each HTTP request and of each call that failed. */
  readonly observer?: UpstreamObserver;
  /** Gets a span of each call. */
  readonly tracer?: Tracer;
  /** By an account's key; the defaults hold where it is absent. */
  readonly sweepSettings?: (accountKey: string) => SweepSettings;
}

/** What a provider says with headers and failure bodies. */
export interface UpstreamPolicy {
  /** What an answer outside 2xx means, where it differs from what its status says. */
  explain(response: UpstreamResponse, now: number): Explanation;
  /** The request budget reported with an answer; null when there is none. */
  budget(response: UpstreamResponse, now: number): RequestBudget | null;
  /** Calls a minute of a sweep while no budget is told; 60 when absent. */
  readonly sweepCallsPerMinute?: number;
}

/** Puts credentials on requests. */
export interface Authorizer {
  headers(): Promise<Readonly<Record<string, string>>>;
  /** True when the answer refuses the credentials sent and others may be had: they have been dropped, send once more. */
  renew(response: UpstreamResponse, sent: Readonly<Record<string, string>>): boolean;
  /** When refused credentials are tried again, milliseconds since the epoch; null when they were not refused. Absent where there is no login. */
  readonly nextLoginAt?: () => number | null;
}

export interface UpstreamRequest {
  /** The adapter's name of the call, in the log and in metrics: `listUsers`. One of few, never made of data. */
  readonly operation: string;
  /** Whether it fetches credentials. */
  readonly isLogin?: boolean;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly form?: Readonly<Record<string, string>>;
  /** READ may be retried and shared, whatever its method; WRITE is sent once. */
  readonly effect: 'READ' | 'WRITE';
  /** A catalogue read: its answer may be handed on for `limits.catalogueMs`. */
  readonly catalogue?: boolean;
  /** True for an answer outside 2xx that is an answer and no failure, a 404 for "does not exist" for instance. */
  readonly accept?: (response: UpstreamResponse) => boolean;
}

/**
 * Several requests that the provider takes in one and answers each with a status of its own, as the `$batch` of Microsoft Graph.
 * The provider's adapter says how they are packed into one request and how the answer is unpacked; `sendParts` does the rest.
 */
export interface PartsRequest<P> extends Pick<UpstreamRequest, 'operation' | 'isLogin'> {
  /**
   * READ: parts that were throttled or met a failure are sent again, those alone, and identical batches are shared. WRITE: every
   * part is sent once.
   */
  readonly effect: UpstreamRequest['effect'];
  /** What is asked for or changed, by a key that the answer can be matched to: an id, or a number. No more than one call takes. */
  readonly parts: ReadonlyMap<string, P>;
  /** One request for these parts. Called again for those that are sent again. */
  readonly pack: (
    parts: ReadonlyMap<string, P>,
  ) => Pick<UpstreamRequest, 'method' | 'url' | 'headers' | 'json'>;
  /** What a 2xx answer says of each part, in any order: `parseBody` with the schema of the answer. */
  readonly unpack: (answer: UpstreamResponse) => readonly PartAnswer[];
  /** True for the answer to a part that is an answer and no failure, though outside 2xx: a 404 for "does not exist", for instance. */
  readonly accept?: (part: UpstreamResponse) => boolean;
}

/** What the answer to a batch says of one part. */
export interface PartAnswer {
  readonly key: string;
  readonly status: number;
  /** Names in any letter case. Those of the whole answer hold where a part has none of its own. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** JSON; undefined for none. */
  readonly body?: unknown;
}

/** A 2xx or accepted answer, or the problem of this part, with the account's key. */
export type PartOutcome = UpstreamResponse | ProblemError;

/** One account of one provider. */
export interface UpstreamOptions {
  readonly accountKey: string;
  readonly policy: UpstreamPolicy;
  readonly authorizer: Authorizer;
}
