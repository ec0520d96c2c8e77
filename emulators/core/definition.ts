// What a provider has to describe so that `startEmulator` can run it: routes, seed, switches, hooks and error bodies.
import type { Clock } from './clock.ts';
import type { OutsideChange } from './content/outside.ts';
import type { Lists } from './content/past.ts';
import type { EmulatedRequest, Reply, Route } from './http.ts';
import type { RowPlaces } from './page-rows.ts';
import type { Switches } from './switches.ts';

/** State an emulator keeps. `snapshot` returns a function that undoes every change made since, for the fault `lie`. */
export interface EmulatedState {
  snapshot(): () => void;
}

/** What `seed` builds a state from. */
export interface SeedOptions {
  /** Gives each number once, over resets too: a token issued before a reset is never valid after it. */
  readonly serial: () => number;
  /** 1 is the organisation of the docs; 400 grows it to 100,000 people and 1,000,000 devices. */
  readonly scale: number;
  /** 0, or absent, is the company of the docs. Any other number is a tenant with the same credentials, whose ids are all different. */
  readonly tenant?: number;
  readonly clock: Clock;
  /** Live view of the switches: read a value when it is needed, never copy it at seed time. */
  readonly switches: Readonly<Switches>;
}

/** One provider, described: `startEmulator` adds the sockets, faults, journal and control port. */
export interface EmulatorDefinition<State extends EmulatedState> {
  readonly name: string;
  readonly routes: readonly Route<State>[];
  /** Every switch with its default. */
  readonly switches: Switches;
  /** Builds the whole state from nothing: start, reset and reseed. Must stay under two seconds at scale 400. */
  seed(options: SeedOptions): State;
  /** What the provider answers to a path it does not have, or has with another method. */
  unknownRoute(request: EmulatedRequest, state: State, otherMethod: boolean): Reply;
  /** Runs before each route: authentication, permission, rate limit, expiry. A reply ends the request. */
  before?(request: EmulatedRequest, state: State): Reply | undefined;
  /** Runs on each reply, faults included: correlation and rate-limit headers. */
  after?(request: EmulatedRequest, reply: Reply, state: State): Reply;
  /** The provider's own 429. */
  throttled(retryAfterSeconds: number | undefined, request: EmulatedRequest): Reply;
  /** The provider's own body for a server fault. */
  failed(status: number, request: EmulatedRequest): Reply;
  /** The body with its enum values replaced by unknown ones. */
  distort(body: unknown): unknown;
  /** Where the rows of its lists are; in lists of the body itself when absent. */
  readonly rows?: RowPlaces;
  /** Which requests are lists, and what they show; absent where no list lags. */
  readonly lists?: Lists<State>;
  /** Carries out a change made past the API. Throws an `OutsideError` for unknown ids, and where there is no such change. */
  outside?(change: OutsideChange, state: State): void;
}
