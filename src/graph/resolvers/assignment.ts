// One license held by one assignee.
import type { LicenseAssignmentResolvers } from '../generated/resolvers.ts';
import { encodeId } from '../nodes/ids.ts';
import { isKept, sourceOf } from '../inventory/sources.ts';
import { byId } from '../nodes/reference.ts';

export const licenseAssignment: LicenseAssignmentResolvers = {
  __resolveReference: byId('LicenseAssignment'),
  id: ({ accountKey, licenseId, assignee }) =>
    encodeId({
      type: 'LicenseAssignment',
      accountKey,
      licenseId,
      kind: assignee.kind,
      assigneeId: assignee.externalId,
    }),
  // The inventory has the days that are kept here as well, and each as it was at the moment of the answer.
  removalOn: (parent, _args, { changes }) => (isKept(parent) ? parent.removalOn : changes.removalOn(parent)),
  license: ({ accountKey, licenseId, license }) => license ?? { accountKey, externalId: licenseId },
  heldSince: ({ heldSince }) => heldSince ?? null,
  origin: ({ origin }) => origin ?? null,
  source: (parent, _args, context) => sourceOf(parent, context, () => Promise.resolve(null)),
};
