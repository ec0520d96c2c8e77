// The writes of Genesys Cloud: one operation for any number of licenses and users (genesys contract 2.1).
import type { Writes } from '../../provider.ts';
import type { Context } from '../context.ts';
import { LIMITS } from '../policy.ts';
import { groupChanges } from './groups.ts';
import { createKnownRequirements } from './known-requirements.ts';
import { checkChanges } from './rules.ts';
import { sendGroup } from './send.ts';

/** The write side of one account. */
export function createWrites(context: Context): Writes {
  const { accountKey, settings } = context;
  const requirements = createKnownRequirements(context);
  return {
    check(changes, current) {
      const rules = { requirements: requirements.learn(current.catalogue), baseTiers: settings.baseTiers };
      return checkChanges(accountKey, changes, current, rules);
    },
    group: groupChanges,
    send: (group, call) => sendGroup(context, requirements, group, call),
    concurrency: LIMITS.writesAtOnce,
    readBackAfterMs: LIMITS.readBackAfterMs,
  };
}
