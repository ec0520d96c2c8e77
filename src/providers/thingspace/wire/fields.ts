// The fields of ThingSpace's bodies, read tolerantly where its documents disagree (thingspace contract 5, 6, 8). What is missing is
// undefined, and not null: each form of a row tells some fields only (6.1, 6.2), and the others can be read elsewhere.
import { z } from 'zod';
import { instantOf } from '../../../domain/instant.ts';
import { START } from '../ids.ts';

/** A yes or a no. */
export const Flag = z.boolean().nullish();

/** `01/01/1900 0:0:0` and whatever is before the epoch, Go's zero time for one, mean "never" (contract 6.2). */
const NEVER = '01/01/1900 0:0:0';
const EPOCH = '1970-01-01T00:00:00.000Z';

/**
 * A time as RFC 3339 UTC. Go's default format ends in the name of its zone, behind the offset; it and RFC 3339 have 0 to 9 digits
 * of fraction (contract 8.4).
 */
export const Time = z
  .string()
  .nullish()
  .transform((text, context) => {
    if (text === undefined || text === null) return text;
    if (text === '' || text === NEVER) return null;
    const instant = instantOf(text.replace(/^(.*[+-]\d{4}) [A-Z]{1,5}$/, '$1'));
    if (instant !== null) return instant > EPOCH ? instant : null;
    context.addIssue({ code: 'invalid_format', format: 'datetime' });
    return z.NEVER;
  });

/** Numbers lose the leading zeros of an IMEI (contract 8.3): from twelve digits on it is one, below it is an offset. */
export function identifier(value: string | number): string {
  const text = String(value).trim();
  return /^\d{12,14}$/.test(text) ? text.padStart(15, '0') : text;
}

/** Fifteen digits, the one spelling there is. Fourteen in a text may be an IMEI without its check digit, which is another key (contract 8.2). */
export const Imei = z.preprocess(
  (value) => (typeof value === 'number' ? identifier(value) : value),
  z.string().regex(/^\d{15}$/),
);

/** Null where there is none: absent, empty or 0 (contract 5, 9.14). */
export const Cursor = z
  .union([z.string(), z.number().int().nonnegative()])
  .nullish()
  .transform((value) => {
    const text = identifier(value ?? '');
    return text === '' || text === START ? null : text;
  });
