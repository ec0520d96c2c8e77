// PUT /people/{id}: the old way, the whole person at once (webex contract 6). What is not in the body is taken away,
// what cannot be done is skipped silently, and a refusal may still have changed something.
import { z } from 'zod';
import type { Reply } from '../../core/http.ts';
import { FREE, licenseById, licenseOf, licensesIn, type License } from '../seed/catalogue.ts';
import { badRequest, coded, Refusal } from '../errors.ts';
import { adminWith, checkOrg, guarded, type Call } from '../call.ts';
import { parseJson, type CallingProperties } from '../requests/user-licenses.ts';
import { memberApplier } from '../rules/members.ts';
import type { Member } from '../state/member.ts';
import { sameEmail } from '../state/members.ts';
import { applyAll, type Operation } from '../rules/operations.ts';
import { emailOf } from '../seed/people.ts';
import { asks } from '../switches.ts';
import { personBody } from '../wire/people.ts';
import { findPerson } from './people.ts';

/** Public clients send back what they read, a null `extension` for instance: that says nothing (webex contract 2). */
const Text = z
  .string()
  .nullish()
  .transform((text) => text ?? undefined);
const PhoneNumber = z.object({ type: z.string(), value: z.string() });
const FullPerson = z.object({
  displayName: z.string().min(1),
  emails: z.array(z.string()).max(1).optional(),
  firstName: Text,
  lastName: Text,
  department: Text,
  title: Text,
  orgId: z.string().optional(),
  licenses: z.array(z.string()).default([]),
  siteUrls: z.array(z.string()).default([]),
  locationId: Text,
  extension: Text,
  phoneNumbers: z.array(PhoneNumber).default([]),
});
type FullPerson = z.infer<typeof FullPerson>;

/** The write of a person. */
export const putPersonRoutes = [
  guarded({
    method: 'PUT',
    path: '/people/:personId',
    needs: adminWith('people_write', 'people_read'),
    handle: putPerson,
  }),
];

function putPerson({ request, state }: Call): Reply {
  const position = findPerson(request.params['personId'] ?? '', state);
  if (position === undefined) throw new Refusal(404, 'Person not found.');
  const body = parseJson(request, FullPerson);
  checkOrg(body.orgId);
  const [email] = body.emails ?? [];
  if (
    email !== undefined &&
    !sameEmail(email, emailOf(state.members.companyIndex(position)), state.switches)
  ) {
    throw badRequest('The e-mail address of a person cannot be changed here.');
  }
  const before = state.members.latest(position);
  const operations = operationsFor(body, before, asks(request.query, 'showAllTypes'));
  const { held } = applyAll(operations, before, memberApplier(position, operations, state));
  const { displayName, firstName, lastName, department, title } = body;
  state.members.write(position, {
    ...held,
    profile: { displayName, firstName, lastName, department, title },
  });
  refuseWithoutImplicit(before, body);
  const full = !asks(request.query, 'minResponse');
  const callingData = full && asks(request.query, 'callingData');
  return {
    status: 200,
    body: personBody(position, state, { admin: full, callingData, presence: full, byId: false }),
  };
}

/** Implicit licenses must be in the list; by then the rest is done. */
function refuseWithoutImplicit(before: Member, body: FullPerson): void {
  const implicit = licenseOf('screenShare');
  if ((before.licenses & implicit.bit) === 0 || body.licenses.some((id) => licenseById(id) === implicit))
    return;
  throw coded(700_006, `Screen share is implicit. License: ${implicit.id}.`);
}

/** What has to change to get from what is held to what the body lists. */
function operationsFor(body: FullPerson, before: Member, attendeesToo: boolean): Operation[] {
  const wanted = body.licenses.flatMap((id) => licenseById(id) ?? []);
  const attendee = body.siteUrls.flatMap((site) =>
    site.endsWith('#attendee') ? site.slice(0, -'#attendee'.length) : [],
  );
  const removedLicenses = baseLast(licensesIn(before.licenses)).filter(
    (license) => !wanted.includes(license),
  );
  const removedSites = attendeesToo ? before.attendee.filter((site) => !attendee.includes(site)) : [];
  const properties = propertiesOf(body);
  const operations: Operation[] = [];
  for (const license of removedLicenses) operations.push({ kind: 'remove-license', license });
  for (const site of removedSites) operations.push({ kind: 'remove-attendee', site });
  for (const license of baseLast(wanted).reverse()) {
    if ((before.licenses & license.bit) === 0) operations.push({ kind: 'add-license', license, properties });
  }
  for (const site of attendee) operations.push({ kind: 'add-attendee', site });
  return operations;
}

/** Free licenses carry the paid ones: they go last and come first. */
function baseLast(list: readonly License[]): License[] {
  const order = ({ bit, key }: License): number =>
    (bit & FREE) === 0 ? 0 : key === 'basicMessaging' ? 2 : 1;
  return [...list].sort((one, other) => order(one) - order(other));
}

function propertiesOf({ locationId, extension, phoneNumbers }: FullPerson): CallingProperties | undefined {
  const phoneNumber = phoneNumbers.find(({ type }) => type === 'work')?.value;
  if (locationId === undefined && extension === undefined && phoneNumber === undefined) return undefined;
  return { locationId, extension, phoneNumber };
}
