// Refusals and their codes. 2000 is the provider's; all others are made up, because the real ones are not public
// (yext contract 8): no client may depend on them.
import { Refusal } from '../core/refusal.ts';
import { failedWith } from './wire/envelope.ts';

/** Status and code of each kind of refusal. */
export const problems = {
  notFound: { status: 400, code: 2000 },
  missingKey: { status: 400, code: 9001 },
  invalidKey: { status: 401, code: 9002 },
  notPermitted: { status: 403, code: 9003 },
  invalidVersion: { status: 400, code: 9004 },
  invalidAccount: { status: 400, code: 9005 },
  accountNotVisible: { status: 403, code: 9006 },
  invalidParameter: { status: 400, code: 9007 },
  invalidPageToken: { status: 400, code: 9008 },
  invalidBody: { status: 400, code: 9009 },
  contentType: { status: 400, code: 9010 },
  invalidActor: { status: 403, code: 9011 },
  alreadyAssigned: { status: 409, code: 9012 },
  packExhausted: { status: 409, code: 9013 },
  impossibleNow: { status: 409, code: 9014 },
  unknownEndpoint: { status: 404, code: 9015 },
  methodNotAllowed: { status: 405, code: 9016 },
  urlTooLong: { status: 414, code: 9017 },
  quotaExceeded: { status: 429, code: 9018 },
  serverFault: { status: 500, code: 9019 },
} as const;

type Problem = keyof typeof problems;

interface RefusalOptions {
  /** Another status than the problem's own, where a switch says so. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Ends a request with an envelope that has one FATAL error. */
export function refusal(problem: Problem, message: string, options: RefusalOptions = {}): Refusal {
  const { status, code } = problems[problem];
  const reply = failedWith(code, options.status ?? status, message);
  return new Refusal({ ...reply, headers: options.headers ?? {} });
}
