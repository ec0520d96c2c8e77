// PATCH /licenses/users: adds and removes licenses and attendee sites of one user (webex contract 5).
import { isUuid, type Reply } from '../../core/http.ts';
import type { LiveSwitches } from '../../core/switches.ts';
import { adminWith, checkOrg } from '../auth.ts';
import { guarded, type Call } from '../call.ts';
import { badRequest, errorReply, Refusal } from '../errors.ts';
import { decodeId, encodeId, ORG_ID, personId } from '../ids.ts';
import { parseUserLicenses, type UserLicensesRequest } from '../requests/user-licenses.ts';
import { externalApplier } from '../rules/externals.ts';
import { memberApplier } from '../rules/members.ts';
import { applyAll, operationsOf, type Failure, type Operation } from '../rules/operations.ts';
import { emailOf } from '../seed/people.ts';
import type { Grant } from '../state/external.ts';
import { personUuid } from '../state/members.ts';
import type { WebexState } from '../state/state.ts';
import { flag, text } from '../switches.ts';
import { idsIn, siteRoles } from '../wire/licenses.ts';

/** Licenses of one user. */
export const licenseUserRoutes = [
  guarded({ method: 'PATCH', path: '/licenses/users', needs: adminWith('people_write'), handle: patchUser }),
];

type Target = { readonly kind: 'member' | 'external'; readonly at: number };

interface Outcome {
  readonly failures: readonly Failure[];
  /** Writes what was applied. */
  readonly save: () => void;
  readonly body: object;
}

function patchUser({ request, state }: Call): Reply {
  const body = parseUserLicenses(request);
  checkOrg(body.orgId);
  const target = findTarget(body, state);
  const operations = operationsOf(body, state.switches);
  const outcome =
    target.kind === 'member'
      ? patchMember(target.at, operations, state)
      : patchExternal(target.at, operations, state);
  const { failures } = outcome;
  const refusedWhole = failures.length === operations.length || !flag(state.switches, 'partialSuccess');
  if (failures[0] && refusedWhole) return errorReply(request, 400, failures[0].description, failures);
  outcome.save();
  const errors = failures.length > 0 && flag(state.switches, 'partialErrors') ? { errors: failures } : {};
  return { status: failures.length > 0 ? 206 : 200, body: { ...outcome.body, ...errors } };
}

/** The user that email and personId name: both must name the same one. The call never creates a user (webex contract 5.1). */
function findTarget({ email, personId: id }: UserLicensesRequest, state: WebexState): Target {
  const found = [
    ...(id === undefined ? [] : [byPersonId(id, state)]),
    ...(email === undefined ? [] : [byEmail(email, state)]),
  ];
  const [first, second] = found;
  if (!first || (found.length === 2 && !second)) throw new Refusal(404, 'User not found.');
  if (second && (first.kind !== second.kind || first.at !== second.at)) {
    throw badRequest('email and personId belong to different people.');
  }
  return first;
}

function byPersonId(id: string, { members, externals }: WebexState): Target | undefined {
  const tail = decodeId('PEOPLE', id);
  if (tail === undefined || !isUuid(tail)) throw badRequest('Invalid personId.');
  return target(members.byUuid(tail), externals.byUuid(tail));
}

function byEmail(email: string, { members, externals }: WebexState): Target | undefined {
  return target(members.byEmail(email), externals.byEmail(email));
}

function target(member: number | undefined, external: number | undefined): Target | undefined {
  if (member !== undefined) return { kind: 'member', at: member };
  return external === undefined ? undefined : { kind: 'external', at: external };
}

function patchMember(position: number, operations: readonly Operation[], state: WebexState): Outcome {
  const before = state.members.latest(position);
  const { held, failures } = applyAll(operations, before, memberApplier(position, operations, state));
  const index = state.members.companyIndex(position);
  return {
    failures,
    save: () => state.members.write(position, held),
    body: {
      orgId: ORG_ID,
      personId: personId(personUuid(index)),
      email: emailOf(index),
      ...groups(held, state.switches, 'licenses', 'siteUrls'),
    },
  };
}

function patchExternal(at: number, operations: readonly Operation[], state: WebexState): Outcome {
  const external = state.externals.all[at];
  if (!external) throw new Refusal(404, 'User not found.');
  const before = state.externals.latest(at);
  const apply = externalApplier(before, external.closed, operations, state);
  const { held, failures } = applyAll<Pick<typeof before, 'accepted' | 'pending'>>(operations, before, apply);
  return {
    failures,
    save: () => state.externals.write(at, held.accepted, held.pending),
    body: {
      // The organisation of the user, not the one that gives the license (webex contract 5.2).
      orgId: encodeId('ORGANIZATION', external.orgUuid),
      personId: personId(external.uuid),
      email: external.email,
      ...groups(held.accepted, state.switches, 'licenses', 'siteUrls'),
      ...groups(held.pending, state.switches, 'pendingLicenses', 'pendingSiteUrls'),
    },
  };
}

/** Everything held, not only what changed; empty groups are left out by default. */
function groups(grant: Grant, live: LiveSwitches, licensesKey: string, sitesKey: string) {
  const keepEmpty = text(live, 'emptyGroups') === 'empty';
  const lists = { [licensesKey]: idsIn(grant.licenses), [sitesKey]: siteRoles(grant, live) };
  return Object.fromEntries(Object.entries(lists).filter(([, list]) => keepEmpty || list.length > 0));
}
