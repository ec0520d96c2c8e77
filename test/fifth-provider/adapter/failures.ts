// What Quayside says of failures (quayside contract 1).
import { z } from 'zod';
import type { UpstreamPolicy, UpstreamResponse } from '../../../src/upstream/upstream.ts';

const ErrorBody = z.object({ error: z.object({ code: z.string().regex(/^\w{1,60}$/) }) });

/** The vendor's code of a failure; null where the body has none. */
export function codeIn(answer: Pick<UpstreamResponse, 'body'>): string | null {
  return ErrorBody.safeParse(answer.body).data?.error.code ?? null;
}

const REQUEST_ID = 'x-request-id';

/** The vendor's id of a request, for a support case. */
export function requestIdOf({ headers }: Pick<UpstreamResponse, 'headers'>): string | null {
  return headers[REQUEST_ID] ?? null;
}

/** Whether an answer says, in the vendor's own words, that there is no such thing: a proxy's 404 does not. */
export function saysNotFound(answer: UpstreamResponse): boolean {
  return answer.status === 404 && codeIn(answer) === 'not_found';
}

/** Whether it says that there is nothing to take away. */
export function saysNotHeld(answer: UpstreamResponse): boolean {
  return answer.status === 404 && codeIn(answer) === 'not_held';
}

/** No budget is reported. */
export const policy: UpstreamPolicy = {
  explain: (answer) => ({ providerCode: codeIn(answer), upstreamRequestId: requestIdOf(answer) }),
  budget: () => null,
};
