// The media type of an answer: GraphQL over HTTP, section 6.1 (draft), of those that the client accepts.

const RESPONSE = 'application/graphql-response+json';
const LEGACY = 'application/json';

/** With the charset, as it goes into the header; null when the client accepts neither. Clients that do not say get the older one. */
export function answerType(accept: string | undefined): string | null {
  if (accept === undefined || accept.trim() === '') return withCharset(LEGACY);
  const ranges = accept.split(',').map(readRange);
  // The older one first, for those who like both the same: `*/*` is from before the newer one.
  const [best] = [LEGACY, RESPONSE]
    .map((type) => ({ type, fit: fitOf(type, ranges) }))
    .filter(({ fit }) => fit.quality > 0)
    .toSorted((a, b) => compare(a.fit, b.fit));
  return best ? withCharset(best.type) : null;
}

interface Range {
  readonly type: string;
  readonly quality: number;
}

interface Fit {
  readonly quality: number;
  /** 2 for the type itself, 1 for its half, 0 for any. */
  readonly exactness: number;
  readonly place: number;
}

function compare(a: Fit, b: Fit): number {
  return b.quality - a.quality || b.exactness - a.exactness || a.place - b.place;
}

function readRange(text: string): Range {
  const [type = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const weight = parameters.find((one) => one.startsWith('q='))?.slice(2);
  const quality = weight === undefined ? 1 : Number(weight);
  return { type, quality: Number.isFinite(quality) ? quality : 0 };
}

/** By the range that is the most exact of those that fit. */
function fitOf(type: string, ranges: readonly Range[]): Fit {
  const forms = ['*/*', 'application/*', type];
  let best: Fit = { quality: 0, exactness: -1, place: 0 };
  for (const [place, range] of ranges.entries()) {
    const exactness = forms.indexOf(range.type);
    if (exactness > best.exactness) best = { quality: range.quality, exactness, place };
  }
  return best;
}

function withCharset(type: string): string {
  return `${type}; charset=utf-8`;
}

/** The media type of a body and every charset that is named for it, in lower case; null when there is no such header. */
export function bodyType(
  header: string | undefined,
): { readonly type: string; readonly charsets: readonly string[] } | null {
  if (header === undefined) return null;
  const [type = '', ...parameters] = header
    .toLowerCase()
    .split(';')
    .map((part) => part.trim());
  const charsets = parameters
    .filter((one) => one.startsWith('charset='))
    .map((one) => one.slice('charset='.length).replaceAll('"', ''));
  return { type, charsets };
}
