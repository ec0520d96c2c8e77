// What reaches from one moment or day to another.
import { callerError } from '../../domain/problem.ts';

interface Span {
  readonly from?: string | null | undefined;
  readonly to?: string | null | undefined;
}

/** Throws BAD_INPUT for an end before its beginning: nothing is in between, and "there is nothing" would be taken for an answer. */
export function checkSpan({ from, to }: Span, name?: string): void {
  if (from == null || to == null || Date.parse(from) <= Date.parse(to)) return;
  const of = name === undefined ? '' : ` of \`${name}\``;
  throw callerError('BAD_INPUT', `\`to\`${of} is before \`from\`.`);
}
