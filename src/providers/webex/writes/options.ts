// Options of a change that only Webex knows: calling details, a role on a meeting site, an invitation (webex contract 5.1, 5.4).
import { z } from 'zod';
import type { Assignee } from '../../../domain/assignee.ts';
import { THE_LICENSE, type Change, type ChangeOptions, type ChangeTarget } from '../../../domain/change.ts';
import type { License } from '../../../domain/license.ts';
import { ProblemError, problem, type Problem } from '../../../domain/problem.ts';
import type { OptionRules, Outsiders } from '../../provider.ts';
import { siteOf } from '../ids.ts';
import { isCalling, isForExternals, productOf } from './products.ts';

/** What assigning a calling license needs; phone numbers are E.164. */
const CallingDetails = z.object({
  locationId: z.string().nullable(),
  phoneNumber: z.string().nullable(),
  extension: z.string().nullable(),
});
export type CallingDetails = z.infer<typeof CallingDetails>;

/** As the SDL has them in `WebexChangeOptionsInput`. The host of a site is whoever holds its license. */
const Options = z.object({
  calling: z
    .object({
      locationId: z.string().nullish(),
      phoneNumber: z.string().nullish(),
      extension: z.string().nullish(),
    })
    .transform(({ locationId = null, phoneNumber = null, extension = null }): CallingDetails => ({
      locationId,
      phoneNumber,
      extension,
    }))
    .optional(),
  site: z.object({ siteUrl: z.string(), accountType: z.enum(['ATTENDEE', 'HOST']) }).optional(),
  inviteExternal: z.literal(true).optional(),
});
type Options = z.infer<typeof Options>;

const ONLY_SITES = 'Only licenses of meeting sites can be.';

export const OPTIONS: OptionRules = {
  field: 'webex',
  checkRequest({ values }, { action, byAddress }) {
    const { calling, site, inviteExternal } = Options.parse(values);
    if (calling && action !== 'ASSIGN') throw misplaced('calling', `${action} takes no calling details.`);
    if (site && action !== 'ASSIGN' && action !== 'REMOVE') {
      throw misplaced('site', `${action} takes no role on a site.`);
    }
    if (inviteExternal && action !== 'ASSIGN') throw misplaced('inviteExternal', `${action} invites nobody.`);
    if (inviteExternal && !byAddress) {
      throw misplaced('inviteExternal', 'People from outside are invited by `email`.');
    }
  },
  check({ values }, license) {
    const { calling, inviteExternal } = Options.parse(values);
    if (calling && isListed(license) && !isCalling(productOf(license))) {
      throw misplaced('calling', 'This license takes no calling details.', { hint: 'Leave them out.' });
    }
    if (inviteExternal && !isForExternals(license.externalId)) {
      const message = 'This license cannot be held by people from outside.';
      throw misplaced('inviteExternal', message, { hint: ONLY_SITES });
    }
  },
  targetOf({ values }, license, assignee) {
    const { calling, site } = Options.parse(values);
    if (site) return siteTarget(site, license, assignee);
    return calling ? { kind: 'LICENSE', details: calling } : THE_LICENSE;
  },
};

/** What is said of people from outside and options. */
export const INVITATIONS: Pick<Outsiders, 'isInvited' | 'hints'> = {
  isInvited: ({ values }: ChangeOptions) => Options.parse(values).inviteExternal === true,
  hints: {
    invite:
      'Check the address, or pass `options: { webex: { inviteExternal: true } }` if this person is to be invited from outside the organisation.',
    unfit: `Check the address. This license cannot be held by people from outside: ${ONLY_SITES.toLowerCase()}`,
    withdraw:
      'Check the address. An invitation that nobody has accepted yet is withdrawn by undoing its set, or by the id of its assignee.',
  },
};

/** The calling details that a change comes with. */
export function callingOf({ target }: Pick<Change, 'target'>): CallingDetails | null {
  return target.kind === 'LICENSE' && target.details !== null ? CallingDetails.parse(target.details) : null;
}

function isListed(license: Parameters<OptionRules['check']>[1]): license is License {
  return license.name !== undefined;
}

function siteTarget(
  asked: NonNullable<Options['site']>,
  { accountKey, externalId }: License,
  assignee: Assignee,
): ChangeTarget {
  const siteUrl = siteOf(externalId);
  if (siteUrl === null || siteUrl.toLowerCase() !== asked.siteUrl.toLowerCase()) {
    const message =
      siteUrl === null ? 'This license is of no meeting site.' : 'This license is of another site.';
    const hint = 'See `details { ... on WebexLicenseDetails { siteUrl } }` of the license.';
    throw misplaced('site', message, { hint, accountKey });
  }
  if (asked.accountType === 'HOST') return THE_LICENSE;
  // Only answers to writes tell the attendee accounts of users of other organisations (webex contract 5.2, 6).
  if (assignee.kind === 'USER' && (assignee.userKind ?? 'INTERNAL') !== 'INTERNAL') {
    const message =
      'The attendee accounts of users of other organisations cannot be read, so that no change would show.';
    const details = { accountKey, hint: 'Change them in Control Hub.', path: ['site'] };
    throw new ProblemError(problem('NOT_SUPPORTED', 'CALLER', message, details));
  }
  return { kind: 'SITE_ACCOUNT', siteUrl, role: 'ATTENDEE' };
}

/** BAD_INPUT at an option. */
function misplaced(option: keyof Options, message: string, details: Partial<Problem> = {}): ProblemError {
  return new ProblemError(problem('BAD_INPUT', 'CALLER', message, { ...details, path: [option] }));
}
