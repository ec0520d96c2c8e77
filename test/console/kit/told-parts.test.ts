// What of a sentence of the server is code.
import { expect, it } from '@jest/globals';
import { partsOf } from '../../../src/console/kit/told/told-parts.ts';

it.each([
  ['nothing of it', 'Ask less often.', ['Ask less often.']],
  ['nothing at all', '', []],
  ['a word', 'Set `server.console`.', ['Set ', '<server.console>', '.']],
  ['two, and the ends', '`a` or `b { c }`', ['<a>', ' or ', '<b { c }>']],
  ['a backtick alone', 'It is ` alone.', ['It is ` alone.']],
  ['nothing between two', 'It is `` empty.', ['It is `` empty.']],
])('%s', (_what, sentence, expected) => {
  expect(partsOf(sentence).map(({ text, isCode }) => (isCode ? `<${text}>` : text))).toEqual(expected);
});
