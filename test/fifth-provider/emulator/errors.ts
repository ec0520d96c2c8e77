// The form of Quayside's errors, and the status of each code (quayside contract 1).
import type { Reply } from '../../../emulators/core/http.ts';
import { Refusal } from '../../../emulators/core/refusal.ts';

const STATUS = {
  invalid_request: 400,
  invalid_client: 401,
  invalid_token: 401,
  not_found: 404,
  not_held: 404,
  seats_exhausted: 409,
  cost_centre_required: 422,
  cost_centre_refused: 422,
  cost_centre_invalid: 422,
} as const;

/** An answer that is an error. */
export function failed(
  status: number,
  code: string,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): Reply {
  return { status, headers, body: { error: { code, message } } };
}

/** Ends a request, or one part of a batch, with an error. */
export function refusal(code: keyof typeof STATUS, message: string): Refusal {
  return new Refusal(failed(STATUS[code], code, message));
}
