// A refusal known beforehand.
import type { Refusal as AnyRefusal } from '../../../domain/refusal.ts';

/** Why a change would be refused. */
export interface Refusal extends AnyRefusal {
  /** The code Webex has for it (webex contract 5.3). */
  readonly providerCode: string | null;
}

/** A refusal; with a code where Webex has one. */
export function refusal(
  code: Refusal['code'],
  message: string,
  hint: string,
  providerCode: string | null = null,
): Refusal {
  return { code, message, hint, providerCode };
}
