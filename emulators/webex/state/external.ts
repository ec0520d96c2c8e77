// One user of another organisation, and what they hold or are offered (webex contract 5.4).

/** Licenses and attendee roles, held or offered. */
export interface Grant {
  /** Set of license bits. */
  readonly licenses: number;
  readonly attendee: readonly string[];
}

/** A user of another organisation. */
export interface External {
  readonly uuid: string;
  readonly displayName: string;
  readonly email: string;
  readonly orgUuid: string;
  /** Whether their organisation forbids licenses from outside. */
  readonly closed: boolean;
}

/** What an external user holds and is offered. */
export interface ExternalHoldings {
  readonly accepted: Grant;
  readonly pending: Grant;
  readonly offeredAt: number;
}
