// Failures of Webex, and its reasons (webex contract 5.3, 8).
import { z } from 'zod';
import { Text } from '../../../upstream/fields.ts';
import { CountOrText } from './fields.ts';

/** Reasons that an answer gives. */
export const Reasons = z
  .array(z.object({ errorCode: CountOrText, description: Text }))
  .nullish()
  .transform((reasons) => reasons ?? []);

/** What a refused change of licenses says for itself; descriptions name the ids of licenses (webex contract 5.3, 8). */
export const Refused = z.object({ errors: Reasons });
/** Parsed. */
export type Reasons = z.output<typeof Reasons>;

/** A failure; every part of it may be missing (webex contract 8). */
export const Failure = z.object({
  errorCode: CountOrText,
  errors: z
    .array(z.object({ errorCode: CountOrText }))
    .nullish()
    .transform((errors) => errors ?? []),
  trackingId: Text,
});
