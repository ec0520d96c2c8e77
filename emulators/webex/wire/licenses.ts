// The JSON of licenses and of roles on meeting sites (webex contract 3 and 5.2).
import type { LiveSwitches } from '../../core/switches.ts';
import { licensesIn, sites, type License } from '../seed/catalogue.ts';
import type { Grant } from '../state/external.ts';
import { consumers, type WebexState } from '../state/state.ts';
import { flag, text } from '../switches.ts';

/** A license with its counters (webex contract 3). */
export function licenseBody(license: License, state: WebexState) {
  const units = flag(state.switches, 'unitsAsStrings') ? String : (value: number) => value;
  const { total, consumed, users, workspaces } = counters(license, state);
  const site = license.site === undefined ? undefined : sites.get(license.site);
  return {
    id: license.id,
    name: license.name,
    totalUnits: units(total),
    consumedUnits: units(consumed),
    ...(license.counters === 'null' && { consumedByUsers: null, consumedByWorkspaces: null }),
    ...(license.counters === undefined && {
      consumedByUsers: units(users),
      consumedByWorkspaces: units(workspaces),
    }),
    ...(license.subscription !== undefined && { subscriptionId: license.subscription }),
    ...(site && { siteUrl: license.site, siteType: site.type }),
  };
}

/** Total and consumed units. Free and hybrid licenses are not seats: their figures are the number of users (webex contract 3). */
function counters(license: License, state: WebexState) {
  const people = state.members.count - state.members.gone.positions().length;
  switch (license.kind) {
    case 'free':
      return { total: people, consumed: people, users: people, workspaces: 0 };
    case 'hybrid': {
      const one = text(state.switches, 'hybridTotal') === 'one' && license.key !== 'ucm';
      return { total: one ? 1 : people, consumed: 0, users: 0, workspaces: 0 };
    }
    case 'paid': {
      const { users, workspaces, all } = consumers(state, license, 'visible');
      return { total: state.totals.get(license.bit) ?? 0, consumed: all, users, workspaces };
    }
  }
}

/** Host and attendee roles of a set of licenses and attendee sites (webex contract 5.2). */
export function siteRoles(grant: Grant, live: LiveSwitches) {
  const role =
    text(live, 'accountTypeCase') === 'lower' ? (word: string) => word : (word: string) => word.toUpperCase();
  const hosts = licensesIn(grant.licenses).flatMap((license) => license.site ?? []);
  return [
    ...[...new Set(hosts)].map((siteUrl) => ({ siteUrl, accountType: role('host') })),
    ...grant.attendee.map((siteUrl) => ({ siteUrl, accountType: role('attendee') })),
  ];
}

/** Public ids of a set of licenses. */
export function idsIn(set: number): string[] {
  return licensesIn(set).map((license) => license.id);
}
