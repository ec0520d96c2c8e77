// What ThingSpace's refusals mean (thingspace contract 2.3, 7). Statuses first, codes second, texts only where nothing else tells.
import type { Explanation } from '../../upstream/explain.ts';
import type { UpstreamPolicy, UpstreamResponse } from '../../upstream/upstream.ts';
import { LIMITS } from './policy.ts';
import { Failure } from './wire/failures.ts';

/** Which credential an answer refuses; null when it refuses something else. */
export type Refused = 'BEARER' | 'SESSION' | null;

/** The gateway's code for a path it does not have: a new token would not help (contract 2.3). */
const NO_SUCH_RESOURCE = '900906';

/** Cursors that no longer fit the list; all are INVALID_PARAMETER, only the text tells (contract 7). */
const STALE_CURSOR: ReadonlySet<string> = new Set([
  'lastseendeviceid not valid',
  'invalid device id format',
  'invalid index value',
  'index exceeds number of devices in list',
]);

function failureOf(response: UpstreamResponse): Failure {
  const parsed = Failure.safeParse(response.body);
  return parsed.success ? parsed.data : {};
}

/** An answer of the gateway, not of the service behind it; some of its faults are XML (contract 2.3). */
function isFault(response: UpstreamResponse): boolean {
  if (failureOf(response).fault !== undefined) return true;
  return response.content === 'OTHER' && /\bxml\b/i.test(response.headers['content-type'] ?? '');
}

/** Which of the two credentials an answer refuses: the rule of contract 2.3. */
export function refusedCredential(response: UpstreamResponse): Refused {
  if (![400, 401, 403].includes(response.status)) return null;
  const failure = failureOf(response);
  if (isFault(response)) return failure.fault?.code === NO_SUCH_RESOURCE ? null : 'BEARER';
  if (failure.errorCode?.includes('.SessionToken.') || response.status === 401) return 'SESSION';
  return null;
}

/** True for a list that no longer knows the cursor it was asked to go on from. */
export function refusesCursor(response: UpstreamResponse): boolean {
  return (
    response.status === 400 && STALE_CURSOR.has(failureOf(response).errorMessage?.trim().toLowerCase() ?? '')
  );
}

/** Whether a reason says that the account has no such device, in both wordings of the sources (contract 4.3, 6.1). */
export function saysNoSuchDevice(reason: string | null | undefined): boolean {
  return /^device (?:does not exist|not found)\b/i.test(reason ?? '');
}

function providerCode(failure: Failure): string | null {
  const code = failure.errorCode ?? failure.fault?.code ?? failure.error;
  return code !== undefined && /^[\w.-]{1,120}$/.test(code) ? code : null;
}

function explain(response: UpstreamResponse): Explanation {
  const failure = failureOf(response);
  const said = { providerCode: providerCode(failure) };
  const refused = refusedCredential(response);
  if (refused === 'SESSION' || (refused === 'BEARER' && response.status === 400)) {
    return { ...said, code: 'UPSTREAM_CREDENTIALS' };
  }
  if (response.status === 404 || failure.fault?.code === NO_SUCH_RESOURCE) {
    return { ...said, hint: 'Check the base URLs of this account in the configuration.' };
  }
  return said;
}

/** No rate-limit headers are documented (contract 7). */
const budget = (): null => null;

/** For everything behind the login. */
export const policy: UpstreamPolicy = {
  explain,
  budget,
  sweepCallsPerMinute: LIMITS.sweepCallsPerMinute,
};

/** For OAuth: both 400 and 401 refuse the application (contract 2.1), unless the gateway does not know the path. */
export const oauthPolicy: UpstreamPolicy = {
  budget,
  explain(response) {
    const refused = failureOf(response).error !== undefined && [400, 401].includes(response.status);
    return { ...explain(response), ...(refused && { code: 'UPSTREAM_CREDENTIALS' as const }) };
  },
};

/** Statuses that say nothing about the password: no such path, too late, too many. */
const NO_REFUSAL: readonly number[] = [404, 405, 408, 429];

/**
 * For the login: five refusals in a row lock the user (contract 2.2), so every answer that may be a refusal counts as
 * one, and no further login is tried. A fault does not count: the gateway refused the request before the password was checked.
 */
export const loginPolicy: UpstreamPolicy = {
  budget,
  explain(response) {
    const said = explain(response);
    const { status } = response;
    if (status < 400 || status >= 500 || NO_REFUSAL.includes(status)) return said;
    return { ...said, code: isFault(response) ? 'UPSTREAM_FORBIDDEN' : 'UPSTREAM_CREDENTIALS' };
  },
};
