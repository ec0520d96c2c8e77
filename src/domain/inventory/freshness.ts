// How old an answer may be for a caller who takes one from the inventory, in the words of HTTP caching (RFC 9111, 5.2.1.1; RFC 5861, 4).
import { ProblemError, type ProblemCode } from '../problem.ts';

/** Ages in seconds; null: nothing is taken from the inventory for that reason. */
export interface Freshness {
  /** Of what is answered without asking the provider. */
  readonly maxAge: number | null;
  /** Of what is answered when the provider has been asked and has failed. */
  readonly staleIfError: number | null;
}

/** Everything is read from the providers. */
export const LIVE: Freshness = { maxAge: null, staleIfError: null };

/** Larger numbers stand for this one (RFC 9111, 1.2.2). */
const LONGEST = 2_147_483_648;

const NAMES = { 'max-age': 'maxAge', 'stale-if-error': 'staleIfError' } as const;

/** What a text such as `max-age=900, stale-if-error=86400` asks for; null for any other text. Names are of any case, each at most once. */
export function readFreshness(text: string): Freshness | null {
  const found = new Map<string, number>();
  for (const part of text.split(',')) {
    const [, name = '', digits = ''] = /^([a-z-]+)=(\d+)$/i.exec(part.trim()) ?? [];
    const key = name.toLowerCase();
    if (!isName(key) || found.has(NAMES[key])) return null;
    found.set(NAMES[key], Math.min(Number(digits), LONGEST));
  }
  return { maxAge: some(found.get('maxAge')), staleIfError: some(found.get('staleIfError')) };
}

/** No time at all is as good as not asking for it. */
function some(seconds = 0): number | null {
  return seconds === 0 ? null : seconds;
}

function isName(text: string): text is keyof typeof NAMES {
  return Object.hasOwn(NAMES, text);
}

/** Whether nothing at all is taken from the inventory. */
export function isLive({ maxAge, staleIfError }: Freshness): boolean {
  return maxAge === null && staleIfError === null;
}

/** The provider could not answer, which says nothing about what was asked for. A refusal does, and so does "there is none". */
const OUTAGES: ReadonlySet<ProblemCode> = new Set([
  'UPSTREAM_UNAVAILABLE',
  'UPSTREAM_TIMEOUT',
  'UPSTREAM_THROTTLED',
  'UPSTREAM_CIRCUIT_OPEN',
  'UPSTREAM_OVERLOADED',
  'UPSTREAM_BAD_RESPONSE',
  'UPSTREAM_CREDENTIALS',
]);

/** Whether a failure is one for which older answers are taken. */
export function isOutage(error: unknown): error is ProblemError {
  return error instanceof ProblemError && OUTAGES.has(error.problem.code);
}

/** A failure for which the caller takes older answers, but none as old as what there is: its hint tells the age. */
export function tooOldFor({ problem, cause }: ProblemError, ageSeconds: number): ProblemError {
  const age = `The inventory has an answer that is ${Math.ceil(ageSeconds)} seconds old: older than \`stale-if-error\` allows.`;
  return new ProblemError(
    { ...problem, hint: problem.hint === null ? age : `${problem.hint} ${age}` },
    { cause },
  );
}

/** Seconds between two moments (RFC 3339 UTC); none when the first is the later one. */
export function ageIn(observedAt: string, at: string): number {
  return Math.max(0, (Date.parse(at) - Date.parse(observedAt)) / 1_000);
}
