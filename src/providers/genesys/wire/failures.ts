// Failures of the API of Genesys Cloud (genesys contract 4.1): what is stable in them.
import { z } from 'zod';

/** The provider's word for a failure; null for anything else than a word. */
export const ProviderCode = z
  .string()
  .regex(/^[\w.-]{1,100}$/)
  .nullable()
  .catch(null);

/** The provider's id of a request. */
export const RequestId = z
  .string()
  .regex(/^[\w-]{1,100}$/)
  .nullable()
  .catch(null);

/** Failures of the API (genesys contract 4.1), where they have the form they should have. */
export const ErrorBody = z
  .object({ code: ProviderCode, contextId: RequestId })
  .transform(({ code, contextId }) => ({ providerCode: code, upstreamRequestId: contextId }));
/** Parsed. */
export type ErrorBody = z.output<typeof ErrorBody>;
