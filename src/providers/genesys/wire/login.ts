// What the login of Genesys Cloud answers where it fails (genesys contract 1.2); its tokens are those of the standard.
import { z } from 'zod';

/** Failures of the login, which are formed unlike all others. */
export const LoginFailure = z.object({ error: z.string() }).transform(({ error }) => ({ reason: error }));
