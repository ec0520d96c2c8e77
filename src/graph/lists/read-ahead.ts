// Reads what a query asks of the rows of a list before the rows are resolved. The upstream calls are the same, but resolving a
// hundred rows that need not wait is several times faster.
import type { GraphQLResolveInfo } from 'graphql';
import type { Assignee } from '../../domain/assignee.ts';
import type { Assignment } from '../../domain/assignment.ts';
import type { License } from '../../domain/license.ts';
import type { FreshLoaders } from '../freshness/fresh-loaders.ts';
import { lookAhead } from './look-ahead.ts';
import type { ConnectionModel } from './connection.ts';

/** Fields of a license that are not in its key. */
const LICENSE_FACTS = ['name', 'description', 'assigneeKinds', 'seats', 'details'] as const;

/**
 * The connection, with the assignments of its rows if the query asks for them, and their licenses if it asks for more than their keys.
 * What cannot be read is left off the row: the field that asks for it meets the same failure, and reports it.
 */
export async function withHoldings<A extends Assignee>(
  loaders: FreshLoaders,
  connection: ConnectionModel<A>,
  info: GraphQLResolveInfo,
): Promise<ConnectionModel<A>> {
  const assignments = lookAhead(info).rows().field('assignments');
  if (!assignments.present) return connection;
  const held = await Promise.all(connection.rows.map((row) => orNull(heldLive(loaders, row.value))));
  const licenses = assignments
    .rows()
    .field('license')
    .field(...LICENSE_FACTS).present
    ? await readLicenses(loaders, held)
    : null;
  return {
    ...connection,
    rows: connection.rows.map((row, index) => {
      const holdings = held[index];
      if (!holdings) return row;
      const known = licenses ? holdings.map((assignment) => withLicense(assignment, licenses)) : holdings;
      return { ...row, value: { ...row.value, assignments: known } };
    }),
  };
}

/** null when it comes from the inventory: the field that asks for it tells of that. */
async function heldLive(loaders: FreshLoaders, assignee: Assignee): Promise<readonly Assignment[] | null> {
  const { value, kept } = await loaders.holdings(assignee);
  return kept === null ? value : null;
}

function withLicense(assignment: Assignment, licenses: ReadonlyMap<string, License>): Assignment {
  const license = licenses.get(keyOf(assignment));
  return license === undefined || assignment.license ? assignment : { ...assignment, license };
}

/** Every license in the assignments that was not read with them, each once. */
async function readLicenses(
  loaders: FreshLoaders,
  held: readonly (readonly Assignment[] | null)[],
): Promise<ReadonlyMap<string, License>> {
  const missing = new Map<string, Assignment>();
  for (const holdings of held) {
    for (const assignment of holdings ?? []) {
      if (!assignment.license) missing.set(keyOf(assignment), assignment);
    }
  }
  const licenses = new Map<string, License>();
  await Promise.all(
    [...missing].map(async ([key, { accountKey, licenseId }]) => {
      const license = await orNull(loaders.license({ accountKey, externalId: licenseId }));
      if (license) licenses.set(key, license);
    }),
  );
  return licenses;
}

/** Account keys have no spaces: no two licenses have the same text. */
function keyOf({ accountKey, licenseId }: Assignment): string {
  return `${accountKey} ${licenseId}`;
}

async function orNull<T>(read: Promise<T | null>): Promise<T | null> {
  try {
    return await read;
  } catch {
    return null;
  }
}
