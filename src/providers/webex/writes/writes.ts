// Changing licenses of users: one request a user with all of its changes, two where a removal has to make room first.
import type { Call } from '../../../domain/call.ts';
import { assigneeKey, type Change, type CurrentState, type Sent } from '../../../domain/change.ts';
import { asProblemError, problem, type Problem } from '../../../domain/problem.ts';
import type { Writes } from '../../provider.ts';
import type { Addressee } from '../client.ts';
import { withOneCatalogue, type WebexContext } from '../context.ts';
import { externalsByEmail, readExternals } from '../reads/external-users.ts';
import { canonicalId, isAddress } from '../ids.ts';
import { SPECULATIVE_PAGES } from '../reads/users-in-full.ts';
import { makesRoom, operationsOf, stepsOf } from './groups.ts';
import { afterFailure, nothingDone, outcomesOf, type Outcomes } from './outcomes.ts';
import { isCalling, isForExternals, productOf } from './products.ts';
import { readHoldings } from '../reads/holdings.ts';
import { checkChanges } from './rules.ts';
import { INVITATIONS, OPTIONS } from './options.ts';
import { heldAsFound, holdingsAndAccounts } from './sites.ts';
import { withUnlisted } from '../reads/unlisted-licenses.ts';

/** Nobody knows how long a change takes to show: at once is the best guess (webex contract 11). */
const READ_BACK_AFTER_MS = [0, 1_000, 3_000, 10_000];

/** Addresses of external users that are remembered. */
const MOST_ADDRESSES = 10_000;

/** The write side of an organisation. Half of its places for requests are left to readers. */
export function createWrites(context: WebexContext, random: () => number): Writes {
  const { accountKey, width } = context;
  // External users are named by address (webex contract 5.4). Addresses come along with what is held when changes are
  // checked; where that was long ago, Webex knows no such person and they are looked up.
  const addresses = new Map<string, string>();

  function remember(id: string, email: string): void {
    if (addresses.size >= MOST_ADDRESSES) addresses.clear();
    addresses.set(canonicalId('USER', id), email);
  }

  /** Never throws. */
  async function patch(who: Addressee, changes: readonly Change[], call: Call): Promise<Outcomes> {
    if (call.signal.aborted)
      return nothingDone('NOT_SENT', asProblemError(call.signal.reason).problem, changes);
    const trackingId = newTrackingId(random);
    try {
      const answer = await context.client.changeLicenses(who, operationsOf(changes), trackingId, call);
      const outcomes = outcomesOf(answer, { accountKey, who, changes });
      const mayBeExternal = answer.status === 404 && 'personId' in who && changes.every(isOfSite);
      return mayBeExternal ? await patchByAddress(who.personId, changes, outcomes, call) : outcomes;
    } catch (error) {
      return afterFailure(asProblemError(error).problem, changes, trackingId);
    }
  }

  /** A second try after a 404, which did nothing; `refused` is what it came to. */
  async function patchByAddress(
    id: string,
    changes: readonly Change[],
    refused: Outcomes,
    call: Call,
  ): Promise<Outcomes> {
    try {
      const { users } = await readExternals(context, SPECULATIVE_PAGES, call);
      const email = users.get(id)?.email ?? null;
      if (email === null) return refused;
      remember(id, email);
      return await patch({ email }, changes, call);
    } catch (error) {
      const failure = asProblemError(error).problem;
      return nothingDone(failure.retryable ? 'NOT_SENT' : 'REJECTED', failure, changes);
    }
  }

  return {
    concurrency: Math.max(1, Math.floor(width / 2)),
    readBackAfterMs: READ_BACK_AFTER_MS,
    // Public clients assign calling licenses beyond what was bought (webex contract 9.9, 11).
    mayExceedSeats: (license) => isCalling(productOf(license)),
    options: OPTIONS,
    outsiders: {
      ...INVITATIONS,
      mayHold: ({ externalId }) => isForExternals(externalId),
      byEmails: (keys, catalogue, call) => externalsByEmail(context, keys, catalogue, call),
      idOf: (email) => canonicalId('USER', email),
      isOne: isAddress,
    },
    async readBack(assignees, call, asked, catalogue) {
      const once = withOneCatalogue(context, catalogue);
      const slots = await readHoldings(once, assignees, call, holdingsAndAccounts);
      return asked === undefined ? slots : withUnlisted(once, slots, asked, call);
    },
    heldAsFound,
    check(changes, world) {
      for (const [id, email] of externalsIn(changes, world)) remember(id, email);
      return checkChanges(accountKey, changes, world);
    },
    // A swap stays one group although it takes two requests: groups may be under way at once, its requests must not be.
    group: (changes) => [
      ...Map.groupBy(changes, (change) => assigneeKey(inOneSpelling(change).assignee)).values(),
    ],
    async send(asked, call) {
      const group = asked.map(inOneSpelling);
      const outcomes = new Map<string, Sent>();
      for (const step of stepsOf(group)) {
        const ready = step.filter((change) => !lacksRoom(change, group, outcomes));
        const waiting = step.filter((change) => !ready.includes(change));
        for (const [id, sent] of nothingDone('NOT_SENT', noRoom(accountKey), waiting)) outcomes.set(id, sent);
        const [first] = ready;
        if (first === undefined) continue;
        const id = first.assignee.externalId;
        const email = addresses.get(id) ?? (isAddress(id) ? id : undefined);
        const who = email === undefined ? { personId: id } : { email };
        for (const [changeId, sent] of await patch(who, ready, call)) outcomes.set(changeId, sent);
      }
      return outcomes;
    },
  };
}

function inOneSpelling(change: Change): Change {
  const { kind, externalId } = change.assignee;
  return {
    ...change,
    licenseId: canonicalId('LICENSE', change.licenseId),
    assignee: { kind, externalId: canonicalId(kind, externalId) },
  };
}

function isOfSite({ licenseId }: Change): boolean {
  return isForExternals(licenseId);
}

/** Addresses of the users of other organisations among those to be changed, by id. */
function externalsIn(changes: readonly Change[], world: CurrentState): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { assignee } of changes) {
    for (const { assignee: holder } of world.held.get(assigneeKey(assignee)) ?? []) {
      const isExternal = holder.kind === 'USER' && holder.userKind === 'EXTERNAL';
      if (isExternal && holder.email) found.set(assignee.externalId, holder.email);
    }
  }
  return found;
}

/** Whether a change waits for a removal that was tried and did not succeed. */
function lacksRoom(change: Change, group: readonly Change[], outcomes: Outcomes): boolean {
  if (change.action !== 'ASSIGN') return false;
  return group.some((other) => {
    const sent = other.action === 'REMOVE' && makesRoom(other, change) ? outcomes.get(other.id) : undefined;
    return sent !== undefined && sent.status !== 'ACCEPTED';
  });
}

function noRoom(accountKey: string): Problem {
  const message = 'The removal that makes room for this license did not succeed, so it was not asked for.';
  return problem('LICENSES_CONFLICT', 'PROVIDER', message, {
    accountKey,
    retryable: true,
    hint: 'See what became of the removal, then try again.',
  });
}

/** An id of our own: Webex repeats it in its answer, and can be asked about it when the answer was lost (webex contract 1). */
function newTrackingId(random: () => number): string {
  const digits = Array.from({ length: 32 }, () => Math.floor(random() * 16).toString(16)).join('');
  return `LG_${digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')}`;
}
