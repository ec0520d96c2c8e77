// What one person of the organisation holds.

/** Where and under what number a person is called. */
export interface CallingData {
  readonly locationId: string;
  /** Without the routing prefix of the location. */
  readonly extension?: string;
  /** E.164 with the plus. */
  readonly phoneNumber?: string;
}

interface Profile {
  readonly displayName: string;
  readonly firstName?: string | undefined;
  readonly lastName?: string | undefined;
  readonly department?: string | undefined;
  readonly title?: string | undefined;
}

/** What one person holds. */
export interface Member {
  /** Set of license bits. */
  readonly licenses: number;
  /** Site names shown without a role: they do not mean a host license (webex contract 6). */
  readonly sites: readonly string[];
  /** Sites on which the person is an attendee. */
  readonly attendee: readonly string[];
  readonly calling?: CallingData | undefined;
  /** Set by a PUT; the company's own data otherwise. */
  readonly profile?: Profile | undefined;
  readonly changedAt?: number;
}
