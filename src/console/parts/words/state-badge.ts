// A state in a word and a color: the word says it alone, too.
import type { JSX } from 'preact';
import { span } from '../../kit/elements.ts';

export type Tone = 'good' | 'warning' | 'over' | 'plain' | 'info';

export function Badge({ tone, text }: { readonly tone: Tone; readonly text: string }): JSX.Element {
  return span({ class: `badge ${tone}` }, text);
}
