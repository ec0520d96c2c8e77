// Bodies of Genesys Cloud as they arrive, fields in use only. Almost everything is optional upstream (genesys contract 2.2),
// but the list that was asked for: without it, nothing was read.
import { z } from 'zod';
import { instantOf } from '../../../domain/instant.ts';
import { parseRows, type ParsedRows, type RowReader } from '../../../upstream/parse.ts';

/** Users are UUIDs, which mean the same in either case (RFC 9562, 4); this graph writes them in lower case. */
export function canonicalUserId(id: string): string {
  return id.toLowerCase();
}

/** A text that may be missing or empty, which is the same. */
const Text = z
  .string()
  .nullish()
  .transform((text) => (text === undefined || text === '' ? null : text));

const Id = z.string().min(1);
const UserId = Id.transform(canonicalUserId);

/** A product, or as little of one as its id (genesys contract 2.2). What is undefined the answer leaves out, null cannot be read. */
export interface LicenseDefinition {
  readonly id: string;
  readonly description: string | null;
  /** Lists may leave them out (genesys contract 6.2). */
  readonly permissions?: readonly string[] | null | undefined;
  readonly prerequisites?: readonly { readonly id: string }[] | null | undefined;
  readonly comprises?: readonly LicenseDefinition[] | null | undefined;
}

/** A license somebody holds: an id, with its definition where the answer has it. */
export interface HeldLicense {
  readonly id: string;
  readonly definition?: LicenseDefinition;
}

/** Somebody with the licenses held. */
export interface LicenseUser {
  readonly id: string;
  readonly licenses: readonly HeldLicense[];
}

/** A user (genesys contract 3.1). */
export interface User {
  readonly id: string;
  readonly name: string | null;
  readonly email: string | null;
  readonly state: string | null;
  readonly department: string | null;
  readonly title: string | null;
  /** RFC 3339 UTC. */
  readonly dateLastLogin: string | null;
}

/** A page of a listing by number; what says how far it goes may be missing. */
export interface Listing<Row> extends ParsedRows<Row> {
  readonly pageSize?: number | null | undefined;
  readonly pageNumber?: number | null | undefined;
  readonly pageCount?: number | null | undefined;
  readonly total?: number | null | undefined;
}

/** What a read of many users says of one of them; no licenses where it says nothing that can be read. */
export interface HeldByUser {
  readonly id: string;
  readonly licenses: readonly HeldLicense[] | null;
}

/** Undefined where an answer leaves it out, or writes null for that. */
function told<T>(form: z.ZodType<T>): z.ZodType<T | undefined> {
  return form.nullish().transform((value) => value ?? undefined);
}

const Needed = told(z.array(z.object({ id: Id })));
const Permissions = told(z.object({ ids: told(z.array(z.string())) })).transform((held) => held?.ids);

/** The forms of one account's answers: rows are read one by one, and what is odd in them is counted for the account. */
export type Wire = ReturnType<typeof createWire>;

