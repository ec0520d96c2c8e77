// License packs as Yext sends them (yext contract 3).
import { z } from 'zod';
import type { DriftCounter } from '../../../upstream/drift.ts';
import { parseRows, type RowReader } from '../../../upstream/parse.ts';
import { fieldsOf, Id, listOf, Text, type PageBody } from './fields.ts';

/** One license pack. */
export interface LicensePack {
  readonly id: string;
  readonly name: string | null;
  readonly total: number | null;
  readonly assigned: number | null;
  readonly available: number | null;
  readonly notes: string | null;
}

/** A pack, as it stands in this list. */
export function packIn(list: string, drift: DriftCounter): z.ZodType<LicensePack> {
  const { text, count } = fieldsOf(list, drift);
  return z.object({
    id: Id,
    name: text('name'),
    total: count('total'),
    assigned: count('assigned'),
    available: count('available'),
    notes: text('notes'),
  });
}

/** Of "License packs: list". */
export function licensePacks(reader: RowReader): z.ZodType<PageBody<LicensePack>> {
  const Pack = packIn('licensePacks', reader.drift);
  return z.object({ licensePacks: listOf('id'), nextPageToken: Text }).transform((body) => {
    const rows = parseRows(Pack, body.licensePacks, 'licensePacks', reader);
    return { ...rows, next: body.nextPageToken, count: null, nameless: false };
  });
}
