// Pieces every provider's settings schema is made of.
import { z } from 'zod';
import { Secret } from '../domain/secret.ts';

/** What an account's entry always has. The key becomes part of ids that clients keep: it must never change. */
export const accountFields = {
  key: z
    .string()
    .regex(
      /^[a-z][a-z0-9-]{0,39}$/,
      'lower-case letters, digits and dashes, starting with a letter, at most 40',
    ),
  name: z.string().min(1).max(200),
};

/** A credential, kept in a type that never prints. */
export const SecretText = z
  .string()
  .min(1)
  .transform((text) => new Secret(text));

/** An http(s) base URL without query, fragment or credentials, in the one spelling of it: a trailing slash, the usual port and capitals in the host are dropped. */
export const BaseUrl = z
  .url({ protocol: /^https?$/, hostname: /.+/ })
  .refine((text) => {
    const url = URL.parse(text);
    return url?.search === '' && url.hash === '' && url.username === '' && url.password === '';
  }, 'must have no query, fragment or credentials')
  .transform((text) => new URL(text).href.replace(/\/+$/, ''));
