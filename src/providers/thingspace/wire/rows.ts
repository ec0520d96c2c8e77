// Rows of ThingSpace's answers. One odd row is one odd row: it is left out. A field that may be lost alone counts as not told. Both are
// counted for the account.
import { z } from 'zod';
import { parseRows, type ParsedRows, type RowReader } from '../../../upstream/parse.ts';

/** Reads the rows of one account's answers. */
export type Reading = ReturnType<typeof readingOf>;
type Shape = Readonly<Record<string, z.ZodType>>;

export function readingOf(reader: RowReader) {
  /** Fields that may be lost alone: one that does not have its form is counted, and not told. */
  function fields<Fields extends Shape>(list: string, shape: Fields) {
    type Lost = { [Name in keyof Fields]: z.ZodType<z.output<Fields[Name]> | undefined> };
    const lost: Record<string, z.ZodType> = {};
    for (const [name, schema] of Object.entries(shape)) {
      lost[name] = z
        .unknown()
        .optional()
        .transform((value) => parseRows(schema, [value], `${list}.${name}`, reader).rows[0]);
    }
    return lost as Lost; // each made of the field of the same name
  }

  /** A list that is there, row by row: without what it needs, a row is left out. */
  function rows<Needed extends Shape, Rest extends Shape>(list: string, needed: Needed, rest: Rest) {
    const whole = z.object({ ...needed, ...rest });
    const partly = z.object({ ...needed, ...fields(list, rest) });
    return z.array(z.unknown()).transform((all) => {
      const read: (z.output<typeof whole> | z.output<typeof partly>)[] = [];
      for (const row of all) {
        // Nearly all are as they should be, and then one look is enough.
        const { data } = whole.safeParse(row);
        read.push(...(data === undefined ? parseRows(partly, [row], list, reader).rows : [data]));
      }
      return { rows: read, leftOut: all.length - read.length };
    });
  }

  return { fields, rows };
}

/** The rows of a list in the words of the domain. */
export function renamed<Row, Named>(rename: (row: Row) => Named) {
  return ({ rows, ...rest }: ParsedRows<Row>): ParsedRows<Named> => ({ ...rest, rows: rows.map(rename) });
}
