// The same person in several accounts, by e-mail address.
import { sameAddress } from '../../domain/assignee.ts';
import { complete, failed, type AccountCoverage } from '../../domain/coverage.ts';
import { ProblemError, asProblemError, callerError } from '../../domain/problem.ts';
import type { Reads } from '../context.ts';
import { keptLine, type Answered } from '../freshness/answered.ts';
import { withKind } from '../inputs/select-accounts.ts';
import type { UserModel } from './models.ts';

interface FoundPerson {
  readonly users: readonly UserModel[];
  readonly coverage: readonly AccountCoverage[];
}

/** The address in the form people are told apart by; null for a text that cannot be one. */
export function personKeyOf(email: string): string | null {
  const address = sameAddress(email.trim());
  return /^[^\s@\p{Cc}]{1,64}@[^\s@\p{Cc}]{1,255}$/u.test(address) ? address : null;
}

/** The same. Throws BAD_INPUT for a text that cannot be one. */
export function personKey(email: string): string {
  const key = personKeyOf(email);
  if (key !== null) return key;
  throw callerError('BAD_INPUT', 'This is not an e-mail address.');
}

/** Users with this address in every account that has users. Throws when not one of them could be asked. */
export async function findPerson({ accounts, loaders }: Reads, email: string): Promise<FoundPerson> {
  const { having, lacking } = withKind(accounts, accounts.all, 'USER');
  const answers = await Promise.all(
    having.map(async ({ key }): Promise<Answered<readonly UserModel[]> | ProblemError> => {
      try {
        return await loaders.usersWith(key, email);
      } catch (error) {
        return asProblemError(error);
      }
    }),
  );
  const failures = answers.filter((answer) => answer instanceof ProblemError);
  if (failures[0] && failures.length === answers.length) throw failures[0];
  return {
    users: answers.flatMap((answer) => (answer instanceof ProblemError ? [] : answer.value)),
    coverage: [
      ...having.map(({ key }, index) => {
        const answer = answers[index];
        if (answer instanceof ProblemError) return failed(key, answer.problem);
        return answer?.kept ? keptLine(key, answer.kept) : complete(key);
      }),
      ...lacking,
    ],
  };
}
