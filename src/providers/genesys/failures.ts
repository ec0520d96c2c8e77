// What Genesys Cloud says with failure bodies and headers (genesys contract 1.3, 4).
import type { RequestBudget } from '../../domain/account.ts';
import { retryAfterMs, type Explanation } from '../../upstream/explain.ts';
import type { UpstreamPolicy, UpstreamResponse } from '../../upstream/upstream.ts';
import { ErrorBody, LoginFailure } from './wire/wire.ts';

/** The wait after a 429 that says nothing about it (genesys contract 4.4). */
const DEFAULT_WAIT_MS = 60_000;

const FORBIDDEN_HINT =
  'Give the role of the OAuth client authorization:license:view and directory:user:view, and authorization:grant:add where licenses are changed, in every division.';

/** Headers and failures of the API host. */
export const apiPolicy: UpstreamPolicy = {
  explain(response, now) {
    const body = ErrorBody.safeParse(response.body).data;
    return {
      providerCode: body?.code ?? null,
      upstreamRequestId: body?.contextId ?? correlationId(response),
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
    return { ...said, code: 'UPSTREAM_CREDENTIALS', providerCode: codeOf(refusal.error) };
  },
  budget: () => null,
};

function codeOf(error: string): string | null {
  return ErrorBody.shape.code.parse(error);
}

/** The provider's id of a request, for a support case. */
export function correlationId(response: UpstreamResponse): string | null {
  return ErrorBody.shape.contextId.parse(response.headers['inin-correlation-id']);
}

function waitOf(response: UpstreamResponse, now: number): number {
  const reset = numberIn(response, 'inin-ratelimit-reset');
  return (
    retryAfterMs(response.headers['retry-after'], now) ?? (reset === null ? DEFAULT_WAIT_MS : reset * 1000)
  );
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
