// Changes that an administrator makes in Control Hub. Whoever is deleted loses everything (webex contract 6, 7).
import { isUuid } from '../core/http.ts';
import { known, OutsideError, type OutsideChange } from '../core/content/outside.ts';
import { decodeId } from './ids.ts';
import { licenseById } from './seed/catalogue.ts';
import type { WebexState } from './state/state.ts';

/** What can happen to one assignee. */
interface Assignee {
  /** Sets the license bits that it holds. */
  hold(change: (licenses: number) => number): void;
  setGone(isGone: boolean): void;
}

/** Carries out a change, without the rules of the API. People, external users and workspaces are named by their ids. */
export function changeOutside(change: OutsideChange, state: WebexState): void {
  const { assignee } = change;
  const found = known(
    person(assignee, state) ?? external(assignee, state) ?? workspace(assignee, state),
    'holder',
    assignee,
  );
  switch (change.change) {
    case 'assign':
    case 'take': {
      const { bit } = known(licenseById(change.license ?? ''), 'license', change.license);
      found.hold((licenses) => (change.change === 'assign' ? licenses | bit : licenses & ~bit));
      return;
    }
    case 'delete':
      found.setGone(true);
      return;
    case 'restore':
      found.setGone(false);
  }
}

function uuidIn(kind: string, id: string): string {
  return isUuid(id) ? id : (decodeId(kind, id) ?? '');
}

function person(id: string, { members }: WebexState): Assignee | undefined {
  const position = members.placeOf(uuidIn('PEOPLE', id));
  if (position === undefined) return undefined;
  return {
    hold(change) {
      const held = members.latest(position);
      members.write(position, { ...held, licenses: change(held.licenses) });
    },
    setGone: (isGone) => members.gone.set(position, isGone),
  };
}

function external(id: string, { externals }: WebexState): Assignee | undefined {
  const index = externals.byUuid(uuidIn('PEOPLE', id));
  if (index === undefined) return undefined;
  return {
    hold(change) {
      const { accepted, pending } = externals.latest(index);
      externals.write(index, { ...accepted, licenses: change(accepted.licenses) }, pending);
    },
    setGone() {
      throw new OutsideError('users of other organisations are not deleted here: take their licenses');
    },
  };
}

function workspace(id: string, { workspaces }: WebexState): Assignee | undefined {
  const index = workspaces.placeOf(uuidIn('PLACE', id));
  if (index === undefined) return undefined;
  return {
    setGone: (isGone) => workspaces.gone.set(index, isGone),
    hold(change) {
      const found = workspaces.latest(index);
      // At most one, and no other calling than that of Webex with it (webex contract 7).
      const license = change(0) || change(found.license);
      workspaces.write(index, { ...found, license, ...(license !== 0 && { callingType: 'webexCalling' }) });
    },
  };
}
