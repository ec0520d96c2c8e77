// Rooms and desks, and the calling license each of them holds (webex contract 7).
import type { Clock } from '../../core/clock.ts';
import type { LiveSwitches } from '../../core/switches.ts';
import { uuid } from '../../seed/organisation.ts';
import { seededHolders, seededWorkspace, WORKSPACES } from '../seed/workspaces.ts';
import { amount } from '../switches.ts';
import { createGone, type Gone } from './gone.ts';
import { createOverlay } from './overlay.ts';
import type { Workspace } from './workspace.ts';

/** The workspaces by their index. */
export interface Workspaces {
  readonly count: number;
  readonly gone: Gone;
  visible(index: number): Workspace;
  latest(index: number): Workspace;
  byUuid(workspaceUuid: string): number | undefined;
  /** The index of a workspace, deleted or not. */
  placeOf(workspaceUuid: string): number | undefined;
  write(index: number, workspace: Workspace): void;
  held(bit: number, view: 'visible' | 'latest'): number;
  snapshot(): () => void;
}

/** Uuid of the workspace with this index. */
export function workspaceUuid(index: number): string {
  return uuid('webex-workspace', index);
}

/** The workspaces of the seed. */
export function createWorkspaces(scale: number, clock: Clock, live: LiveSwitches): Workspaces {
  const count = WORKSPACES * scale;
  const overlay = createOverlay<Workspace>(clock, live, seededWorkspace);
  let uuids: Map<string, number> | undefined;
  const placeOf = (wanted: string): number | undefined => {
    uuids ??= new Map(Array.from({ length: count }, (_, index) => [workspaceUuid(index), index]));
    return uuids.get(wanted.toLowerCase());
  };

  const gone = createGone(() => Math.min(amount(live, 'goneWorkspaces'), count));
  return {
    count,
    gone,
    visible: (index) => overlay.visible(index),
    latest: (index) => overlay.latest(index),
    placeOf,
    byUuid(wanted) {
      const index = placeOf(wanted);
      return index === undefined || gone.has(index) ? undefined : index;
    },
    write: (index, workspace) => overlay.write(index, workspace),
    held(bit, view) {
      const seen = view === 'latest' || amount(live, 'propagationLagMs') === 0 ? 'latest' : 'visible';
      const holds = (index: number): boolean => overlay[seen](index).license === bit;
      let total = seededHolders(bit) * scale;
      for (const index of overlay.keys()) {
        total += Number(holds(index)) - Number(seededWorkspace(index).license === bit);
      }
      for (const index of gone.positions()) total -= Number(holds(index));
      return total;
    },
    snapshot() {
      const undo = [overlay.snapshot(), gone.snapshot()];
      return () => {
        for (const restore of undo) restore();
      };
    },
  };
}
