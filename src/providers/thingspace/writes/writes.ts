// Giving and taking the licenses of the pool: a POST for each 1,000 devices (thingspace contract 4).
import { chunk } from '../../../batching/chunk.ts';
import type { Assignee } from '../../../domain/assignee.ts';
import type { Call } from '../../../domain/call.ts';
import type { Change, ChangeAction, Sent } from '../../../domain/change.ts';
import { asProblemError, problem, type Problem } from '../../../domain/problem.ts';
import type { Writes } from '../../provider.ts';
import { LoginFailed } from '../auth.ts';
import type { LicenseWrite, ThingSpaceClient } from '../client.ts';
import { POOL } from '../reads/licenses.ts';
import { outcomesOf } from './outcomes.ts';
import { isImei } from '../reads/paging.ts';
import { heldAsFound, readHeld, type DeviceReads } from './read-back.ts';
import { checkChanges } from './rules.ts';
import type { ThingSpaceSettings } from '../settings.ts';

/** No source names a limit for writes; 1,000 is that of all reads (contract 4.1, 9.11). */
const BATCH = 1000;

/** Nobody says whether a read shows a write at once (contract 9.18). */
const READ_BACK_AFTER_MS: readonly number[] = [0, 1000, 5000];

const WRITES: Readonly<Partial<Record<ChangeAction, LicenseWrite>>> = { ASSIGN: 'assign', REMOVE: 'remove' };

type Outcomes = ReadonlyMap<string, Sent>;

/** The write side of the account these settings describe. */
export function createWrites(
  settings: ThingSpaceSettings,
  client: ThingSpaceClient,
  reads: DeviceReads,
): Writes {
  const { key: accountKey, deviceLookup } = settings;
  /** Under way; each entry goes when its removal is over, whatever came of it. */
  const removals = new Set<Promise<unknown>>();

  async function post(write: LicenseWrite, group: readonly Change[], call: Call): Promise<Outcomes> {
    const imeis = [...new Set(group.map(({ assignee }) => assignee.externalId))];
    try {
      return outcomesOf(accountKey, write, group, await client.writeLicenses(write, imeis, call));
    } catch (error) {
      // A login that failed for good is a refusal; one that may go better next time has sent nothing yet.
      if (error instanceof LoginFailed && error.problem.retryable) return notSent(group, error.problem);
      throw error;
    }
  }

  return {
    check: (changes, world) => checkChanges(accountKey, changes, world),
    group: (changes) => [...batches(changes, 'REMOVE'), ...batches(changes, 'ASSIGN')],
    async send(group, call) {
      const write = writeOf(group);
      if (write === null) return notSent(group, unsendable(accountKey));
      // Removals free the licenses that are given next (contract 4.6); groups may be under way side by side.
      if (write === 'assign') await Promise.all(removals);
      if (call.signal.aborted) return notSent(group, asProblemError(call.signal.reason).problem);
      const outcomes = post(write, group, call);
      if (write === 'remove') {
        const over: Promise<unknown> = Promise.allSettled([outcomes]).then(() => removals.delete(over));
        removals.add(over);
      }
      return outcomes;
    },
    concurrency: 2,
    readBackAfterMs: READ_BACK_AFTER_MS,
    // The cost of the summary grows with the licenses given out. The connectivity API says nothing of licenses (contract 6.3).
    ...(deviceLookup === 'fota-v3' && {
      readBack: (assignees: readonly Assignee[], call: Call) => readHeld(reads, assignees, call),
      heldAsFound,
    }),
  };
}

function batches(changes: readonly Change[], action: ChangeAction): readonly (readonly Change[])[] {
  return chunk(
    changes.filter((change) => change.action === action),
    BATCH,
  );
}

/** The write that does all of a group; null when none does, so that nothing is done to a device that was not meant. */
function writeOf(group: readonly Change[]): LicenseWrite | null {
  const [first] = group;
  if (first === undefined || group.length > BATCH) return null;
  const alike = group.every(
    ({ action, licenseId, assignee }) =>
      action === first.action &&
      licenseId === POOL &&
      assignee.kind === 'DEVICE' &&
      isImei(assignee.externalId),
  );
  return alike ? (WRITES[first.action] ?? null) : null;
}

function notSent(group: readonly Change[], reason: Problem): Outcomes {
  const sent: Sent = { status: 'NOT_SENT', problem: reason, upstreamRequestIds: [] };
  return new Map(group.map(({ id }) => [id, sent]));
}

function unsendable(accountKey: string): Problem {
  return problem('INTERNAL', 'PLATFORM', 'These changes do not fit into one call to the provider.', {
    accountKey,
  });
}
