// Error bodies: the gateway sends `fault`, the services `errorCode`, the token endpoint `error` (thingspace contract 2.3 and 7).
import type { Reply } from '../core/http.ts';
import { Refusal } from '../core/refusal.ts';

/** A refusal with the body that FOTA and M2M share. */
export function refusal(errorCode: string, errorMessage: string, status = 400): Refusal {
  return new Refusal({ status, body: { errorCode, errorMessage } });
}

/** A FOTA refusal: every documented one has this code. */
export function invalidParameter(errorMessage: string, status = 400): Refusal {
  return refusal('INVALID_PARAMETER', errorMessage, status);
}

/** A refusal of the gateway, before any service sees the request. */
export function fault(
  status: number,
  code: string,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): Reply {
  const description = `${message}. Check the API documentation and add or correct the request`;
  return { status, headers, body: { fault: { code, message, description } } };
}

/** The XML the gateway sends for a wrong authentication scheme or an unknown context. */
export function xmlFault(status: number, code: string, message: string): Reply {
  const parts = `<am:code>${code}</am:code><am:type>Status report</am:type><am:message>${message}</am:message>`;
  return {
    status,
    headers: { 'content-type': 'application/xml; charset=UTF-8' },
    body: `<am:fault xmlns:am="http://wso2.org/apimanager">${parts}</am:fault>`,
  };
}

/** A refusal of the token endpoint, in the words of RFC 6749. */
export function oauthRefusal(status: number, error: string, error_description: string): Reply {
  return { status, body: { error, error_description } };
}

/** The gateway's 429. It is not published: this is what the gateway's product answers (thingspace contract 7). */
export function throttledReply(retryAfterSeconds: number | undefined): Reply {
  const headers = retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) };
  return fault(429, '900800', 'Message throttled out', headers);
}

/** A server fault: 401 and 502 to 504 come from the gateway, others from the service. */
export function failedReply(status: number): Reply {
  if (status === 401) return fault(401, '900901', 'Invalid Credentials');
  if (status >= 502 && status <= 504) return fault(status, '101503', 'Error connecting to the back end');
  return refusal('INTERNAL_ERROR', 'The request could not be completed', status).reply;
}
