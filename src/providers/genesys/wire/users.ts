// Users as Genesys Cloud sends them (genesys contract 3).
import { z } from 'zod';
import { UserId, countsOf, vendorPageOf, type Fields, type VendorPage } from './fields.ts';

/** A user (genesys contract 3.1). */
export interface User {
  readonly id: string;
  readonly name: string | null;
  readonly email: string | null;
  readonly state: string | null;
  readonly department: string | null;
  readonly title: string | null;
  /** The last login, RFC 3339 UTC. */
  readonly lastActiveAt: string | null;
}

function userOf({ text, moment }: Fields): z.ZodType<User> {
  return z
    .object({
      id: UserId,
      name: text('users.name'),
      email: text('users.email'),
      state: text('users.state'),
      department: text('users.department'),
      title: text('users.title'),
      dateLastLogin: moment('users.dateLastLogin'),
    })
    .transform(({ dateLastLogin, ...rest }) => ({ ...rest, lastActiveAt: dateLastLogin }));
}

/** The answers of one account that are about users. */
export function userAnswers(fields: Fields) {
  const User = userOf(fields);
  return {
    /** GET /users/{userId}. */
    User,
    /** GET /users. */
    UserPage: vendorPageOf(fields, User, 'users'),
    /**
     * POST /users/search, which calls its rows something else than every other list does, and leaves them out where it
     * has counted none (genesys contract 3.3).
     */
    UserSearch: z
      .object({ results: fields.rowsOf(User, 'users').nullish(), ...countsOf(fields, 'users') })
      .refine(({ results, total }) => (results ?? null) !== null || total === 0, { path: ['results'] })
      .transform(({ results, ...rest }): VendorPage<User> => ({
        ...(results ?? { rows: [], leftOut: 0 }),
        ...rest,
      })),
  };
}
