// The one write of Webex: a change of what a user holds (webex contract 5.1).
import type { Call } from '../../domain/call.ts';
import type { UpstreamResponse } from '../../upstream/upstream.ts';
import { buildUrl } from '../../upstream/url.ts';
import type { Context } from './context.ts';
import { saysNotFound } from './failures.ts';

/** One operation of a change of licenses (webex contract 5.1). */
export interface LicenseOperation {
  readonly id: string;
  readonly operation: 'add' | 'remove';
  /** Of calling licenses only. */
  readonly properties?: Readonly<Partial<Record<'locationId' | 'phoneNumber' | 'extension', string>>>;
}

/** One operation of a change of attendee accounts (webex contract 5.1). */
export interface SiteOperation {
  readonly siteUrl: string;
  /** The specification has it in lower case, and nothing else is accepted (webex contract 5.1, 11). */
  readonly accountType: 'attendee';
  readonly operation: 'add' | 'remove';
}

/** What one request changes; a list without entries is left out. */
export interface Operations {
  readonly licenses?: readonly LicenseOperation[];
  readonly siteUrls?: readonly SiteOperation[];
}

/** How a change of licenses names its user: one of the two, as nobody knows what both would mean (webex contract 11). */
export type Addressee = { readonly personId: string } | { readonly email: string };

/** What a change of licenses says, with an id of our own. */
export interface LicenseChange {
  readonly who: Addressee;
  readonly operations: Operations;
  readonly trackingId: string;
}

/** The answer as it came; a 400, or Webex's own 404, is an answer as well, and says that nothing was done. */
export function changeLicenses(
  { upstream, settings: { baseUrl, orgId } }: Context,
  { who, operations, trackingId }: LicenseChange,
  call: Call,
): Promise<UpstreamResponse> {
  return upstream.send(
    {
      operation: 'changeLicenses',
      method: 'PATCH',
      url: buildUrl(baseUrl, ['licenses', 'users']),
      headers: { trackingid: trackingId },
      json: { ...who, ...(orgId !== undefined && { orgId }), ...operations },
      effect: 'WRITE',
      accept: (answer) => answer.status === 400 || saysNotFound(answer),
    },
    call,
  );
}
