// The licenses that roles would bring to whoever has them.
import type { Call } from '../../../domain/call.ts';
import { callerError } from '../../../domain/problem.ts';
import { inferLicensesOfRoles } from '../client.ts';
import type { Context } from '../context.ts';
import { LIMITS } from '../policy.ts';

/** Licenses that all these roles together would need. One base tier wins over all, so parts of the answer cannot be added up. */
export async function inferLicenses(
  context: Context,
  roleIds: readonly string[],
  call: Call,
): Promise<readonly string[]> {
  const roles = [...new Set(roleIds)];
  if (roles.length === 0) return [];
  if (roles.length > LIMITS.pageSize)
    throw callerError('BAD_INPUT', `At most ${LIMITS.pageSize} roles can be asked for.`);
  const licenseIds = await inferLicensesOfRoles(context, roles, call);
  if (licenseIds !== null) return [...new Set(licenseIds.filter((id) => id !== ''))];
  // An unknown role alone needs nothing; among others it must not hide what they need (genesys contract U21).
  if (roles.length === 1) return [];
  throw callerError('BAD_INPUT', 'The provider does not know one of these roles.', 'Ask for fewer roles.');
}
