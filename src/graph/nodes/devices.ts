// Finding a device by its IMEI, in any account.
import type { Device } from '../../domain/assignee.ts';
import { ProblemError, asProblemError } from '../../domain/problem.ts';
import type { Reads } from '../context.ts';
import { findAssignee } from './look-up.ts';
import { withKind } from '../inputs/select-accounts.ts';

/**
 * The device with this IMEI in any account; null when every account that has devices says there is none.
 * Throws the first failure when it was not found and an account could not be asked.
 */
export async function findDevice(reads: Reads, imei: string): Promise<Device | null> {
  const { having } = withKind(reads.accounts, reads.accounts.all, 'DEVICE');
  const answers = await Promise.all(
    having.map(async ({ key }): Promise<Device | ProblemError | null> => {
      try {
        return await findAssignee(reads, 'DEVICE', { accountKey: key, externalId: imei });
      } catch (error) {
        return asProblemError(error);
      }
    }),
  );
  const found = answers.find((answer) => answer !== null && !(answer instanceof ProblemError));
  if (found && !(found instanceof ProblemError)) return found;
  const failure = answers.find((answer) => answer instanceof ProblemError);
  if (failure) throw failure;
  return null;
}
