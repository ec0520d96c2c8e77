// Meeting sites besides those of the seed, for organisations that have many (switch `furtherSites`): one license each, and users
// of other organisations who hold it in turn.
import { uuid } from '../../seed/organisation.ts';
import { decodeId, encodeId, ORG_UUID } from '../ids.ts';
import { amount } from '../switches.ts';
import type { External } from './external.ts';
import type { WebexState } from './state.ts';

/** A license of a further site. */
export interface FurtherLicense {
  readonly body: Readonly<Record<string, unknown>> & { readonly id: string };
  readonly holder: External | undefined;
}

/** The licenses of all further sites. */
export function furtherLicenses({ externals, switches }: WebexState): readonly FurtherLicense[] {
  return Array.from({ length: amount(switches, 'furtherSites') }, (_, index) => {
    const siteUrl = `acme-of-a-region-with-a-rather-long-name-${index}.webex.com`;
    const id = encodeId('LICENSE', `${ORG_UUID}:EE_${uuid('webex-further-license', index)}_${siteUrl}`);
    const units = { totalUnits: 5, consumedUnits: 1, consumedByUsers: 1, consumedByWorkspaces: 0 };
    return {
      body: { id, name: 'Webex Meetings Suite', ...units, siteUrl, siteType: 'Linked site' },
      holder: externals.all[index % externals.all.length],
    };
  });
}

/** The one with this public id, however it is spelled. */
export function furtherLicenseById(id: string, state: WebexState): FurtherLicense | undefined {
  const tail = decodeId('LICENSE', id);
  if (tail === undefined) return undefined;
  return furtherLicenses(state).find(({ body }) => decodeId('LICENSE', body.id) === tail);
}
