// What Webex says with failures. It reports no request budget, and no text is compared (webex contract 8, 11).
import type { ProblemError } from '../../domain/problem.ts';
import type { Explanation } from '../../upstream/explain.ts';
import { badResponse } from '../../upstream/parse.ts';
import type { UpstreamPolicy, UpstreamResponse } from '../../upstream/upstream.ts';
import { LIMITS } from './policy.ts';
import { Failure } from './wire/failures.ts';

/** Scope and role failures share one answer, so both causes are named (webex contract 8). */
const HINTS: Readonly<Record<number, string>> = {
  401: 'The access token is expired, revoked or from another cloud. Check the credentials and baseUrl of this account.',
  403: 'Either the token lacks a scope (spark-admin:licenses_read, people_read, workspaces_read; people_write to change licenses), or the user who authorised it lacks an administrator role.',
};

/** For everything but renewals. */
export const policy: UpstreamPolicy = {
  explain,
  budget: () => null,
  sweepCallsPerMinute: LIMITS.sweepCallsPerMinute,
};

/** For renewals: the body of a refusal is unknown, so only its status counts (webex contract 11). */
export const renewalPolicy: UpstreamPolicy = {
  explain(response) {
    const said = explain(response);
    if (response.status !== 400 && response.status !== 401) return said;
    return {
      ...said,
      code: 'UPSTREAM_CREDENTIALS',
      hint: 'The refresh token or the client is no longer valid: authorise the integration again and configure its new refresh token.',
    };
  },
  budget: () => null,
};

/**
 * Whether Webex itself says that there is no such thing. Its failures name the request in their bodies; a 404 that does not comes from a
 * gateway or a proxy, which knows nothing of users and licenses (webex contract 8, 11).
 */
export function saysNotFound({ status, body }: UpstreamResponse): boolean {
  return status === 404 && trackingId(Failure.safeParse(body).data?.trackingId ?? undefined) !== null;
}

/** What a failure says: Webex's own code, and its id of the request. */
export function explain(response: UpstreamResponse): Explanation {
  const failure = Failure.safeParse(response.body).data;
  const code = failure?.errors.find((one) => one.errorCode !== null)?.errorCode ?? failure?.errorCode ?? null;
  const hint = HINTS[response.status];
  return {
    providerCode: code === null ? null : String(code),
    upstreamRequestId: trackingId(failure?.trackingId ?? response.headers['trackingid']),
    ...(hint !== undefined && { hint }),
  };
}

/** The id of a request, from its answer; null when it tells none. */
export function requestId(response: UpstreamResponse): string | null {
  return trackingId(response.headers['trackingid']);
}

/** The header may come folded as "X, X" (webex contract 1); anything but an id in it is not repeated to callers. */
function trackingId(text: string | undefined): string | null {
  const first = text?.split(',')[0]?.trim() ?? '';
  return /^[\w-]{1,120}$/.test(first) ? first : null;
}

/** The problem of something that was asked for and is not in the answer: what could not be read is not nothing. */
export function unread(accountKey: string): ProblemError {
  return badResponse(accountKey, 'The provider left this out of its answer.');
}
