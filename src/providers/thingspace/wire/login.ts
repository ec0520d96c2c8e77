// What ThingSpace answers to its two logins (thingspace contract 2).
import { z } from 'zod';

/** OAuth. Only `expires_in` tells how long the token lasts, if it is there (contract 2.1). */
export const OAuthToken = z
  .object({ access_token: z.string().min(1), expires_in: z.number().nullish().catch(null) })
  .transform((body) => ({ accessToken: body.access_token, lifetimeSeconds: body.expires_in ?? null }));

/** The session of a user (contract 2.2). */
export const Session = z.object({ sessionToken: z.string().min(1) });
