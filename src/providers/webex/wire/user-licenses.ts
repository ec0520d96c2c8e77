// The answer to a change of licenses (webex contract 5.2).
import { z } from 'zod';
import { Text } from '../../../upstream/fields.ts';
import { Reasons } from './failures.ts';
import { idOf } from './rows.ts';

function listTold<T extends z.ZodType>(row: T) {
  return z
    .array(row)
    .nullish()
    .transform((rows): z.output<T>[] | null => rows ?? null);
}

const SiteRoles = listTold(z.object({ siteUrl: Text, accountType: Text }));
const LicenseIds = listTold(idOf('LICENSE'));

/**
 * What a user holds after a change of licenses: all of it, not only what was changed, and empty groups may be left out. Reasons
 * are promised in prose and absent from the schema, so that none of them is needed (webex contract 5.2).
 */
export const UserLicenses = z.object({
  personId: idOf('USER')
    .nullish()
    .transform((id) => id ?? null),
  email: Text,
  licenses: LicenseIds,
  pendingLicenses: LicenseIds,
  siteUrls: SiteRoles,
  pendingSiteUrls: SiteRoles,
  errors: Reasons.catch([]),
});
/** Parsed. */
export type UserLicenses = z.output<typeof UserLicenses>;
