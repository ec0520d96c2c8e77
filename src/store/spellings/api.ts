// Moving ids that are stored under another spelling to the canonical one of their provider.
import type { AssigneeKind } from '../../domain/account.ts';

/** The canonical spelling of the id of a license or of an assignee. */
export type Spell = (kind: 'LICENSE' | AssigneeKind, externalId: string) => string;

export interface Identities {
  /**
   * Gives all changes, seats and WAITING kept removals of an account their canonical ids. Of several removals that turn out to have one
   * target, the earliest stays. The audit log stays as it was, and is searched by every spelling from then on.
   */
  respell(accountKey: string, spell: Spell): Promise<void>;
}
