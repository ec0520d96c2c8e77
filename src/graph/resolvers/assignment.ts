// One license held by one assignee.
import type { LicenseAssignmentResolvers } from '../generated/resolvers.ts';
import { encodeId } from '../nodes/ids.ts';
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
  removalOn: (assignment, _args, { changes }) => changes.removalOn(assignment),
  license: ({ accountKey, licenseId, license }) => license ?? { accountKey, externalId: licenseId },
};
