// Texts as the inventory compares them: without accents, case, and the two ways to write either.

/** The longest text that is searched or sorted by: an entry of an index has a limit of some 2,700 bytes, and its row would be refused. */
const LONGEST_KEY = 300;

/**
 * A text to compare with others: decomposed for compatibility (UAX #15), without accents, in lower case, on one line. The two small
 * sigmas are one, because which of them a capital becomes depends on where a word ends.
 */
export function folded(text: string): string {
  const plain = text.toWellFormed().normalize('NFKD').replaceAll(/\p{M}/gu, '');
  return plain
    .toLowerCase()
    .replaceAll('ς', 'σ')
    .replaceAll(/\p{Cc}+/gu, ' ');
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
