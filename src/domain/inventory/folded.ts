// Texts as the inventory compares them: without accents, strokes, case, and the two ways to write either.

/** The longest text that is searched or sorted by: an entry of an index has a limit of some 2,700 bytes, and its row would be refused. */
const LONGEST_KEY = 300;

/** Letters that Unicode does not take apart, as those write them who do not have them on their keyboard. */
const PLAIN_LETTERS: Readonly<Record<string, string>> = {
  ł: 'l',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ħ: 'h',
  ı: 'i',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  þ: 'th',
};
const WHOLE_LETTERS = new RegExp(`[${Object.keys(PLAIN_LETTERS).join('')}]`, 'g');

/**
 * A text to compare with others: decomposed for compatibility (UAX #15), without accents and strokes, in lower case, on one line. The two
 * small sigmas are one, because which of them a capital becomes depends on where a word ends. What is stored is folded: a change here is a
 * migration as well (migrations/folded-letters.ts).
 */
export function folded(text: string): string {
  const plain = text.toWellFormed().normalize('NFKD').replaceAll(/\p{M}/gu, '');
  return plain
    .toLowerCase()
    .replaceAll('ς', 'σ')
    .replaceAll(WHOLE_LETTERS, (letter) => PLAIN_LETTERS[letter] ?? letter)
    .replaceAll(/\p{Cc}+/gu, ' ');
}

/** Whether nothing is left of a text to compare with: every text begins with nothing, and has it in it. */
export function isBlank(text: string): boolean {
  return folded(text).trim() === '';
}

/** A name to sort by; null where there is none. */
export function nameKey(name: string | null | undefined): string | null {
  return indexed(folded(name ?? ''));
}

/** A text of the provider's as it is searched and sorted by; null for none. */
export function indexed(text: string | null | undefined): string | null {
  return text?.slice(0, LONGEST_KEY).toWellFormed() || null;
}

/**
 * Texts to search in, a line each, with a line break before and behind each: what begins one of them follows a line break. Equal ones are one
 * line: the id of a device is often its IMEI, and all that is in here is taken apart for the index.
 */
export function searchLines(texts: readonly (string | null | undefined)[]): string {
  const lines = [...new Set(texts)].filter(Boolean).map((text) => folded(text ?? ''));
  return ['', ...lines, ''].join('\n');
}
