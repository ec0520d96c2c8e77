// The addresses of users of other organisations: requests name these users so, and not by their ids (webex contract 5.4).
import type { User } from '../../../domain/assignee.ts';
import { assigneeKey, type Change, type CurrentState } from '../../../domain/change.ts';
import { canonicalId, isAddress } from '../ids.ts';
import { LIMITS } from '../policy.ts';
import { isExternal } from '../reads/users-in-full.ts';

/** The addresses that are remembered for an account. */
export interface Addresses {
  /** The address to name somebody by; undefined for whoever is named by id. */
  of(id: string): string | undefined;
  remember(id: string, email: string): void;
  /** Takes those of the users that are to be changed. */
  learn(changes: readonly Change[], current: CurrentState): void;
}

/** None at first. Where an address is not remembered any more, Webex answers that there is no such person, and it is looked up. */
export function createAddresses(): Addresses {
  const addresses = new Map<string, string>();
  function remember(id: string, email: string): void {
    if (addresses.size >= LIMITS.addressesRemembered) addresses.clear();
    addresses.set(canonicalId('USER', id), email);
  }
  return {
    of: (id) => addresses.get(id) ?? (isAddress(id) ? id : undefined),
    remember,
    learn(changes, current) {
      for (const { assignee } of changes) {
        const known = externalsOf(assignee, current).find(({ email }) => email);
        if (known?.email) remember(assignee.externalId, known.email);
      }
    },
  };
}

/**
 * The user of another organisation that a change is about, as it was found and as the rows tell it of whatever it holds: not every read
 * tells that it is one. None for anybody else.
 */
export function externalsOf(
  assignee: Change['assignee'],
  { assignees, held }: CurrentState,
): readonly User[] {
  const key = assigneeKey(assignee);
  const holders = (held.get(key) ?? []).map((holding) => holding.assignee);
  return [assignees.get(key), ...holders].filter(
    (one): one is User => one?.kind === 'USER' && isExternal(one),
  );
}
