// Meeting sites: hosts hold the license of a site, attendees have an account there, and nobody is both (webex contract 5.4).
import type { Change } from '../../../domain/change.ts';
import { siteOf } from '../ids.ts';

/** The site a change is about, in lower case; null when it is about none. */
export function siteOfChange({ licenseId, target }: Pick<Change, 'licenseId' | 'target'>): string | null {
  const site = target.kind === 'SITE_ACCOUNT' ? target.siteUrl : siteOf(licenseId);
  return site?.toLowerCase() ?? null;
}
