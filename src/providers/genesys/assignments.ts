// Who holds what: pages of the whole account, and batches by user.
import type { Assignee, User } from '../../domain/assignee.ts';
import type { Assignment } from '../../domain/assignment.ts';
import type { Call } from '../../domain/call.ts';
import type { Page, Slot, Slots } from '../../domain/page.ts';
import { ProblemError, asProblemError } from '../../domain/problem.ts';
import type { ProviderAccount } from '../provider.ts';
import { inBatches, refuseStrangers } from './batches.ts';
import { PAGE_SIZE, readLicensesOfUsers, readLicenseUsers, type Api } from './client.ts';
import { isSkinny, toLicense } from './licenses.ts';
import { positionOf, readAllPages, toPage } from './pages.ts';
import type { HeldLicense } from './wire.ts';

/** The assignments of one account. */
export function createAssignments(api: Api): ProviderAccount['assignments'] {
  return {
    page: (cursor, call) => readPage(api, cursor, call),
    async ofLicense(licenseId, cursor, call) {
      const page = await readPage(api, cursor, call);
      return { ...page, items: page.items.filter((assignment) => assignment.licenseId === licenseId) };
    },
    ofAssignees: (assignees, call) => readOfAssignees(api, assignees, call),
  };
}

async function readPage(api: Api, cursor: string | null, call: Call): Promise<Page<Assignment>> {
  const at = positionOf('a', cursor);
  const listing = await readLicenseUsers(api, at.pageNumber, call);
  return toPage(listing, at, api.accountKey, (id, row) => {
    const user: User = { kind: 'USER', accountKey: api.accountKey, externalId: id };
    const assignments = toAssignments(row.licenses, user);
    return toAssignments(row.licenses, { ...user, assignments });
  });
}

async function readOfAssignees(
  api: Api,
  assignees: readonly Assignee[],
  call: Call,
): Promise<Slots<readonly Assignment[]>> {
  const slots = new Map<string, Slot<readonly Assignment[]>>();
  const asked = new Map<string, Assignee>();
  for (const assignee of assignees) {
    if (assignee.assignments === undefined) asked.set(assignee.externalId, assignee);
    else slots.set(assignee.externalId, assignee.assignments);
  }
  for (const [id, held] of await readHoldings(api, [...asked.keys()], call)) {
    const assignee = asked.get(id);
    if (assignee === undefined || held === null) continue;
    slots.set(id, held instanceof ProblemError ? held : toAssignments(held, assignee));
  }
  return slots;
}

/** By batches; for the ones a client without permission may not ask for, by the listing (genesys contract 6.12). */
async function readHoldings(
  api: Api,
  ids: readonly string[],
  call: Call,
): Promise<Slots<readonly HeldLicense[]>> {
  const slots = await inBatches(ids, PAGE_SIZE, (batch) => readBatch(api, batch, call));
  const forbidden = ids.filter((id) => isForbidden(slots.get(id)));
  if (forbidden.length === 0) return slots;
  return new Map([...slots, ...(await readFromListing(api, forbidden, call))]);
}

async function readBatch(
  api: Api,
  ids: readonly string[],
  call: Call,
): Promise<Slots<readonly HeldLicense[]>> {
  const holdings = new Map(Object.entries(await readLicensesOfUsers(api, ids, call)));
  refuseStrangers(api.accountKey, ids, holdings.keys());
  return holdings;
}

/** Who is not in the whole listing holds nothing: some organisations list holders only (genesys contract U6). */
async function readFromListing(
  api: Api,
  ids: readonly string[],
  call: Call,
): Promise<Slots<readonly HeldLicense[]>> {
  try {
    const rows = await readAllPages(
      api.accountKey,
      (pageNumber) => readLicenseUsers(api, pageNumber, call),
      (found) => ids.every((id) => found.has(id)),
    );
    return new Map(ids.map((id) => [id, rows.get(id)?.licenses ?? []]));
  } catch (error) {
    const failure = asProblemError(error);
    return new Map(ids.map((id) => [id, failure]));
  }
}

function isForbidden(slot: unknown): boolean {
  return slot instanceof ProblemError && slot.problem.code === 'UPSTREAM_FORBIDDEN';
}

/** No dates and no states upstream: what is held is active. */
function toAssignments(held: readonly HeldLicense[], assignee: Assignee): Assignment[] {
  return held.map(({ id, definition }) => {
    const license =
      definition === undefined || isSkinny(definition) ? null : toLicense(definition, assignee.accountKey);
    return {
      accountKey: assignee.accountKey,
      licenseId: id,
      ...(license !== null && { license }),
      assignee,
      status: 'ACTIVE',
      assignedAt: null,
      removalOn: null,
    };
  });
}
