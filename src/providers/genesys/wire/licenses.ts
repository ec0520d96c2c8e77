// License definitions, and who holds which license, as Genesys Cloud sends them (genesys contract 2).
import { z } from 'zod';
import { orUndefined, Text } from '../../../upstream/fields.ts';
import { canonicalUserId } from '../ids.ts';
import { Id, UserId, vendorPageOf, type Fields } from './fields.ts';

/** A product, or as little of one as its id (genesys contract 2.2). What is undefined the answer leaves out, null cannot be read. */
export interface LicenseDefinition {
  readonly id: string;
  readonly name: string | null;
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
interface LicenseUser {
  readonly id: string;
  readonly licenses: readonly HeldLicense[];
}

/** What a read of many users says of one of them; no licenses where it says nothing that can be read. */
interface HeldByUser {
  readonly id: string;
  readonly licenses: readonly HeldLicense[] | null;
}

const A_LIST = 'a list of licenses';
const Needed = orUndefined(z.array(z.object({ id: Id }))).describe(A_LIST);
const Permissions = orUndefined(z.object({ ids: orUndefined(z.array(z.string())) }))
  .transform((held) => held?.ids)
  .describe('an object with ids');

function definitionOf({ text, soft }: Fields): z.ZodType<LicenseDefinition> {
  const LicenseDefinition: z.ZodType<LicenseDefinition> = z
    .object({
      id: Id,
      description: text('licenses.description'),
      permissions: soft('licenses.permissions', Permissions),
      prerequisites: soft('licenses.prerequisites', Needed),
      comprises: z.lazy(() =>
        soft('licenses.comprises', orUndefined(z.array(LicenseDefinition)).describe(A_LIST)),
      ),
    })
    // The one text there is of a license is the name of the product (genesys contract 2.2).
    .transform(({ description, ...rest }) => ({ ...rest, name: description }));
  return LicenseDefinition;
}

/** The same field holds ids in one answer and definitions in another (genesys contract 6.1), and falsy entries (2.4.6). */
function heldLicensesOf(definition: z.ZodType<LicenseDefinition>): z.ZodType<readonly HeldLicense[]> {
  return z
    .array(z.union([z.string(), z.null(), z.literal(false), z.literal(0), definition]))
    .transform((entries) => {
      const held = new Map<string, HeldLicense>();
      for (const entry of entries) {
        if (typeof entry === 'string' && entry !== '') held.set(entry, { id: entry });
        else if (typeof entry === 'object' && entry !== null)
          held.set(entry.id, { id: entry.id, definition: entry });
      }
      return [...held.values()];
    });
}

/** The answers of one account that are about licenses. */
export function licenseAnswers(fields: Fields) {
  const LicenseDefinition = definitionOf(fields);
  const HeldLicenses = heldLicensesOf(LicenseDefinition);

  /** A row of the list, where some write nothing for nothing (genesys contract 2.2, U23). */
  const LicenseUserRow: z.ZodType<LicenseUser> = z.object({
    id: UserId,
    licenses: HeldLicenses.nullish().transform((held) => held ?? []),
  });

  /** Any of the three forms of genesys contract U1; one that says nothing of the licenses tells nothing of the user. */
  const LicensesOfUser = z.union([
    HeldLicenses,
    z.object({ licenses: HeldLicenses.nullish() }).transform(({ licenses }) => licenses ?? null),
    z.null(),
  ]);

  return {
    LicenseDefinition,
    /** GET /license/definitions: a bare array. */
    LicenseDefinitions: fields.rowsOf(LicenseDefinition, 'licenses'),
    /** GET /license/users/{userId}. */
    LicenseUser: z.object({ id: UserId, licenses: HeldLicenses }),
    /** GET /license/users. */
    LicenseUserPage: vendorPageOf(fields, LicenseUserRow, 'assignments'),
    /** POST /license/users: by user id. */
    LicensesByUser: z.record(z.string(), z.unknown()).transform((byId): readonly HeldByUser[] =>
      Object.entries(byId).map(([id, value]) => ({
        id: canonicalUserId(id),
        licenses: fields.rowOf(LicensesOfUser, value, 'assignments') ?? null,
      })),
    ),
  };
}

/** POST /license/infer. */
export const LicenseIds = z.array(z.string());

/** POST /license/organization: a row for each user and license touched. What `result` may say is nowhere written (genesys contract U7). */
export const LicenseUpdateStatuses = z.array(
  z.object({ userId: Text.transform((id) => id && canonicalUserId(id)), licenseId: Text, result: Text }),
);
/** A row of them. */
export type LicenseUpdateStatus = z.output<typeof LicenseUpdateStatuses>[number];

/** GET and POST /license/toggles/{featureName}. */
export const Toggle = z.object({ featureName: Text, enabled: z.boolean().nullish() });
/** Parsed. */
export type Toggle = z.output<typeof Toggle>;
