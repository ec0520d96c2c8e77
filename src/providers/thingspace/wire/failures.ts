// Failures of ThingSpace (thingspace contract 2, 7).
import { z } from 'zod';

/** Any failure body: FOTA and M2M, the gateway's, or OAuth's (contract 2.1, 2.3, 7). */
export const Failure = z.object({
  errorCode: z.string().optional().catch(undefined),
  errorMessage: z.string().optional().catch(undefined),
  error: z.string().optional().catch(undefined),
  fault: z
    .object({ code: z.union([z.string(), z.number()]).transform(String).optional().catch(undefined) })
    .optional()
    .catch(undefined),
});
/** Parsed. */
export type Failure = z.output<typeof Failure>;
