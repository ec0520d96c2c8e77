// Bodies of Genesys Cloud as they arrive, fields in use only. Almost everything is optional upstream (genesys contract 2.2).
import { z } from 'zod';

/** A list that may be missing, which is as good as empty. */
function listOf<T>(item: z.ZodType<T>) {
  return z
    .array(item)
    .nullish()
    .transform((items) => items ?? []);
}

/** A text that may be missing or empty, which is the same. */
const Text = z
  .string()
  .nullish()
  .transform((text) => (text === undefined || text === '' ? null : text));

/** A product, or as little of one as its id (genesys contract 2.2). */
export interface LicenseDefinition {
  readonly id: string | null;
  readonly description: string | null;
  /** undefined when the answer leaves them out, as lists may (genesys contract 6.2). */
  readonly permissions?: readonly string[] | undefined;
  readonly prerequisites: readonly { readonly id: string | null }[];
  readonly comprises: readonly LicenseDefinition[];
}
export const LicenseDefinition: z.ZodType<LicenseDefinition> = z.object({
  id: Text,
  description: Text,
  permissions: z
    .object({ ids: z.array(z.string()).nullish() })
    .nullish()
    .transform((permissions) => permissions?.ids ?? undefined),
  prerequisites: listOf(z.object({ id: Text })),
  comprises: z.lazy(() => listOf(LicenseDefinition)),
});

/** GET /license/definitions: a bare array. */
export const LicenseDefinitions = z.array(LicenseDefinition);

/** A license somebody holds: an id, with its definition where the answer has it. */
export interface HeldLicense {
  readonly id: string;
  readonly definition?: LicenseDefinition;
}

// The same field holds ids in one answer and definitions in another (genesys contract 6.1), and falsy entries (2.4.6).
const HeldLicenses = listOf(
  z.union([z.string(), LicenseDefinition, z.null(), z.literal(false), z.literal(0)]),
).transform((entries) => {
  const held = new Map<string, HeldLicense>();
  for (const entry of entries) {
    if (typeof entry === 'string' && entry !== '') held.set(entry, { id: entry });
    else if (typeof entry === 'object' && entry?.id) held.set(entry.id, { id: entry.id, definition: entry });
  }
  return [...held.values()];
});

/** Somebody with the licenses held, in the form of a list and in that of a single answer. */
export const LicenseUser = z.object({ id: Text, licenses: HeldLicenses });
export type LicenseUser = z.output<typeof LicenseUser>;

/** POST /license/users: by user id, in any of the three forms of genesys contract U1. */
export const LicensesByUser = z.record(
  z.string(),
  z.union([z.null(), HeldLicenses, LicenseUser.transform((user) => user.licenses)]),
);

const Count = z.number().int().nullish();

/** A page of a listing by number; what says how far it goes may be missing. */
export interface Listing<Row> {
  readonly entities: readonly Row[];
  readonly pageSize?: number | null | undefined;
  readonly pageNumber?: number | null | undefined;
  readonly pageCount?: number | null | undefined;
  readonly total?: number | null | undefined;
}
const listing = { pageSize: Count, pageNumber: Count, pageCount: Count, total: Count };

/** GET /license/users. */
export const LicenseUserListing = z.object({ entities: listOf(LicenseUser), ...listing });

/** A user (genesys contract 3.1). */
export const User = z.object({
  id: Text,
  name: Text,
  email: Text,
  state: Text,
  department: Text,
  title: Text,
  dateLastLogin: Text,
});
export type User = z.output<typeof User>;

/** GET /users. */
export const UserListing = z.object({ entities: listOf(User), ...listing });

/** POST /users/search, which calls its rows something else than every other listing does. */
export const UserSearch = z
  .object({ results: listOf(User), ...listing })
  .transform(({ results, ...rest }) => ({ entities: results, ...rest }));

/** POST /license/infer. */
export const LicenseIds = z.array(z.string());

/** POST /license/organization: a row for each user and license touched. What `result` may say is nowhere written (genesys contract U7). */
export const LicenseUpdateStatuses = z.array(z.object({ userId: Text, licenseId: Text, result: Text }));
export type LicenseUpdateStatus = z.output<typeof LicenseUpdateStatuses>[number];

/** GET and POST /license/toggles/{featureName}. */
export const Toggle = z.object({ featureName: Text, enabled: z.boolean().nullish() });
export type Toggle = z.output<typeof Toggle>;

/** POST /oauth/token. Opaque (genesys contract 1.2), but it has to fit into a header. */
export const Token = z.object({
  access_token: z.string().regex(/^[\x21-\x7e]+$/),
  expires_in: z.number().positive().nullish(),
});

/** Failures of the login (genesys contract 1.2), which are formed unlike all others. */
export const LoginFailure = z.object({ error: z.string() });

/** Failures of the API (genesys contract 4.1): what is stable in them, where it has the form it should have. */
export const ErrorBody = z.object({
  code: z
    .string()
    .regex(/^[\w.-]{1,100}$/)
    .nullable()
    .catch(null),
  contextId: z
    .string()
    .regex(/^[\w-]{1,100}$/)
    .nullable()
    .catch(null),
});
