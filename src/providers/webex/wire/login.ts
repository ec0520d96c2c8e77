// What Webex answers to a renewal (webex contract 1).
import { z } from 'zod';
import { Text } from '../../../upstream/fields.ts';
import { CountOrText } from './fields.ts';

/** New tokens. */
export const Tokens = z
  .object({ access_token: z.string().min(1), expires_in: CountOrText, refresh_token: Text, scope: Text })
  .transform((body) => ({
    accessToken: body.access_token,
    lifetimeSeconds: body.expires_in,
    refreshToken: body.refresh_token,
    /** Null where the answer does not tell them. */
    scopes: body.scope?.split(' ') ?? null,
  }));
