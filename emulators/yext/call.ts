// What every operation shares: the permission it needs, and envelopes around its answer and its refusals.
import type { EmulatedRequest, Reply, Route } from '../core/http.ts';
import { checkPermission, type Need } from './auth.ts';
import { Refused } from './errors.ts';
import type { YextState } from './state/state.ts';
import { refusal, succeeded } from './wire/license-packs.ts';

export interface Operation {
  readonly method: string;
  /** Relative to `/v2/accounts/{accountId}`. */
  readonly path: string;
  readonly need: Need;
  /** Returns what goes into `response`; throws a refusal. */
  readonly run: (request: EmulatedRequest, state: YextState) => unknown;
}

export function route({ method, path, need, run }: Operation): Route<YextState> {
  return {
    method,
    path: `/v2/accounts/:accountId${path}`,
    handle: (request, state) =>
      answering(() => {
        checkPermission(request, need);
        return succeeded(state.settings, run(request, state));
      }),
  };
}

/** Turns a thrown refusal into its reply. */
export function answering<Answer extends Reply | undefined>(answer: () => Answer): Answer | Reply {
  try {
    return answer();
  } catch (error) {
    if (error instanceof Refused) return refusal(error);
    throw error;
  }
}
