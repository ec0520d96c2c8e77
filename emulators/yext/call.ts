// What comes before the work of every operation, its permission, and the envelope around what it answers.
import type { EmulatedRequest, Route } from '../core/http.ts';
import { answering } from '../core/refusal.ts';
import { checkPermission, type Need } from './auth.ts';
import type { YextState } from './state/state.ts';
import { succeeded } from './wire/envelope.ts';

/** One operation of the API. */
export interface Operation {
  readonly method: string;
  /** Relative to `/v2/accounts/{accountId}`. */
  readonly path: string;
  readonly need: Need;
  /** Returns what goes into `response`; throws a refusal. */
  readonly run: (request: EmulatedRequest, state: YextState) => unknown;
}

/** The route of an operation. */
export function route({ method, path, need, run }: Operation): Route<YextState> {
  return {
    method,
    path: `/v2/accounts/:accountId${path}`,
    handle: (request, state) =>
      answering(() => {
        checkPermission(request, need);
        return succeeded(state.switches, run(request, state));
      }),
  };
}
