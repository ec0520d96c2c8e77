// Webex's bodies, as far as they are used. Lists may be missing, counts may be text, enums are open
// (webex contract 3, 6, 9.14).
import { z } from 'zod';

const Text = z
  .string()
  .nullish()
  .transform((text) => text ?? null);

// An older guide shows the counts as text (webex contract 3).
const Count = z
  .union([
    z.int(),
    z
      .string()
      .regex(/^-?\d{1,15}$/)
      .transform(Number),
  ])
  .nullish()
  .transform((count) => count ?? null);

// The specification types the flags as text, real answers carry booleans (webex contract 6).
const Flag = z
  .union([z.boolean(), z.enum(['true', 'false']).transform((word) => word === 'true')])
  .nullish()
  .transform((flag) => flag ?? null);

const Time = Text.transform((text) => {
  const milliseconds = text === null ? Number.NaN : Date.parse(text);
  return Number.isNaN(milliseconds) ? null : new Date(milliseconds).toISOString();
});

function list<T extends z.ZodType>(row: T) {
  return z
    .array(row)
    .nullish()
    .transform((rows): z.output<T>[] => rows ?? []);
}

/** Absent and null alike say nothing: the list was not told. */
function toldList<T extends z.ZodType>(row: T) {
  return z
    .array(row)
    .nullish()
    .transform((rows): z.output<T>[] | null => rows ?? null);
}

/** Answer to a renewal (webex contract 1). */
export const Tokens = z.object({
  access_token: z.string().min(1),
  expires_in: Count,
  refresh_token: Text,
});

const License = z.object({
  id: z.string().min(1),
  name: z.string(),
  totalUnits: Count,
  consumedUnits: Count,
  consumedByUsers: Count,
  consumedByWorkspaces: Count,
  subscriptionId: Text,
  siteUrl: Text,
  siteType: Text,
});
/** A license (webex contract 3). */
export type WebexLicense = z.output<typeof License>;

const Holder = z.object({ id: z.string().min(1), type: Text, displayName: Text, email: Text });
/** One row of a license's assigned users (webex contract 3.1). */
export type Holder = z.output<typeof Holder>;

/** The whole catalogue in one list. */
export const LicenseList = z.object({ items: list(License) });

/** A license with one page of the users it is assigned to. */
export const LicenseWithUsers = License.extend({ users: list(Holder) });

const Person = z.object({
  id: z.string().min(1),
  emails: list(z.string()),
  displayName: Text,
  /** null: not told, which only an administrator's view makes "none". */
  licenses: toldList(z.string()),
  siteUrls: toldList(z.string()),
  roles: toldList(z.unknown()),
  department: Text,
  title: Text,
  lastActivity: Time,
  status: Text,
  invitePending: Flag,
  loginEnabled: Flag,
  /** Partial failures behind Webex: what is missing may exist. */
  errors: z.unknown().optional(),
});
/** A person (webex contract 6). */
export type Person = z.output<typeof Person>;

/** A person read alone. */
export const OnePerson = Person;

/** A page of people. */
export const PersonList = z.object({ items: list(Person) });

const Workspace = z.object({
  id: z.string().min(1),
  displayName: Text,
  locationId: Text,
  hotdeskingStatus: Text,
  supportedDevices: Text,
  created: Time,
  calling: z
    .object({
      type: Text,
      webexCalling: z.object({ licenses: toldList(z.string()) }).nullish(),
    })
    .nullish(),
});
/** A workspace (webex contract 7). */
export type WebexWorkspace = z.output<typeof Workspace>;

/** A workspace read alone. */
export const OneWorkspace = Workspace;

/** A page of workspaces. */
export const WorkspaceList = z.object({ items: list(Workspace) });

const Reasons = list(z.object({ errorCode: Count, description: Text }));

/** What a refused change of licenses says for itself; descriptions name the ids of licenses (webex contract 5.3, 8). */
export const Refused = z.object({ errors: Reasons });

const SiteRoles = toldList(z.object({ siteUrl: Text, accountType: Text }));

/**
 * What a user holds after a change of licenses: all of it, not only what was changed, and empty groups may be left out. Reasons
 * are promised in prose and absent from the schema, so that none of them is needed (webex contract 5.2).
 */
export const UserLicenses = z.object({
  personId: Text,
  email: Text,
  licenses: toldList(z.string()),
  pendingLicenses: toldList(z.string()),
  siteUrls: SiteRoles,
  pendingSiteUrls: SiteRoles,
  errors: Reasons.catch([]),
});
/** The answer to a change of licenses (webex contract 5.2). */
export type UserLicenses = z.output<typeof UserLicenses>;

/** A failure; every part of it may be missing (webex contract 8). */
export const Failure = z.object({
  errorCode: Count,
  errors: list(z.object({ errorCode: Count })),
  trackingId: Text,
});
