// Checks the fields that every mutation has besides its changes: idempotency key, reason, ticket, waiting.
import type { OnProblem } from '../../changes/engine-port.ts';
import type { WriteOptions } from '../../changes/change-service.ts';
import { ProblemError, callerError, problem } from '../../domain/problem.ts';

/** The fields of an input that every write has, or may have. */
export interface WriteInput {
  readonly idempotencyKey?: string | null | undefined;
  readonly reason?: string | null | undefined;
  readonly ticket?: string | null | undefined;
  readonly onProblem?: OnProblem | null | undefined;
  readonly dryRun?: boolean | null | undefined;
  readonly waitSeconds?: number | null | undefined;
}

const MAX_WAIT_SECONDS = 60;
const LENGTHS = { idempotencyKey: 255, reason: 1_000, ticket: 200 } as const;

/** Throws BAD_INPUT for a text that is empty or too long, or a wait outside 0 to 60 s. */
export function checkWrite(input: WriteInput): WriteOptions {
  const waitSeconds = input.waitSeconds ?? 10;
  if (waitSeconds < 0 || waitSeconds > MAX_WAIT_SECONDS) {
    throw badInput('waitSeconds', `must be from 0 to ${MAX_WAIT_SECONDS}.`);
  }
  const idempotencyKey = checkText(input, 'idempotencyKey');
  // Other characters have several spellings, or cannot be stored in a database.
  if (idempotencyKey !== null && !/^[\u0020-\u007e]*[\u0021-\u007e][\u0020-\u007e]*$/.test(idempotencyKey)) {
    throw badInput('idempotencyKey', 'must be of letters, digits, spaces and signs of ASCII, and not blank.');
  }
  return {
    idempotencyKey,
    ...checkTexts(input),
    onProblem: input.onProblem ?? 'APPLY_REST',
    dryRun: input.dryRun ?? false,
    waitMs: waitSeconds * 1_000,
  };
}

/** What the audit log keeps beside who it was. Throws BAD_INPUT for a text that is empty or too long. */
export function checkTexts(
  input: Pick<WriteInput, 'reason' | 'ticket'>,
): Pick<WriteOptions, 'reason' | 'ticket'> {
  return { reason: checkText(input, 'reason'), ticket: checkText(input, 'ticket') };
}

function checkText(input: WriteInput, name: keyof typeof LENGTHS): string | null {
  const text = input[name] ?? null;
  if (text === null || (text !== '' && text.length <= LENGTHS[name])) return text;
  throw badInput(name, `must have from 1 to ${LENGTHS[name]} characters.`);
}

/** The problem of a field of the input, or of one within it: `cap.percent`. */
export function badInput(field: string, what: string, hint: string | null = null): ProblemError {
  return new ProblemError(
    problem('BAD_INPUT', 'CALLER', `\`${field}\` ${what}`, { path: field.split('.'), hint }),
  );
}

/** The plan or the changes of an apply. Throws BAD_INPUT unless exactly one is given, and for a dry run of a plan. */
export function onlyOne<Plan, Change>(input: {
  readonly plan?: Plan | null | undefined;
  readonly changes?: readonly Change[] | null | undefined;
  readonly dryRun?: boolean | null | undefined;
}): { readonly plan: Plan | null; readonly changes: readonly Change[] } {
  const plan = input.plan ?? null;
  if ((plan === null) === (input.changes == null)) {
    throw callerError('BAD_INPUT', 'Pass either `plan` or `changes`.');
  }
  if (plan !== null && input.dryRun === true) {
    throw badInput('dryRun', 'goes with `changes`: a plan is a dry run already.');
  }
  return { plan, changes: input.changes ?? [] };
}