export function createWire(reader: RowReader) {
  /** A field that may be lost alone: null where it cannot be read. */
  function soft<T>(field: string, kind: string, form: z.ZodType<T>): z.ZodType<T | null> {
    const read: z.ZodType<T | null> = form;
    return read.catch(() => lost(field, kind));
  }

  function lost(field: string, kind: string): null {
    reader.drift.note(field, kind);
    return null;
  }

  function text(field: string) {
    return soft(field, 'not a string', Text);
  }

  function moment(field: string) {
    return text(field).transform((written) =>
      written === null ? null : (instantOf(written) ?? lost(field, 'not a time')),
    );
  }

  function count(field: string, least: 0 | 1) {
    return soft(field, 'not a count', z.int().min(least).nullish());
  }

  function rowsOf<T>(row: z.ZodType<T>, list: string) {
    return z.array(z.unknown()).transform((rows) => parseRows(row, rows, list, reader));
  }

  function counts(list: string) {
    return {
      pageSize: count(`${list}.pageSize`, 1),
      pageNumber: count(`${list}.pageNumber`, 1),
      pageCount: count(`${list}.pageCount`, 0),
      total: count(`${list}.total`, 0),
    };
  }

  function listing<T>(row: z.ZodType<T>, list: string): z.ZodType<Listing<T>> {
    return z
      .object({ entities: rowsOf(row, list), ...counts(list) })
      .transform(({ entities, ...rest }) => ({ ...entities, ...rest }));
  }

  const LicenseDefinition: z.ZodType<LicenseDefinition> = z.object({
    id: Id,
    description: text('licenses.description'),
    permissions: soft('licenses.permissions', 'not an object with ids', Permissions),
    prerequisites: soft('licenses.prerequisites', 'not a list of licenses', Needed),
    comprises: z.lazy(() =>
      soft('licenses.comprises', 'not a list of licenses', told(z.array(LicenseDefinition))),
    ),
  });

  // The same field holds ids in one answer and definitions in another (genesys contract 6.1), and falsy entries (2.4.6).
  const HeldLicenses: z.ZodType<readonly HeldLicense[]> = z
    .array(z.union([z.string(), z.null(), z.literal(false), z.literal(0), LicenseDefinition]))
    .transform((entries) => {
      const held = new Map<string, HeldLicense>();
      for (const entry of entries) {
        if (typeof entry === 'string' && entry !== '') held.set(entry, { id: entry });
        else if (typeof entry === 'object' && entry !== null)
          held.set(entry.id, { id: entry.id, definition: entry });
      }
      return [...held.values()];
    });

  /** A row of the list, where some write nothing for nothing (genesys contract 2.2, U23). */
  const LicenseUserRow: z.ZodType<LicenseUser> = z.object({
    id: UserId,
    licenses: HeldLicenses.nullish().transform((held) => held ?? []),
  });

  const User: z.ZodType<User> = z.object({
    id: UserId,
    name: text('users.name'),
    email: text('users.email'),
    state: text('users.state'),
    department: text('users.department'),
    title: text('users.title'),
    dateLastLogin: moment('users.dateLastLogin'),
  });

  // Any of the three forms of genesys contract U1; one that says nothing of the licenses tells nothing of the user.
  const MapValue = z.union([
    HeldLicenses,
    z.object({ licenses: HeldLicenses.nullish() }).transform(({ licenses }) => licenses ?? null),
    z.null(),
  ]);

  return {
    LicenseDefinition,
    /** GET /license/definitions: a bare array. */
    LicenseDefinitions: rowsOf(LicenseDefinition, 'licenses'),
    /** GET /license/users/{userId}. */
    LicenseUser: z.object({ id: UserId, licenses: HeldLicenses }),
    /** GET /license/users. */
    LicenseUserListing: listing(LicenseUserRow, 'assignments'),
    /** POST /license/users: by user id. */
    LicensesByUser: z.record(z.string(), z.unknown()).transform((byId): readonly HeldByUser[] =>
      Object.entries(byId).map(([id, value]) => {
        const [licenses = null] = parseRows(MapValue, [value], 'assignments', reader).rows;
        return { id: canonicalUserId(id), licenses };
      }),
    ),
    User,
    /** GET /users. */
    UserListing: listing(User, 'users'),
    /**
     * POST /users/search, which calls its rows something else than every other listing does, and leaves them out where it
     * has counted none (genesys contract 3.3).
     */
    UserSearch: z
      .object({ results: rowsOf(User, 'users').nullish(), ...counts('users') })
      .refine(({ results, total }) => (results ?? null) !== null || total === 0, { path: ['results'] })
      .transform(({ results, ...rest }): Listing<User> => ({
        ...(results ?? { rows: [], leftOut: 0 }),
        ...rest,
      })),
  };
}

/** POST /license/infer. */
export const LicenseIds = z.array(z.string());

/** POST /license/organization: a row for each user and license touched. What `result` may say is nowhere written (genesys contract U7). */
export const LicenseUpdateStatuses = z.array(
  z.object({ userId: Text.transform((id) => id && canonicalUserId(id)), licenseId: Text, result: Text }),
);
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
