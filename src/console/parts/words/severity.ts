// How grave a finding is, in a word.
import { h, type JSX } from 'preact';
import type { FindingSeverity } from '../../generated/documents.ts';
import { Badge, type Tone } from './state-badge.ts';

const WORDS: Readonly<Record<FindingSeverity, readonly [Tone, string]>> = {
  HIGH: ['over', 'Look today'],
  MEDIUM: ['warning', 'Look at it'],
  INFO: ['plain', 'Good to know'],
};

export function SeverityBadge({ severity }: { readonly severity: FindingSeverity }): JSX.Element {
  const [tone, text] = WORDS[severity];
  return h(Badge, { tone, text });
}
