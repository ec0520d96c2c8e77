// Options of a change that belong to one vendor: from the fields of the input to what its provider reads. No other file of the graph names them.
import type { ChangeOptions } from '../../domain/change.ts';
import { ProblemError, problem } from '../../domain/problem.ts';
import type { LicenseChangeInput } from '../generated/resolvers.ts';

const FIELDS = ['webexCalling', 'webexSite', 'inviteExternal'] as const;

/**
 * The options of an input. Idempotency keys cover `values` as they are, in this order: version 0.2 knew the first two, and had them null
 * where they were not given.
 */
export function optionsOf(input: LicenseChangeInput): ChangeOptions {
  const { webexCalling, webexSite, inviteExternal } = input;
  return {
    given: FIELDS.filter((field) => input[field] != null && input[field] !== false),
    values: {
      calling: webexCalling
        ? {
            locationId: webexCalling.locationId ?? null,
            phoneNumber: webexCalling.phoneNumber ?? null,
            extension: webexCalling.extension ?? null,
          }
        : null,
      site: webexSite ? { siteUrl: webexSite.siteUrl, role: webexSite.accountType } : null,
      ...(inviteExternal === true && { inviteExternal: true }),
    },
  };
}

/** Options that do not go with the action are refused, never passed over. */
export function faultOfOptions(input: LicenseChangeInput): ProblemError | null {
  const { action, webexCalling, webexSite, inviteExternal, assignee } = input;
  if (action !== 'ASSIGN' && webexCalling != null) {
    return misplaced('webexCalling', `${action} takes no calling details.`);
  }
  if (action !== 'ASSIGN' && action !== 'REMOVE' && webexSite != null) {
    return misplaced('webexSite', `${action} takes no role on a site.`);
  }
  if (inviteExternal === true && action !== 'ASSIGN') {
    return misplaced('inviteExternal', `${action} invites nobody.`);
  }
  if (inviteExternal === true && assignee.email == null) {
    return misplaced('inviteExternal', 'People from outside are invited by `email`.');
  }
  return null;
}

/** BAD_INPUT at a field of a change. */
export function misplaced(field: string, message: string): ProblemError {
  return new ProblemError(problem('BAD_INPUT', 'CALLER', message, { path: [field] }));
}
