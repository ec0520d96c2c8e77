// PUT /people/{id}, the older write, which takes the whole person at once (webex contract 6). Licenses and sites that the body
// leaves out are taken away, what cannot be done is skipped silently, and a refused request may have changed something.
import type { Reply } from '../../core/http.ts';
import { adminWith, checkOrg } from '../auth.ts';
import { guarded, type Call } from '../call.ts';
import { badRequest, coded, Refusal } from '../errors.ts';
import { parseJson } from '../requests/body.ts';
import { asks } from '../requests/parameters.ts';
import { FullPerson } from '../requests/person.ts';
import { memberApplier } from '../rules/members.ts';
import { applyAll } from '../rules/operations.ts';
import { operationsFor } from '../rules/people.ts';
import { licenseById, licenseOf } from '../seed/catalogue.ts';
import { emailOf } from '../seed/people.ts';
import type { Member } from '../state/member.ts';
import { sameEmail } from '../state/members.ts';
import { personBody } from '../wire/people.ts';
import { findPerson } from './people.ts';

/** Writes of people. */
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

/** Refuses a body without the implicit license. The rest of the body is written by then, as at the vendor. */
function refuseWithoutImplicit(before: Member, body: FullPerson): void {
  const implicit = licenseOf('screenShare');
  if ((before.licenses & implicit.bit) === 0 || body.licenses.some((id) => licenseById(id) === implicit))
    return;
  throw coded(700_006, `Screen share is implicit. License: ${implicit.id}.`);
}
