// Changes of all sets together, as the engine sees them.
import type { AssigneeKind } from '../../domain/account.ts';
import type { Change } from '../../domain/change.ts';
import type { ChangeRecord } from '../../domain/change-set.ts';

/** What License Graph itself is doing, or did and has not seen yet. */
export interface OwnChanges {
  /**
   * The open changes about these assignees: of running sets those that are not DONE, and those no read has shown and that are to be
   * read again. In the order they were sent, unsent ones last.
   */
  openChanges(accountKey: string, assignees: readonly Change['assignee'][]): Promise<readonly ChangeRecord[]>;
  /** The same, of those that take or free seats of these licenses; the newest first. */
  openSeatChanges(accountKey: string, licenseIds: readonly string[]): Promise<readonly ChangeRecord[]>;
  /** Of each change, those about the same thing that were sent after it and are under way, or took effect as far as is known; in the order they were sent. */
  laterChanges(changeIds: readonly string[]): Promise<ReadonlyMap<string, readonly ChangeRecord[]>>;
}

/** Spells the id of a license or of an assignee in the one way of its provider. */
export type Spell = (kind: 'LICENSE' | AssigneeKind, externalId: string) => string;

export interface Identities {
  /**
   * Has what is kept of an account spelled anew: all changes, seats, and WAITING schedules, of which for one target the earliest
   * day stays. The audit log stays as it was, and is searched by every spelling from then on.
   */
  respell(accountKey: string, spell: Spell): Promise<void>;
}
