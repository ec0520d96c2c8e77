// What an answer, or the lack of one, says of every single change (webex contract 5.2, 5.3, 8).
import { sameAddress } from '../../../domain/assignee.ts';
import type { AssignmentStatus } from '../../../domain/assignment.ts';
import type { Change } from '../../../domain/change.ts';
import { problem, type Problem } from '../../../domain/problem.ts';
import { badResponse, parseBody } from '../../../upstream/parse.ts';
import type { UpstreamResponse } from '../../../upstream/upstream.ts';
import { forAll, forEachChange, sentAfter, type Outcomes } from '../../outcomes.ts';
import type { Addressee } from '../license-changes.ts';
import { explain, requestId } from '../failures.ts';
import { canonicalId } from '../ids.ts';
import { Refused, type Reasons } from '../wire/failures.ts';
import { UserLicenses } from '../wire/user-licenses.ts';
import { hintFor } from './hints.ts';

/** What was asked, and of whom. */
interface Asked {
  readonly accountKey: string;
  readonly who: Addressee;
  readonly changes: readonly Change[];
}

/** Outcomes by an answer. Throws UPSTREAM_BAD_RESPONSE for one that tells nothing of this user. */
export function outcomesOf(answer: UpstreamResponse, asked: Asked): Outcomes {
  return answer.status >= 400 ? refusedWhole(answer, asked) : compared(answer, asked);
}

/** Outcomes of a request without an answer that can be used. Webex keeps our own id, so that a lost one can be asked for. */
export function afterFailure(error: unknown, changes: readonly Change[], trackingId: string): Outcomes {
  const sent = sentAfter(error);
  const isLost = sent.status === 'UNKNOWN' && sent.upstreamRequestIds.length === 0;
  return forAll(changes, isLost ? { ...sent, upstreamRequestIds: [trackingId] } : sent);
}

/**
 * The comparison Webex asks for, on every 2xx: the lists are all that the user holds or was offered, and successes without
 * effect have been seen (webex contract 5.2).
 */
function compared(answer: UpstreamResponse, { accountKey, who, changes }: Asked): Outcomes {
  const body = parseBody(UserLicenses, answer, accountKey);
  if (!isAbout(body, who)) {
    throw badResponse(accountKey, 'The provider answered a change without saying what its user holds.');
  }
  const { isHeld, isPending } = holdingsIn(body);
  const tracking = requestId(answer);
  const upstreamRequestIds = tracking === null ? [] : [tracking];
  return forEachChange(changes, (change) => {
    const isThere = isHeld(change) || isPending(change);
    const holds: AssignmentStatus | null = isHeld(change) ? 'ACTIVE' : isThere ? 'PENDING' : null;
    // Of users of other organisations nothing else tells what they are offered (webex contract 5.2, 11).
    const told = { upstreamRequestIds, ...('email' in who && { holds }) } as const;
    if (isThere === (change.action === 'ASSIGN')) return { status: 'ACCEPTED', problem: null, ...told };
    const details = { accountKey, upstreamRequestId: tracking };
    if (answer.status !== 206) return { status: 'UNKNOWN', problem: withoutEffect(details), ...told };
    const providerCode = codeNaming(change, body.errors);
    return { status: 'REJECTED', problem: leftOut({ ...details, providerCode }), upstreamRequestIds };
  });
}

type Lists = (change: Change) => boolean;

/** Whether the answer lists what a change is about, as held or as offered. */
function holdingsIn(body: UserLicenses): { readonly isHeld: Lists; readonly isPending: Lists } {
  return {
    isHeld: listed(body.licenses, body.siteUrls),
    isPending: listed(body.pendingLicenses, body.pendingSiteUrls),
  };
}

/** The case of account types differs (webex contract 5.2). */
function listed(licenseIds: UserLicenses['licenses'], accounts: UserLicenses['siteUrls']): Lists {
  const licenses = new Set(licenseIds);
  const attended = accounts?.filter(({ accountType }) => accountType?.toLowerCase() === 'attendee');
  const sites = new Set(attended?.map(({ siteUrl }) => siteUrl?.toLowerCase()));
  return ({ licenseId, target }) =>
    target.kind === 'LICENSE' ? licenses.has(licenseId) : sites.has(target.siteUrl.toLowerCase());
}

/** Empty groups may be left out, but not everything: an answer that names nobody and lists nothing says nothing. */
function isAbout({ personId, email, licenses, pendingLicenses }: UserLicenses, who: Addressee): boolean {
  if ('personId' in who) {
    if (personId !== null && personId !== who.personId) return false;
  } else if (email !== null && sameAddress(email) !== sameAddress(who.email)) return false;
  return personId !== null || email !== null || licenses !== null || pendingLicenses !== null;
}

/** 400 and 404: nothing was done. Where the reasons name licenses, the others were refused along with them. */
function refusedWhole(answer: UpstreamResponse, { accountKey, who, changes }: Asked): Outcomes {
  const errors = Refused.safeParse(answer.body).data?.errors ?? [];
  const { providerCode: first = null, upstreamRequestId = null } = explain(answer);
  const guilty = changes.filter((change) => codeNaming(change, errors) !== null);
  const upstreamRequestIds = upstreamRequestId === null ? [] : [upstreamRequestId];
  return forEachChange(changes, (change) => {
    const own = codeNaming(change, errors);
    const along = own === null && guilty.length > 0;
    const providerCode = own ?? first;
    const hint = along
      ? `Nothing of the request was done because of ${guilty.map(describe).join(', ')}: try again without it.`
      : (unknownUser(answer, who) ?? hintFor(providerCode));
    const refusal = problem('UPSTREAM_REJECTED', 'PROVIDER', 'The provider refused the change.', {
      accountKey,
      retryable: along,
      providerCode,
      upstreamRequestId,
      hint,
    });
    return { status: 'REJECTED', problem: refusal, upstreamRequestIds };
  });
}

function unknownUser({ status }: UpstreamResponse, who: Addressee): string | null {
  if (status !== 404) return null;
  return 'email' in who
    ? 'Webex knows nobody with this address: it invites people who have an account of their own.'
    : 'Webex knows no such user: read the user again.';
}

function describe({ target, licenseId }: Change): string {
  return target.kind === 'LICENSE' ? `license ${licenseId}` : `the attendee account on ${target.siteUrl}`;
}

/** The code of the reason that names a license or a site. Reasons come in no order, and their words are nothing to go by. */
function codeNaming({ target, licenseId }: Change, errors: Reasons): string | null {
  const reason = errors.find(({ description }) =>
    target.kind === 'LICENSE' ? names(description ?? '', licenseId) : description?.includes(target.siteUrl),
  );
  return reason?.errorCode == null ? null : String(reason.errorCode);
}

/** Whether a text names a license, whichever way it spells its id. */
function names(text: string, licenseId: string): boolean {
  const ids = text.match(/[\w+/-]{20,}/g) ?? [];
  return text.includes(licenseId) || ids.some((id) => canonicalId('LICENSE', id) === licenseId);
}

type Details = Partial<Problem> & { readonly accountKey: string };

function withoutEffect(details: Details): Problem {
  const message = 'The provider reported success, and lists what the user holds as if nothing was done.';
  return problem('WRITE_HAD_NO_EFFECT', 'PROVIDER', message, { ...details, retryable: true });
}

function leftOut(details: Details & { readonly providerCode: string | null }): Problem {
  const message = 'The provider left this change out, and did others of the same request.';
  return problem('UPSTREAM_REJECTED', 'PROVIDER', message, {
    ...details,
    hint: hintFor(details.providerCode),
  });
}
