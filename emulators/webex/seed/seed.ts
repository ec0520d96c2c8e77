// Builds the state from nothing: the organisation as it is at the start.
import type { SeedOptions } from '../../core/definition.ts';
import { createRateLimit } from '../rate-limit.ts';
import { createExternals } from '../state/externals.ts';
import { createMembers } from '../state/members.ts';
import { consumers, type WebexState } from '../state/state.ts';
import { createTokens } from '../state/tokens.ts';
import { createWorkspaces } from '../state/workspaces.ts';
import { licenses, type License } from './catalogue.ts';

/** The organisation as it is at start, reset and reseed. */
export function seed({ scale, tenant = 0, clock, switches, serial }: SeedOptions): WebexState {
  const parts = {
    members: createMembers(scale, clock, switches),
    externals: createExternals(clock, switches),
    workspaces: createWorkspaces(scale, clock, switches),
    tokens: createTokens(clock, switches, serial),
  };
  const bought = (license: License): number =>
    consumers(parts, license, 'latest').all + license.spare * scale;
  return {
    ...parts,
    clock,
    switches,
    scale,
    tenant,
    seededAt: clock.now(),
    rateLimit: createRateLimit(clock, switches),
    totals: new Map(licenses.map((license) => [license.bit, bought(license)])),
    snapshot() {
      const undo = [parts.members, parts.externals, parts.workspaces, parts.tokens].map((part) =>
        part.snapshot(),
      );
      return () => {
        for (const restore of undo) restore();
      };
    },
  };
}
