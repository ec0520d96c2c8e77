// The status of a change set, in a word.
import { h, type JSX } from 'preact';
import type { ChangeSetStatus } from '../../generated/documents.ts';
import { Badge, type Tone } from './state-badge.ts';

/** Tone and word of each. */
export const STATUS_WORDS: Readonly<Record<ChangeSetStatus, readonly [Tone, string]>> = {
  PLANNED: ['plain', 'Planned'],
  RUNNING: ['info', 'Under way'],
  UNSETTLED: ['warning', 'Not all seen yet'],
  SUCCEEDED: ['good', 'Succeeded'],
  PARTIAL: ['warning', 'Partly done'],
  FAILED: ['over', 'Failed'],
  CANCELLED: ['plain', 'Cancelled'],
  EXPIRED: ['plain', 'Expired'],
};

export function ChangeSetStatusBadge({ status }: { readonly status: ChangeSetStatus }): JSX.Element {
  const [tone, text] = STATUS_WORDS[status];
  return h(Badge, { tone, text });
}
