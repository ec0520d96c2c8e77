// Changes as the fewest calls: a call takes many licenses and users at once (genesys contract 2.1).
import { chunk } from '../../../batching/chunk.ts';
import type { Change } from '../../../domain/change.ts';
import type { LicenseAssignment } from '../client.ts';
import { LIMITS } from '../policy.ts';
import type { Requirements } from './requirements.ts';

/** A call being filled, with what is added and removed in it. */
interface OpenCall {
  readonly rows: Change[];
  readonly added: Set<string>;
  readonly removed: Set<string>;
}

/**
 * The changes, a list a call. All changes of one user stay in one call: a base tier must not come after its add-on, nor
 * go long before its successor comes, and which license needs which is not known here. So a call may have room left.
 *
 * Inside a call licenses stand one after the other. Where one user gets two licenses and another gives the same two back,
 * no order is right for both (a base tier first, or its add-on first): they go in different calls.
 */
export function groupChanges(changes: readonly Change[]): Change[][] {
  const calls: OpenCall[] = [];
  // The largest first, so that the small ones fill the gaps.
  for (const piece of piecesOf(changes).sort((a, b) => b.length - a.length)) {
    let call = calls.find((open) => fits(open, piece));
    if (call === undefined) {
      call = { rows: [], added: new Set(), removed: new Set() };
      calls.push(call);
    }
    call.rows.push(...piece);
    for (const { action, licenseId } of piece) call[action === 'ASSIGN' ? 'added' : 'removed'].add(licenseId);
  }
  return calls.map(({ rows }) => rows);
}

/** By user, removals first; cut only where a single user has more changes than a call takes. */
function piecesOf(changes: readonly Change[]): Change[][] {
  const byUser = Map.groupBy(changes, ({ assignee }) => assignee.externalId);
  return [...byUser.values()].flatMap((own) => {
    const ordered = [
      ...own.filter(({ action }) => action !== 'ASSIGN'),
      ...own.filter(({ action }) => action === 'ASSIGN'),
    ];
    return chunk(ordered, LIMITS.rowsOfWrite);
  });
}

function fits(call: OpenCall, piece: readonly Change[]): boolean {
  if (call.rows.length + piece.length > LIMITS.rowsOfWrite) return false;
  // A single change has no order; and pieces of one change come last, so they keep no other piece out.
  if (piece.length === 1) return true;
  return piece.every(
    ({ action, licenseId }) => !call[action === 'ASSIGN' ? 'removed' : 'added'].has(licenseId),
  );
}

/** The changes of users with several changes in one group: only these have an order. */
function manifold(group: readonly Change[]): Change[] {
  const byUser = Map.groupBy(group, ({ assignee }) => assignee.externalId);
  return [...byUser.values()].filter((own) => own.length > 1).flat();
}

/** Whether it matters to a group which license needs which: somebody gets several licenses at once, or loses several. */
export function needsOrder(group: readonly Change[]): boolean {
  const kinds = manifold(group).map(({ action, assignee }) => `${action} ${assignee.externalId}`);
  return new Set(kinds).size < kinds.length;
}

/**
 * A group as the body of its call, an entry a license. Whether entries are processed in order is unknown (genesys contract
 * U8); if they are, each user's old licenses go first, add-ons before what they need, and new ones come the other way round.
 */
export function assignmentsOf(
  group: readonly Change[],
  requirements: Requirements | null,
): LicenseAssignment[] {
  const depth = (licenseId: string): number => requirements?.depth(licenseId) ?? 0;
  const going = new Set(
    manifold(group).flatMap(({ action, licenseId }) => (action === 'REMOVE' ? [licenseId] : [])),
  );
  const byLicense = Map.groupBy(group, ({ licenseId }) => licenseId);
  const coming = [...byLicense.keys()].filter((licenseId) => !going.has(licenseId));
  const order = [
    ...[...going].sort((a, b) => depth(b) - depth(a)),
    ...coming.sort((a, b) => depth(a) - depth(b)),
  ];
  return order.map((licenseId) => {
    const own = byLicense.get(licenseId) ?? [];
    return { licenseId, userIdsAdd: usersOf(own, 'ASSIGN'), userIdsRemove: usersOf(own, 'REMOVE') };
  });
}

function usersOf(changes: readonly Change[], action: 'ASSIGN' | 'REMOVE'): string[] {
  return changes.filter((change) => change.action === action).map(({ assignee }) => assignee.externalId);
}
