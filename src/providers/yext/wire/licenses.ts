// License packs as Yext sends them (yext contract 3).
import { z } from 'zod';
import type { DriftCounter } from '../../../upstream/drift.ts';
import { listOf, Text } from '../../../upstream/fields.ts';
import type { RowReader } from '../../../upstream/parse.ts';
import { fieldsOf, Id, oneOrMany, type PageBody } from './fields.ts';

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
  const packs = oneOrMany('id', listOf(Pack, 'licensePacks', reader));
  return z
    .object({ licensePacks: packs, nextPageToken: Text })
    .transform((body) => ({ ...body.licensePacks, next: body.nextPageToken, count: null, nameless: false }));
}
