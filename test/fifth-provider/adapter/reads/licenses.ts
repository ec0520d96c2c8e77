// Plans as licenses (quayside contract 2).
import type { Call } from '../../../../src/domain/call.ts';
import type { License, LicenseDetails } from '../../../../src/domain/license.ts';
import type { Listed } from '../../../../src/domain/page.ts';
import { badResponse, gapOf } from '../../../../src/upstream/parse.ts';
import { readAll } from '../client.ts';
import type { Context } from '../context.ts';
import type { PlanRow } from '../wire.ts';

/** What only a plan has. */
interface QuaysideLicenseDetails extends LicenseDetails {
  readonly __typename: 'QuaysideLicenseDetails';
  readonly metered: boolean | null;
}

/** Every plan of the account. */
export async function readCatalogue(context: Context, call: Call): Promise<Listed<License>> {
  const list = { operation: 'listPlans', path: ['plans'], body: context.wire.plans, catalogue: true };
  const plans = await readAll(context, list, call);
  if (plans === null) throw badResponse(context.accountKey, 'The provider denied that there are plans.');
  return {
    items: plans.rows.map((row) => licenseOf(row, context.accountKey)),
    gap: gapOf(plans),
  };
}

/** Whether a license needs a cost centre; undefined when nothing tells. */
export function isMetered({ details }: Partial<License>): boolean | undefined {
  if (details?.__typename !== 'QuaysideLicenseDetails' || !('metered' in details)) return undefined;
  return typeof details.metered === 'boolean' ? details.metered : undefined;
}

function licenseOf(plan: PlanRow, accountKey: string): License {
  const { id: externalId, name, description, metered, seats } = plan;
  const { total, assigned } = seats;
  const details: QuaysideLicenseDetails = {
    __typename: 'QuaysideLicenseDetails',
    accountKey,
    externalId,
    metered,
  };
  return {
    accountKey,
    externalId,
    name,
    description,
    assigneeKinds: ['USER'],
    seats: {
      total,
      assigned,
      available: total === null || assigned === null ? null : total - assigned,
      assignedToUsers: assigned,
      assignedToWorkspaces: null,
      countable: true,
    },
    details,
  };
}
