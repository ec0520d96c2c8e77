// The option that only Quayside knows: the cost centre of a metered plan (quayside contract 4).
import { z } from 'zod';
import { THE_LICENSE, type Change } from '../../../../src/domain/change.ts';
import { ProblemError, problem, type Problem } from '../../../../src/domain/problem.ts';
import type { OptionRules } from '../../../../src/providers/provider.ts';
import { isMetered } from '../reads/licenses.ts';

/** As the SDL has them in `QuaysideChangeOptionsInput`. */
const Options = z.object({ costCentre: z.string().optional() });
const Details = z.object({ costCentre: z.string() });

export const OPTIONS: OptionRules = {
  field: 'quayside',
  checkRequest({ values }, { action }) {
    const { costCentre } = Options.parse(values);
    if (costCentre === undefined) return;
    if (action !== 'ASSIGN') throw misplaced(`${action} takes no cost centre.`, 'Leave it out.');
    if (!/^[A-Za-z0-9-]{1,20}$/.test(costCentre)) {
      throw misplaced('This is no cost centre.', 'Give 1 to 20 letters, digits and dashes.');
    }
  },
  check({ values }, license) {
    if (Options.parse(values).costCentre !== undefined && isMetered(license) === false) {
      throw misplaced('This plan takes no cost centre: it is not metered.', 'Leave it out.');
    }
  },
  targetOf({ values }) {
    const { costCentre } = Options.parse(values);
    return costCentre === undefined ? THE_LICENSE : { kind: 'LICENSE', details: { costCentre } };
  },
};

/** The cost centre that a change comes with. */
export function costCentreOf({ target }: Pick<Change, 'target'>): string | null {
  return target.kind === 'LICENSE' && target.details !== null
    ? Details.parse(target.details).costCentre
    : null;
}

/** What is said of a metered plan without one. */
export function missingCostCentre(accountKey: string): Problem {
  return problem('BAD_INPUT', 'CALLER', 'This plan is metered: it needs a cost centre.', {
    accountKey,
    path: ['costCentre'],
    hint: 'Give 1 to 20 letters, digits and dashes.',
  });
}

function misplaced(message: string, hint: string): ProblemError {
  return new ProblemError(problem('BAD_INPUT', 'CALLER', message, { hint, path: ['costCentre'] }));
}
