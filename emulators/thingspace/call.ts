// What comes before the work of every FOTA route: token, session, and an account of the caller.
import type { EmulatedRequest, Reply, Route } from '../core/http.ts';
import { answering } from '../core/refusal.ts';
import { requireAccount, requireFotaCaller } from './auth.ts';
import { reclaim } from './rules/licenses.ts';
import type { Account } from './seed/accounts.ts';
import type { ThingspaceState } from './state/state.ts';

/** The API versions of Software Management. All of them work on every account. */
export const VERSIONS = ['v1', 'v2', 'v3'] as const;
/** One of the versions. */
export type Version = (typeof VERSIONS)[number];

/** One authorized request about one account. */
export interface FotaCall {
  readonly request: EmulatedRequest;
  readonly state: ThingspaceState;
  readonly account: Account;
}

/** A route under `/api/fota/{version}`; the path names its account `:account`. */
export function fotaRoute(
  method: string,
  path: `/${Version}/${string}`,
  handle: (call: FotaCall) => Reply,
): Route<ThingspaceState> {
  return {
    method,
    path: `/api/fota${path}`,
    handle: (request, state) =>
      answering(() => {
        const caller = requireFotaCaller(request, state);
        const account = requireAccount(state, caller, request.params['account'] ?? '');
        reclaim(state, account);
        return handle({ request, state, account });
      }),
  };
}
