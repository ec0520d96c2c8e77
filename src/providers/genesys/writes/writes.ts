// The writes of Genesys Cloud: one operation for any number of licenses and users (genesys contract 2.1).
import type { Call } from '../../../domain/call.ts';
import type { Change } from '../../../domain/change.ts';
import { ProblemError, asProblemError, callerError } from '../../../domain/problem.ts';
import type { Writes } from '../../provider.ts';
import { assignLicenses, type Api, type LicenseAssignment } from '../client.ts';
import { assignmentsOf, groupChanges, needsOrder } from './groups.ts';
import { readCatalogue } from '../reads/licenses.ts';
import { forAll, outcomesOf } from './outcomes.ts';
import { requirementsOf, type Requirements } from './requirements.ts';
import { checkChanges, isDated } from './rules.ts';

/** How long a change takes to show is not documented; to be tested at 5 to 30 seconds, with backoff (genesys contract U10). */
const READ_BACK_AFTER_MS: readonly number[] = [0, 1000, 5000, 15_000, 30_000];

/** The write side of one account. `logIn` gets a token unless there is one; of `baseTiers` a user has one. */
export function createWrites(api: Api, logIn: () => Promise<unknown>, baseTiers: readonly string[]): Writes {
  const { accountKey } = api;
  // What licenses need is the same for every customer and does not come and go (genesys contract 2.4.2): once is enough.
  let known: Requirements | null = null;

  /** Everything that may fail before the write leaves. */
  async function prepare(group: readonly Change[], call: Call): Promise<LicenseAssignment[] | ProblemError> {
    try {
      if (group.some(isDated)) throw callerError('NOT_SUPPORTED', 'Genesys Cloud knows no dates of removal.');
      await logIn();
      if (needsOrder(group)) known ??= requirementsOf((await readCatalogue(api, call)).items);
      call.signal.throwIfAborted();
      return assignmentsOf(group, known);
    } catch (error) {
      return asProblemError(error);
    }
  }

  return {
    check(changes, world) {
      known = requirementsOf(world.catalogue);
      return checkChanges(accountKey, changes, world, { requirements: known, baseTiers });
    },
    group: groupChanges,
    async send(group, call) {
      const assignments = await prepare(group, call);
      if (assignments instanceof ProblemError) {
        // Nothing has left. What would fail the same way again is no matter of waiting.
        const passing = call.signal.aborted || assignments.problem.retryable;
        return forAll(group, passing ? 'NOT_SENT' : 'REJECTED', assignments.problem);
      }
      try {
        return outcomesOf(group, await assignLicenses(api, assignments, call), accountKey);
      } catch (error) {
        const failure = asProblemError(error);
        // One refused row may refuse the whole call after others were done (genesys contract U8): only a call of one row
        // is surely refused with it.
        if (failure.problem.code !== 'UPSTREAM_REJECTED' || group.length === 1) throw failure;
        return forAll(group, 'UNKNOWN', failure.problem);
      }
    },
    // Nobody has written that two such calls bear each other, and the budget is shared with the reads (genesys contract 6.9).
    concurrency: 1,
    readBackAfterMs: READ_BACK_AFTER_MS,
  };
}
