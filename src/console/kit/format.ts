// How numbers, days and money are written, in the reader's own language. There is no other way to print one.

/** What is not told: a dash, whose title should say why. */
export const NOT_TOLD = '–';

/** The languages and the clock of whoever reads. */
export interface Reader {
  readonly languages: readonly string[];
  /** Milliseconds since 1970. */
  now(): number;
}

export interface Format {
  /** The moment that it is, in milliseconds since 1970. */
  now(): number;
  number(value: number): string;
  /** Of 0 to 1. Almost all is not all, and almost nothing not nothing. */
  share(value: number): string;
  /** A calendar day (`2026-11-25`), which is no moment and has no zone. */
  day(value: string): string;
  /** The calendar day that it is here. */
  today(): string;
  /** A moment, to the minute. */
  moment(value: string): string;
  /** How far a moment is from now: "5 minutes ago", "in 3 days". */
  distance(value: string): string;
  money(amount: Amount): string;
}

/** Money in the smallest units of its currency. */
export interface Amount {
  readonly minorUnits: number;
  readonly currency: string;
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** From the coarsest on: the first that is reached is the one to say it in. */
const UNITS = [
  ['year', 365 * DAY],
  ['month', 30 * DAY],
  ['day', DAY],
  ['hour', HOUR],
  ['minute', MINUTE],
] as const;

export function createFormat({ languages, now }: Reader): Format {
  const of = languages.filter(isLanguage);
  const number = new Intl.NumberFormat(of);
  const share = new Intl.NumberFormat(of, { style: 'percent', maximumFractionDigits: 0 });
  const day = new Intl.DateTimeFormat(of, { dateStyle: 'medium', timeZone: 'UTC' });
  const moment = new Intl.DateTimeFormat(of, { dateStyle: 'medium', timeStyle: 'short' });
  const distance = new Intl.RelativeTimeFormat(of, { numeric: 'auto' });
  return {
    now,
    number: (value) => number.format(value),
    share: (value) => share.format(honestShare(value)),
    day: (value) => day.format(new Date(`${value}T00:00:00Z`)),
    today() {
      const date = new Date(now());
      const two = (value: number): string => String(value).padStart(2, '0');
      return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
    },
    moment: (value) => moment.format(new Date(value)),
    distance(value) {
      const seconds = (Date.parse(value) - now()) / 1_000;
      const unit = UNITS.find(([, size]) => Math.abs(seconds) >= size);
      if (!unit) return seconds > 0 ? 'in a moment' : 'just now';
      return distance.format(Math.trunc(seconds / unit[1]), unit[0]);
    },
    money({ minorUnits, currency }) {
      const written = new Intl.NumberFormat(of, { style: 'currency', currency });
      const digits = written.resolvedOptions().maximumFractionDigits ?? 2;
      return written.format(minorUnits / 10 ** digits);
    },
  };
}

/** Chromium hands on what the system is set to, `en-US@posix` too, which `Intl` refuses. */
function isLanguage(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length > 0;
  } catch {
    return false;
  }
}

/** 99.7 % of the seats is not "100 %" while one is free. */
function honestShare(value: number): number {
  if (value > 0 && value < 0.01) return 0.01;
  if (value < 1 && value > 0.99) return 0.99;
  return value > 1 && value < 1.01 ? 1.01 : value;
}
