// The addresses of users of other organisations: requests name these users so, and not by their ids (webex contract 5.4).
import { assigneeKey, type Change, type CurrentState } from '../../../domain/change.ts';
import { canonicalId, isAddress } from '../ids.ts';
import { LIMITS } from '../policy.ts';

/** The addresses that are remembered for an account. */
export interface Addresses {
  /** The address to name somebody by; undefined for whoever is named by id. */
  of(id: string): string | undefined;
  remember(id: string, email: string): void;
  /** Takes those of the users that are to be changed, which come along with what they hold. */
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
      for (const [id, email] of externalsIn(changes, current)) remember(id, email);
    },
  };
}

/** Addresses of the users of other organisations among those to be changed, by id. */
function externalsIn(changes: readonly Change[], current: CurrentState): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { assignee } of changes) {
    for (const { assignee: holder } of current.held.get(assigneeKey(assignee)) ?? []) {
      const isExternal = holder.kind === 'USER' && holder.userKind === 'EXTERNAL';
      if (isExternal && holder.email) found.set(assignee.externalId, holder.email);
    }
  }
  return found;
}
