// What the server says to people: its code stands as code.
import { Fragment, h, type JSX } from 'preact';
import { code } from '../elements.ts';
import { partsOf } from './told-parts.ts';

export function Told({ text }: { readonly text: string }): JSX.Element {
  return h(Fragment, {}, ...partsOf(text).map((part) => (part.isCode ? code({}, part.text) : part.text)));
}
