// The writes of ThingSpace: giving and taking the licenses of the pool (thingspace contract 4).
import type { Assignee } from '../../../domain/assignee.ts';
import type { Call } from '../../../domain/call.ts';
import type { Writes } from '../../provider.ts';
import type { Context } from '../context.ts';
import { LIMITS } from '../policy.ts';
import { groupChanges } from './groups.ts';
import { heldAsFound, readBack, readBackOfSummary } from './read-back.ts';
import { sendGroup } from './send.ts';

/** The write side of one account. */
export function createWrites(context: Context): Writes {
  return {
    // No `check`: that it takes no used license back (thingspace contract 4.6) shows only when it refuses.
    removalCaveat:
      'ThingSpace takes no license back once it was used for a firmware upgrade, and taking one away cancels an upgrade that is scheduled.',
    group: groupChanges,
    send: (group, call) => sendGroup(context, group, call),
    concurrency: LIMITS.writesAtOnce,
    readBackAfterMs: LIMITS.readBackAfterMs,
    // The cost of the summary grows with the licenses given out. The connectivity API says nothing of licenses (contract 6.3).
    ...(context.settings.deviceLookup === 'fota-v3'
      ? {
          readBack: (assignees: readonly Assignee[], call: Call) => readBack(context, assignees, call),
          heldAsFound,
        }
      : {
          readBack: (assignees: readonly Assignee[], call: Call) =>
            readBackOfSummary(context, assignees, call),
        }),
  };
}
