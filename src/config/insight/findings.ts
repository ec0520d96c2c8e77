// What can be configured of findings: days and numbers of the rules, and what is no finding, for all and for each account.
import { z } from 'zod';
import { sameAddress } from '../../domain/assignee.ts';

const Days = z.int().min(1).max(3_650);
const Seats = z.int().min(0).max(1_000_000);
const Percent = z.number().min(0).max(100);
const Texts = z.array(z.string().min(1).max(500)).max(10_000);

/** Days and numbers of the rules. */
export const FindingSettings = z.strictObject({
  /** Who has not been active for so long, and has held a license for so long, is idle. */
  idleDays: Days.default(90),
  /** How long a holder has been inactive. */
  inactiveDays: Days.default(14),
  /** How long an assignment, or its holder, has been pending. */
  pendingDays: Days.default(14),
  /** How long nobody has taken a seat. */
  unusedDays: Days.default(30),
  /** How long before the day on which a contract is to be decided on. */
  renewalDays: Days.default(30),
  /** The larger of the two: with so few seats left a license is nearly exhausted. */
  nearlyExhausted: z.strictObject({ seats: Seats.default(2), percent: Percent.default(5) }).prefault({}),
  /** The larger of the two: so many seats that nobody takes are unused. */
  unusedSeats: z.strictObject({ seats: Seats.default(5), percent: Percent.default(10) }).prefault({}),
  /** Whose holdings are no findings, in every account. */
  exempt: z
    .strictObject({
      /** In any case. */
      emails: Texts.default([]).transform((emails) => emails.map((email) => sameAddress(email))),
      /** As the providers spell them. */
      departments: Texts.default([]),
    })
    .prefault({}),
});
export type FindingSettings = z.output<typeof FindingSettings>;

/** What an account says about its findings. */
function accountFindings(activity: 'ALL_SIGN_INS' | 'PASSWORD_SIGN_INS') {
  return z.strictObject({
    /** Which sign-ins the provider tells of: of those by password alone, a date that is long ago is a hint and no more. */
    activity: z.enum(['ALL_SIGN_INS', 'PASSWORD_SIGN_INS']).default(activity),
    /** Others change licenses here by rules of their own: that is no finding. */
    expectExternalChanges: z.boolean().default(false),
    /** Holders and licenses that are no findings, by the provider's ids. */
    exempt: z.strictObject({ assigneeIds: Texts.default([]), licenseIds: Texts.default([]) }).prefault({}),
  });
}
export type AccountFindings = z.output<ReturnType<typeof accountFindings>>;

/** Providers that tell of sign-ins by password alone: single sign-on leaves the date as it was. */
const BY_PASSWORD: ReadonlySet<unknown> = new Set(['GENESYS_CLOUD']);

/** The schema of what an account of a provider says about its findings. */
export function findingsOfProvider(provider: unknown): ReturnType<typeof accountFindings> {
  return accountFindings(BY_PASSWORD.has(provider) ? 'PASSWORD_SIGN_INS' : 'ALL_SIGN_INS');
}
