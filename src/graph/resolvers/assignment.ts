// One license held by one assignee.
import type { LicenseAssignmentResolvers } from '../generated/resolvers.ts';
import { encodeId } from '../nodes/ids.ts';
import { sourceOf } from '../inventory/sources.ts';
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
  removalOn: (parent, _args, { changes }) =>
    // What is scheduled here and now was not known then.
    parent.source?.asOf == null ? changes.removalOn(parent) : parent.removalOn,
  license: ({ accountKey, licenseId, license }) => license ?? { accountKey, externalId: licenseId },
  heldSince: ({ heldSince }) => heldSince ?? null,
  origin: ({ origin }) => origin ?? null,
  source: (parent, _args, context) => sourceOf(parent, context, () => Promise.resolve(null)),
};
