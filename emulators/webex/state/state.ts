// The whole state of the emulator, built from the seed.
import type { Clock } from '../../core/clock.ts';
import type { EmulatedState, SeedOptions } from '../../core/definition.ts';
import { licenses, type License } from '../seed/catalogue.ts';
import { createExternals, type Externals } from './externals.ts';
import { createMembers, type Members } from './members.ts';
import { createRateLimit, type RateLimit } from '../rate-limit.ts';
import type { LiveSwitches } from '../switches.ts';
import { createTokens, type Tokens } from './tokens.ts';
import { createWorkspaces, type Workspaces } from './workspaces.ts';

/** Everything the routes read and write. */
export interface WebexState extends EmulatedState {
  readonly clock: Clock;
  readonly switches: LiveSwitches;
  readonly scale: number;
  readonly members: Members;
  readonly externals: Externals;
  readonly workspaces: Workspaces;
  readonly tokens: Tokens;
  readonly rateLimit: RateLimit;
  /** Bought seats by license bit, for paid licenses. */
  readonly totals: ReadonlyMap<number, number>;
}

/** The organisation as it is at start, reset and reseed. */
export function seed({ scale, clock, switches, serial }: SeedOptions): WebexState {
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

/** Who consumes a license. External users count with the users, pending ones by switch. */
export function consumers(
  state: Pick<WebexState, 'members' | 'externals' | 'workspaces'>,
  license: License,
  view: 'visible' | 'latest',
) {
  const users = state.members.held(license.bit, view) + state.externals.held(license.bit, view);
  const workspaces = state.workspaces.held(license.bit, view);
  return { users, workspaces, all: users + workspaces + (license.unattributed ?? 0) };
}
