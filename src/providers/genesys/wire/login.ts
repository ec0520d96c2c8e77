// What the login of Genesys Cloud answers (genesys contract 1.2).
import { z } from 'zod';

/** Failures of the login, which are formed unlike all others. */
export const LoginFailure = z.object({ error: z.string() }).transform(({ error }) => ({ reason: error }));

/** POST /oauth/token. Opaque (genesys contract 1.2), but it has to fit into a header. */
export const Token = z
  .object({
    access_token: z.string().regex(/^[\x21-\x7e]+$/),
    expires_in: z.number().positive().nullish(),
  })
  .transform((body) => ({ accessToken: body.access_token, lifetimeSeconds: body.expires_in ?? null }));
