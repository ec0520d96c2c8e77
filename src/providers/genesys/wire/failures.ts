// Failures of Genesys Cloud, and answers of its login (genesys contract 1.2, 4.1): what is stable in them.
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

/** Failures of the login (genesys contract 1.2), which are formed unlike all others. */
export const LoginFailure = z.object({ error: z.string() }).transform(({ error }) => ({ reason: error }));

/** POST /oauth/token. Opaque (genesys contract 1.2), but it has to fit into a header. */
export const Token = z
  .object({
    access_token: z.string().regex(/^[\x21-\x7e]+$/),
    expires_in: z.number().positive().nullish(),
  })
  .transform((body) => ({ accessToken: body.access_token, lifetimeSeconds: body.expires_in ?? null }));
