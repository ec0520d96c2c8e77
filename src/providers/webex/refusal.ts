// A refusal known beforehand.
import type { ProblemCode } from '../../domain/problem.ts';

/** Why a change would be refused. */
export interface Refusal {
  readonly code: ProblemCode;
  readonly message: string;
  readonly hint: string;
  /** The code Webex has for it (webex contract 5.3). */
  readonly providerCode: string | null;
}
