// From what was chosen to what was changed: choose, say, look, apply, watch, undo. Nothing is sent before the plan was shown.
import { h, type JSX } from 'preact';
import { p } from '../../kit/elements.ts';
import { Overlay } from '../../kit/overlay.ts';

/** A license that was chosen. */
export interface ChosenLicense {
  readonly id: string;
  readonly name: string;
  readonly accountKey: string;
  readonly accountName: string;
}

/** A holder, or somebody who is to hold something. */
export interface ChosenAssignee {
  readonly id: string;
  readonly name: string;
  readonly accountKey: string;
}

/** What was chosen before it began; what is missing is asked for. */
export interface ChangeStart {
  readonly action: 'ASSIGN' | 'REMOVE' | 'MOVE' | 'END' | 'KEEP' | null;
  readonly licenses: readonly ChosenLicense[];
  readonly assignees: readonly ChosenAssignee[];
  /** Exact pairs, as of rows of holders; then the two lists above are empty. */
  readonly holdings?: readonly { readonly license: ChosenLicense; readonly assignee: ChosenAssignee }[];
}

export interface ChangeFlowProps {
  readonly start: ChangeStart;
  onClose(): void;
}

export function ChangeFlow({ onClose }: ChangeFlowProps): JSX.Element {
  return h(Overlay, { kind: 'dialog', title: 'Change licenses', onClose }, p({}, ''));
}
