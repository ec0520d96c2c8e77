// Wishes made of what became of other wishes: the same once more, or the opposite.
import type { ChangeRecord } from '../domain/change-set.ts';
import type { Wish } from './wish.ts';

/** The wish behind a change, its targets as they were found. */
export function repeatOf({ change, position }: ChangeRecord): Wish {
  return {
    path: ['changes', String(position)],
    action: change.action,
    license: { accountKey: change.accountKey, externalId: change.licenseId },
    assignee: { by: 'KEY', accountKey: change.accountKey, ...change.assignee },
    removalOn: change.removalOn,
    calling: change.calling,
  };
}

/** What takes a change back; null for one that did nothing of its own. */
export function inverseOf(record: ChangeRecord): Wish | null {
  if (record.outcome !== 'VERIFIED') return null;
  const wish = repeatOf(record);
  const date = record.before?.removalOn ?? null;
  switch (record.change.action) {
    case 'ASSIGN':
      return { ...wish, action: 'REMOVE', removalOn: null };
    case 'REMOVE':
      return { ...wish, action: 'ASSIGN', removalOn: null };
    case 'SCHEDULE_REMOVAL':
      return date === null
        ? { ...wish, action: 'CANCEL_REMOVAL', removalOn: null }
        : { ...wish, removalOn: date };
    case 'CANCEL_REMOVAL':
      return date === null ? null : { ...wish, action: 'SCHEDULE_REMOVAL', removalOn: date };
  }
}
