// Host or attendee: nobody is both on one site (webex contract 5.4).
import { isLicense, type Holding } from '../../../domain/assignment.ts';
import { isAbout, isAboutLicense, type Change } from '../../../domain/change.ts';
import { siteOf } from '../ids.ts';
import { refusal, type Refusal } from './refusal.ts';
import { siteOfChange } from './sites.ts';

/** Adds to `refused` the assignments that would leave the user with both roles on a site once everything else is done. */
export function refuseTwoRoles(
  own: readonly Change[],
  refused: Map<string, Refusal>,
  held: readonly Holding[],
): void {
  const asked = own.filter(({ id }) => !refused.has(id));
  const removals = asked.filter(({ action }) => action === 'REMOVE');
  const additions = asked.filter(({ action }) => action === 'ASSIGN');
  const kept = held.filter((row) => !removals.some((removal) => isAbout(removal, row)));
  const hosted = new Set([
    ...kept.filter(isLicense).map(({ licenseId }) => siteOf(licenseId)?.toLowerCase()),
    ...additions.filter(isAboutLicense).map(siteOfChange),
  ]);
  const attended = new Set([
    ...kept.map((holding) => (isLicense(holding) ? null : holding.siteUrl.toLowerCase())),
    ...additions.filter((change) => !isAboutLicense(change)).map(siteOfChange),
  ]);
  for (const addition of additions) {
    const site = siteOfChange(addition);
    if (site === null || !hosted.has(site) || !attended.has(site)) continue;
    refused.set(addition.id, isAboutLicense(addition) ? ATTENDEE : HOST);
  }
}

const ATTENDEE = refusal(
  'LICENSES_CONFLICT',
  'The user attends the site of this license, and who attends a site cannot be its host.',
  'Remove the attendee account of the user on that site in the same set.',
);

const HOST = refusal(
  'LICENSES_CONFLICT',
  'The user holds a license of this site, and who is its host cannot attend it.',
  'Remove the licenses of the user on that site in the same set.',
);
