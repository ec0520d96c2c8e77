// The writes of Yext.
import type { Writes } from '../../provider.ts';
import type { Context } from '../context.ts';
import { LIMITS } from '../policy.ts';
import { groupChanges } from './groups.ts';
import { sendGroup } from './send.ts';

/** The write side of one account. */
export function createWrites(context: Context): Writes {
  return {
    // No `check`: saved filters, and types of entities that a pack does not take, show only when Yext refuses (yext contract 8).
    // Saved filters assign by conditions of their own (yext contract 8).
    removalCaveat: 'A saved filter of Yext may assign the license again.',
    group: groupChanges,
    send: (group, call) => sendGroup(context, group, call),
    concurrency: LIMITS.writesAtOnce,
    readBackAfterMs: LIMITS.readBackAfterMs,
  };
}
