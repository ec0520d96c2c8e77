// The loaders of a request whose caller takes answers of some age: by key from the inventory where it is young enough, and where the
// provider fails. What is asked for together is read together, from the inventory as from the provider.
import type { Assignee } from '../../domain/assignee.ts';
import { isLive } from '../../domain/inventory/freshness.ts';
import type { License, LicenseKey } from '../../domain/license.ts';
import type { Listed } from '../../domain/page.ts';
import type { Loaders } from '../../loaders/loaders.ts';
import type { AssignmentModel, Seen, UserModel } from '../nodes/models.ts';
import { answered, type Answered, type FreshContext } from './answered.ts';
import {
  keptAssignee,
  keptCatalogue,
  keptFacts,
  keptHoldings,
  keptLicense,
  keptUsers,
} from './kept-values.ts';

/** `license`, `licenseAlone` and `assignee` answer from the inventory what the caller takes from there; such a value says so, see `Seen`. */
export interface FreshLoaders extends Loaders {
  /** Reads that ask the provider in any case. */
  readonly live: Loaders;
  /** What is taken from the inventory; its freshness may leave nothing. */
  readonly context: FreshContext;
  /** Whether nothing is taken from there. */
  readonly takesLiveOnly: boolean;
  /** All that an assignee holds. */
  holdings(assignee: Assignee): Promise<Answered<readonly AssignmentModel[]>>;
  usersWith(accountKey: string, email: string): Promise<Answered<readonly UserModel[]>>;
  /** Every license of an account; from the inventory only where the provider fails. */
  listed(accountKey: string): Promise<Answered<Listed<License & Seen>>>;
}

/** The loaders of a request, over those that ask the providers. */
export function createFreshLoaders(live: Loaders, context: FreshContext): FreshLoaders {
  const { accounts, freshness } = context;
  return {
    ...live,
    ...(isLive(freshness) ? {} : keyedReads(live, context)),
    live,
    context,
    takesLiveOnly: isLive(freshness),
    async holdings(assignee) {
      const { kind, accountKey, assignments } = assignee;
      if (assignments) return { value: assignments, kept: null };
      const externalId = accounts.canonical(accountKey, kind, assignee.externalId);
      return answered<readonly AssignmentModel[]>(context, {
        accountKey,
        live: () => live.assignmentsOf(assignee),
        kept: () => keptHoldings(context, { kind, accountKey, externalId }),
      });
    },
    usersWith: (accountKey, email) =>
      answered<readonly UserModel[]>(context, {
        accountKey,
        live: () => live.usersByEmail(accountKey, email),
        kept: () => keptUsers(context, accountKey, email),
      }),
    listed: (accountKey) =>
      answered<Listed<License & Seen>>(context, {
        accountKey,
        live: () => live.catalogue(accountKey),
        kept: () => keptCatalogue(context, accountKey),
        isList: true,
      }),
  };
}

/** Reads by key that may be answered from the inventory. */
type KeyedReads = Pick<Loaders, 'license' | 'licenseAlone' | 'assignee'>;

function keyedReads(live: Loaders, context: FreshContext): KeyedReads {
  const { accounts } = context;
  const license = (read: Loaders['license'], keptOf: typeof keptLicense) => async (key: LicenseKey) => {
    const { accountKey } = key;
    const externalId = accounts.canonical(accountKey, 'LICENSE', key.externalId);
    const { value } = await answered<License | null>(context, {
      accountKey,
      live: () => read(key),
      kept: () => keptOf(context, { accountKey, externalId }),
    });
    return value;
  };
  return {
    license: license(live.license, keptFacts),
    licenseAlone: license(live.licenseAlone, keptLicense),
    async assignee(kind, accountKey, externalId) {
      const ref = { kind, accountKey, externalId: accounts.canonical(accountKey, kind, externalId) };
      const { value } = await answered(context, {
        accountKey,
        live: () => live.assignee(kind, accountKey, externalId),
        kept: () => keptAssignee(context, ref),
      });
      return value;
    },
  };
}
