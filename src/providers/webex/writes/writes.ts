// The writes of Webex: licenses of users, and their attendee accounts.
import type { Writes } from '../../provider.ts';
import type { Context } from '../context.ts';
import { canonicalId, isAddress } from '../ids.ts';
import { LIMITS, writesAtOnce } from '../policy.ts';
import { createAddresses } from './addresses.ts';
import { groupChanges } from './groups.ts';
import { INVITATIONS, OPTIONS } from './options.ts';
import { isCalling, isForExternals, productOf } from './products.ts';
import { createReadBack, heldAsFound } from './read-back.ts';
import { checkChanges } from './rules.ts';
import { sendGroup } from './send.ts';

/** The write side of an organisation. */
export function createWrites(context: Context): Writes {
  const addresses = createAddresses();
  return {
    concurrency: writesAtOnce(context.width),
    readBackAfterMs: LIMITS.readBackAfterMs,
    // Public clients assign calling licenses beyond what was bought (webex contract 9.9, 11).
    mayExceedSeats: (license) => isCalling(productOf(license)),
    options: OPTIONS,
    outsiders: {
      ...INVITATIONS,
      mayHold: ({ externalId }) => isForExternals(externalId),
      idOf: (email) => canonicalId('USER', email),
      isOne: isAddress,
    },
    readBack: createReadBack(context),
    heldAsFound,
    check(changes, current) {
      addresses.learn(changes, current);
      return checkChanges(context.accountKey, changes, current);
    },
    group: groupChanges,
    send: (group, call) => sendGroup({ context, addresses }, group, call),
  };
}
