// The body of PATCH /licenses/users. Its form is checked here, the licenses it names in `rules` (webex contract 5.1).
import { z } from 'zod';
import type { EmulatedRequest } from '../../core/http.ts';
import { badRequest, coded } from '../errors.ts';
import { parseJson } from './body.ts';

const Operation = z.enum(['add', 'remove']).default('add');

const CallingProperties = z.object({
  locationId: z.string().min(1).optional(),
  phoneNumber: z.string().min(1).optional(),
  extension: z.string().min(1).optional(),
});
/** What a calling license brings with it. */
export type CallingProperties = z.infer<typeof CallingProperties>;

const LicenseRequest = z.object({
  id: z.string().min(1),
  operation: Operation,
  properties: CallingProperties.optional(),
});

const SiteRequest = z.object({
  siteUrl: z.string().min(1),
  /** In any letter case. Hosts cannot be asked for (webex contract 5.1 and 11). */
  accountType: z.string().regex(/^attendee$/i),
  operation: Operation,
});

const UserLicensesRequest = z.object({
  email: z.string().min(1).optional(),
  personId: z.string().min(1).optional(),
  orgId: z.string().optional(),
  licenses: z.array(LicenseRequest).default([]),
  siteUrls: z.array(SiteRequest).default([]),
});
/** The body after parsing, defaults filled in. */
export type UserLicensesRequest = z.infer<typeof UserLicensesRequest>;

/** The body; a malformed one is refused as a whole. */
export function parseUserLicenses(request: EmulatedRequest): UserLicensesRequest {
  const body = parseJson(request, UserLicensesRequest);
  if (body.email === undefined && body.personId === undefined)
    throw badRequest('Either email or personId is required.');
  if (body.licenses.length === 0 && body.siteUrls.length === 0)
    throw badRequest('Either licenses or siteUrls is required.');
  refuseRepeats(
    body.licenses.map(({ id }) => id),
    'License',
  );
  refuseRepeats(
    body.siteUrls.map(({ siteUrl }) => siteUrl),
    'Site',
  );
  return body;
}

function refuseRepeats(names: readonly string[], kind: string): void {
  const seen = new Set<string>();
  for (const name of names) {
    if (seen.has(name)) throw coded(400, `${kind} ${name} is named more than once.`);
    seen.add(name);
  }
}
