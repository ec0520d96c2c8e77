// What Genesys Cloud says with the bodies and headers of its answers about failures and its request budget (genesys contract 1.3, 4).
import type { RequestBudget } from '../../domain/account.ts';
import { retryAfterMs, type Explanation } from '../../upstream/explain.ts';
import type { UpstreamPolicy, UpstreamResponse } from '../../upstream/upstream.ts';
import { LIMITS } from './policy.ts';
import { ErrorBody, ProviderCode, RequestId } from './wire/failures.ts';
import { LoginFailure } from './wire/login.ts';

const FORBIDDEN_HINT =
  'Give the role of the OAuth client authorization:license:view and directory:user:view, and authorization:grant:add where licenses are changed, in every division.';

/** What a body says of a failure, where it says anything. */
export function failureIn(response: UpstreamResponse): ErrorBody {
  return ErrorBody.safeParse(response.body).data ?? { providerCode: null, upstreamRequestId: null };
}

/** Headers and failures of the API host. */
export const policy: UpstreamPolicy = {
  explain(response, now) {
    const { providerCode, upstreamRequestId } = failureIn(response);
    return {
      providerCode,
      upstreamRequestId: upstreamRequestId ?? correlationId(response),
      ...(response.status === 429 && { retryAfterMs: waitOf(response, now) }),
      ...(response.status === 403 && { hint: FORBIDDEN_HINT }),
    };
  },
  budget,
};

/** Failures of the login host: the credentials are refused, whichever of the two statuses that comes with (genesys contract 1.2, U11). */
export const loginPolicy: UpstreamPolicy = {
  explain(response, now) {
    const said: Explanation = {
      upstreamRequestId: correlationId(response),
      ...(response.status === 429 && { retryAfterMs: waitOf(response, now) }),
    };
    const refusal = LoginFailure.safeParse(response.body).data;
    if (refusal === undefined || (response.status !== 400 && response.status !== 401)) return said;
    return { ...said, code: 'UPSTREAM_CREDENTIALS', providerCode: ProviderCode.parse(refusal.reason) };
  },
  budget: () => null,
};

/** The provider's id of a request, for a support case. */
export function correlationId(response: UpstreamResponse): string | null {
  return RequestId.parse(response.headers['inin-correlation-id']);
}

/** Whether a refusal is in the provider's own words (genesys contract 4.1): a refusal by a proxy does not say whether something exists. */
function isOwnRefusal(response: UpstreamResponse): boolean {
  return response.content === 'JSON' && failureIn(response).providerCode !== null;
}

/** Whether the provider says that there is nothing under an id that has the right form. */
export function saysNotFound(response: UpstreamResponse): boolean {
  return response.status === 404 && isOwnRefusal(response);
}

/** The same of ids whose form nobody has written down: those of a form it never uses are refused with 400 (genesys contract U19). */
export function saysUnknown(response: UpstreamResponse): boolean {
  return saysNotFound(response) || (response.status === 400 && isOwnRefusal(response));
}

function waitOf(response: UpstreamResponse, now: number): number {
  const asked = retryAfterMs(response.headers['retry-after'], now);
  if (asked !== null) return asked;
  const reset = numberIn(response, 'inin-ratelimit-reset');
  return reset === null ? LIMITS.waitAfterThrottleMs : reset * 1000;
}

/** Used where present (genesys contract U17). */
function budget(response: UpstreamResponse, now: number): RequestBudget | null {
  const limit = numberIn(response, 'inin-ratelimit-allowed');
  if (limit === null) return null;
  const used = numberIn(response, 'inin-ratelimit-count');
  const reset = numberIn(response, 'inin-ratelimit-reset');
  return {
    limit,
    remaining: used === null ? null : Math.max(0, limit - used),
    resetAt: reset === null ? null : new Date(now + reset * 1000).toISOString(),
  };
}

function numberIn(response: UpstreamResponse, name: string): number | null {
  const text = response.headers[name]?.trim() ?? '';
  return /^\d{1,9}$/.test(text) ? Number(text) : null;
}
