// The sections of a sweep of one organisation of Genesys Cloud, in the order in which they are read.
import type { User } from '../../../domain/assignee.ts';
import { catalogueSection } from '../../inventory.ts';
import type { InventorySection } from '../../provider.ts';
import { readLicenseUsers, readUsers } from '../client.ts';
import type { Context } from '../context.ts';
import { LIMITS } from '../policy.ts';
import { toAssignments } from '../reads/holdings.ts';
import { readCatalogue } from '../reads/licenses.ts';
import { toUser } from '../reads/users.ts';
import { readNumberedPage } from './numbered-pages.ts';

/** All that an organisation tells of licenses and who holds them. How many seats were bought, nothing here tells (genesys contract 5). */
export function createInventory(context: Context): readonly InventorySection[] {
  return [licenses(context), users(context), holdings(context)];
}

/** All definitions at once (genesys contract 2.1). */
function licenses(context: Context): InventorySection {
  return catalogueSection((call) => readCatalogue(context, call));
}

/** Everybody in any state, with the last login (genesys contract 3.1). What they hold is in another list. */
function users(context: Context): InventorySection {
  const { accountKey } = context;
  return {
    name: 'users',
    lists: [{ what: 'ASSIGNEES', kind: 'USER' }],
    page: (cursor, call) =>
      readNumberedPage(
        {
          accountKey,
          sizes: [LIMITS.usersOfSweep, LIMITS.pageSize],
          read: (pageNumber, size) => readUsers(context, pageNumber, call, size),
        },
        cursor,
        (row) => ({ assignee: toUser(row, accountKey) }),
      ),
  };
}

/**
 * Holders with all that they hold; some hold nothing, and some may be inactive or deleted (genesys contract 6.4, U6). How many assignments
 * there are, nobody says.
 */
function holdings(context: Context): InventorySection {
  const { accountKey } = context;
  return {
    name: 'holdings',
    lists: [{ what: 'HOLDINGS', kind: 'USER' }],
    page: (cursor, call) =>
      readNumberedPage(
        {
          accountKey,
          sizes: [LIMITS.pageSize],
          read: (pageNumber) => readLicenseUsers(context, pageNumber, call),
        },
        cursor,
        ({ id, licenses: held }) => {
          const assignee: User = { kind: 'USER', accountKey, externalId: id };
          return { assignee, holds: toAssignments(held, assignee) };
        },
      ),
  };
}
