// Site licenses that the catalogue does not list. Of users of other organisations nothing but the licenses themselves tells who
// holds what (webex contract 5.4, 6), and only those that are listed are looked through: each other one is asked for alone.
import { fanOut } from '../../../batching/chunk.ts';
import type { Assignee } from '../../../domain/assignee.ts';
import { isLicense, type Holding } from '../../../domain/assignment.ts';
import type { Call } from '../../../domain/call.ts';
import type { Slot, Slots } from '../../../domain/page.ts';
import { ProblemError, asProblemError } from '../../../domain/problem.ts';
import type { LicensesAskedAbout } from '../../provider.ts';
import { listHolders } from '../client.ts';
import type { Context } from '../context.ts';
import { unread } from '../failures.ts';
import { canonicalId, siteOf } from '../ids.ts';
import { usersAmong } from './external-users.ts';
import { holding } from './held-license.ts';
import { readCatalogue } from './licenses.ts';
import { walk } from './walk.ts';

/** Who holds a license by its own word, by every id they go by; why that is not known. */
type Holders = ReadonlyMap<string, Assignee> | ProblemError;

/** The slots, with what such licenses tell of users who are not of this organisation. Where one tells nothing, the slot is unread. */
export async function withUnlisted(
  context: Context,
  slots: Slots<readonly Holding[]>,
  asked: LicensesAskedAbout,
  call: Call,
): Promise<Slots<readonly Holding[]>> {
  const unclear = [...slots].flatMap(([id, slot]) =>
    unclearOf(slot, asked.get(id) ?? []).map((licenseId) => ({ id, licenseId })),
  );
  if (unclear.length === 0) return slots;
  const { items } = await readCatalogue(context, call);
  const listed = new Set(items.map(({ externalId }) => externalId));
  const left = unclear.filter(({ licenseId }) => !listed.has(licenseId));
  const licenseIds = [...new Set(left.map(({ licenseId }) => licenseId))];
  const read = await fanOut(licenseIds, context.width, (id) => readHolders(context, id, call));
  const holdersOf = new Map(licenseIds.map((id, index) => [id, read[index]]));
  const filled = new Map<string, Slot<readonly Holding[]>>(slots);
  for (const { id, licenseId } of left) {
    const slot = filled.get(id) ?? null;
    const holders = holdersOf.get(licenseId);
    if (slot instanceof ProblemError || holders === undefined) continue;
    if (holders instanceof ProblemError) filled.set(id, holders);
    else {
      const holder = holders.get(canonicalId('USER', id));
      if (holder) filled.set(id, [...(slot ?? []), holding(licenseId, holder)]);
    }
  }
  return filled;
}

/** Those of the licenses that a slot does not show, although its user may hold them. */
function unclearOf(slot: Slot<readonly Holding[]>, licenseIds: Iterable<string>): readonly string[] {
  if (slot instanceof ProblemError || slot?.some(({ assignee }) => !mayBeExternal(assignee))) return [];
  const held = new Set(slot?.filter(isLicense).map(({ licenseId }) => licenseId));
  const wanted = new Set([...licenseIds].map((id) => canonicalId('LICENSE', id)));
  return [...wanted].filter((id) => siteOf(id) !== null && !held.has(id));
}

function mayBeExternal(assignee: Assignee): boolean {
  return assignee.kind === 'USER' && assignee.userKind !== 'INTERNAL';
}

async function readHolders(context: Context, licenseId: string, call: Call): Promise<Holders> {
  const { accountKey } = context;
  let isWhole = true;
  const holders = new Map<string, Assignee>();
  try {
    const read = async (token: string | null) => {
      const slice = await listHolders(context, licenseId, { token }, call);
      // That there is no such license was said of it being listed, too, and people have held it since.
      if (slice === null) throw unread(accountKey);
      return slice;
    };
    for await (const page of walk(read, accountKey)) {
      isWhole &&= page.isWhole;
      for (const { user, personId } of await usersAmong(context, page.rows, call)) {
        holders.set(personId, user).set(user.externalId, user);
      }
    }
  } catch (error) {
    return asProblemError(error);
  }
  return isWhole ? holders : unread(accountKey);
}
