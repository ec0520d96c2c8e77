// The whole state: people, external users, workspaces, tokens, and the seats that were bought.
import type { Clock } from '../../core/clock.ts';
import type { EmulatedState } from '../../core/definition.ts';
import type { LiveSwitches } from '../../core/switches.ts';
import type { RateLimit } from '../rate-limit.ts';
import type { License } from '../seed/catalogue.ts';
import type { Externals } from './externals.ts';
import type { Members } from './members.ts';
import type { Tokens } from './tokens.ts';
import type { Workspaces } from './workspaces.ts';

/** Everything the routes read and write. */
export interface WebexState extends EmulatedState {
  readonly clock: Clock;
  readonly switches: LiveSwitches;
  readonly scale: number;
  /** 0 is the company of the docs; ids of any other tenant differ from its ids on the wire. */
  readonly tenant: number;
  /** When the state was made, by the emulator's clock: moments of the seed are offsets from it. */
  readonly seededAt: number;
  readonly members: Members;
  readonly externals: Externals;
  readonly workspaces: Workspaces;
  readonly tokens: Tokens;
  readonly rateLimit: RateLimit;
  /** Bought seats by license bit, for paid licenses. */
  readonly totals: ReadonlyMap<number, number>;
}

/** How many consume a license. External users count as users, pending ones if `countPending` is on. */
export function consumers(
  state: Pick<WebexState, 'members' | 'externals' | 'workspaces'>,
  license: License,
  view: 'visible' | 'latest',
) {
  const users = state.members.held(license.bit, view) + state.externals.held(license.bit, view);
  const workspaces = state.workspaces.held(license.bit, view);
  return { users, workspaces, all: users + workspaces + (license.unattributed ?? 0) };
}
