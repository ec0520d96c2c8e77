// Changes that an administrator makes in the vendor's own console. A deleted user is in state `deleted` (genesys contract 3.1).
import { known, type OutsideChange } from '../core/content/outside.ts';
import { ageing } from './rules/visibility.ts';
import type { GenesysState, Org } from './state/state.ts';
import { readSettings } from './switches.ts';

interface Found {
  readonly org: Org;
  readonly index: number;
}

/** Carries out a change, without the rules of the API. A license is named by the id of its definition. */
export function changeOutside(change: OutsideChange, state: GenesysState): void {
  const { org, index } = userOf(state, change.assignee);
  switch (change.change) {
    case 'assign':
    case 'take': {
      const license = known(
        org.definitions.find(({ id }) => id === change.license),
        'license',
        change.license,
      ).id;
      const held = org.assignments.latest(index, ageing({ state, settings: readSettings(state.switches) }));
      const others = held.filter((id) => id !== license);
      org.assignments.write(
        index,
        change.change === 'assign' ? [...others, license] : others,
        state.clock.now(),
      );
      return;
    }
    case 'delete':
      org.directory.setState(index, 'deleted');
      return;
    case 'restore':
      org.directory.setState(index, 'active');
  }
}

function userOf({ orgs }: GenesysState, id: string): Found {
  const found = orgs.flatMap((org): Found[] => {
    const index = org.directory.indexOf(id);
    return index === undefined ? [] : [{ org, index }];
  });
  return known(found[0], 'user', id);
}
