// What surrounds every body of Yext's, and what it says of failures (yext contract 5).
import { z } from 'zod';

const Complaint = z.object({
  code: z
    .union([z.string(), z.number().transform(String)])
    .nullable()
    .catch(null),
  type: z.enum(['FATAL_ERROR', 'NON_FATAL_ERROR', 'WARNING', 'UNKNOWN']).catch('UNKNOWN'),
  message: z.string().catch(''),
});

const Meta = z
  .object({
    uuid: z.string().nullable().catch(null),
    // Where all is well there may be no such list (yext contract 5).
    errors: z.preprocess(
      (errors) => errors ?? [],
      z.array(Complaint.catch({ code: null, type: 'UNKNOWN', message: '' })),
    ),
  })
  .catch({ uuid: null, errors: [] });

/** What surrounds every body. One with neither `meta` nor `response` is not Yext's: a proxy's, for instance. */
export const Envelope = z
  .object({ meta: z.unknown().optional(), response: z.unknown().optional() })
  .refine((body) => body.meta !== undefined || body.response !== undefined)
  .transform((body) => Meta.parse(body.meta ?? {}));
/** Parsed. */
export type Envelope = z.output<typeof Envelope>;
