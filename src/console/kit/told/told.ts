// What the server says to people: its code stands as code.
import { Fragment, h, type JSX } from 'preact';
import { code } from '../elements.ts';
import { partsOf } from './told-parts.ts';

export function Told({ text }: { readonly text: string }): JSX.Element {
  return h(Fragment, {}, ...partsOf(text).map((part) => (part.isCode ? code({}, part.text) : part.text)));
}

/** What is wrong, and what to do about it. */
export function ToldWithHint({ message, hint }: ToldWithHintProps): JSX.Element {
  return h(Fragment, {}, h(Told, { text: message }), hint === null ? null : [' ', h(Told, { text: hint })]);
}

export interface ToldWithHintProps {
  readonly message: string;
  readonly hint: string | null;
}
