// Webex's bodies, as far as they are used. Counts and flags may be text, enums are open, and of a row only the id is needed
// (webex contract 3, 6). What has another form than it should is counted, and is null: one odd field is one odd field.
import { z } from 'zod';
import type { DriftCounter } from '../../../upstream/drift.ts';
import { parseRows, type ParsedRows, type RowReader } from '../../../upstream/parse.ts';
import type { IdKind } from '../../provider.ts';
import { COUNT, FLAG, MOMENT, TEXT, TEXTS, fieldsOf, told, type Fields } from './fields.ts';
import { canonicalId } from '../ids.ts';

/** A license (webex contract 3). */
export interface WebexLicense {
  readonly id: string;
  readonly name: string | null;
  readonly totalUnits: number | null;
  readonly consumedUnits: number | null;
  readonly consumedByUsers: number | null;
  readonly consumedByWorkspaces: number | null;
  readonly subscriptionId: string | null;
  readonly siteUrl: string | null;
  readonly siteType: string | null;
}

/** One row of a license's assigned users (webex contract 3.1). */
export interface Holder {
  readonly id: string;
  readonly type: string | null;
  readonly displayName: string | null;
  readonly email: string | null;
}

/** A person (webex contract 6). */
export interface Person {
  readonly id: string;
  /** null: not told, as in `licenses`, which only an administrator's view makes "none". */
  readonly emails: readonly string[] | null;
  readonly displayName: string | null;
  readonly licenses: readonly string[] | null;
  readonly siteUrls: readonly string[] | null;
  readonly roles: readonly string[] | null;
  readonly department: string | null;
  readonly title: string | null;
  /** RFC 3339 UTC. */
  readonly lastActivity: string | null;
  readonly status: string | null;
  readonly invitePending: boolean | null;
  readonly loginEnabled: boolean | null;
  /** Whether a list had another form than it should have, and so is not told. */
  readonly isOdd: boolean;
  /** Whether something failed behind Webex: what is missing may exist. */
  readonly hasFailures: boolean;
}

/** A workspace (webex contract 7). */
export interface WebexWorkspace {
  readonly id: string;
  readonly displayName: string | null;
  readonly locationId: string | null;
  readonly hotdeskingStatus: string | null;
  readonly supportedDevices: string | null;
  /** RFC 3339 UTC. */
  readonly created: string | null;
  readonly callingType: string | null;
  /** null: not told. */
  readonly licenses: readonly string[] | null;
  /** Whether what tells the licenses had another form than it should have. */
  readonly isOdd: boolean;
}

/** The rows of a list. */
export interface Rows<T> extends ParsedRows<T> {
  /** How many there are, odd ones included. */
  readonly size: number;
}

/** A page of a list; null when the answer has no list at all. */
export interface ListBody<T> {
  readonly items: Rows<T> | null;
}

/** A license with one page of the users it is assigned to. */
export interface HoldersBody {
  readonly license: WebexLicense;
  /** Whether everything that the catalogue tells of a license is told here: samples of this answer are shorter (webex contract 3.1). */
  readonly isLicenseWhole: boolean;
  readonly users: Rows<Holder> | null;
}

/** People looked up by their ids. */
export interface PeopleByIdsBody extends ListBody<Person> {
  /** Of the ids asked for those that Webex says it does not know. */
  readonly notFoundIds: readonly string[];
}

/** The bodies of one account's answers. */
export interface Bodies {
  readonly licenses: z.ZodType<ListBody<WebexLicense>>;
  readonly license: z.ZodType<WebexLicense>;
  readonly holders: z.ZodType<HoldersBody>;
  readonly people: z.ZodType<ListBody<Person>>;
  readonly peopleByIds: z.ZodType<PeopleByIdsBody>;
  readonly person: z.ZodType<Person>;
  readonly workspaces: z.ZodType<ListBody<WebexWorkspace>>;
  readonly workspace: z.ZodType<WebexWorkspace>;
}

/** Bodies that count what is odd about their rows. */
export function bodiesOf(reader: RowReader): Bodies {
  const { drift } = reader;
  const license = rowIn('licenses', 'LICENSE', toLicense, drift);
  const person = rowIn('people', 'USER', toPerson, drift);
  const workspace = rowIn('workspaces', 'WORKSPACE', toWorkspace, drift);
  const holder = rowIn('licenses.users', 'USER', toHolder, drift);
  const people = rowsOf(person, 'people', reader);
  return {
    licenses: z.object({ items: rowsOf(license, 'licenses', reader) }),
    license,
    holders: z
      .looseObject({ id: idOf('LICENSE'), users: rowsOf(holder, 'licenses.users', reader) })
      .transform((body) => ({
        license: toLicense(body.id, fieldsOf(body, 'licenses', drift)),
        isLicenseWhole: body['subscriptionId'] !== undefined,
        users: body.users,
      })),
    people: z.object({ items: people }),
    peopleByIds: z.object({
      items: people,
      notFoundIds: z
        .array(idOf('USER'))
        .nullish()
        .transform((ids) => ids ?? []),
    }),
    person,
    workspaces: z.object({ items: rowsOf(workspace, 'workspaces', reader) }),
    workspace,
  };
}

/** A list; an answer may come without it (webex contract 9.14), which is not for here to judge. Anything else but a list is none. */
function rowsOf<T>(row: z.ZodType<T>, list: string, reader: RowReader) {
  return z
    .array(z.unknown())
    .optional()
    .transform((rows): Rows<T> | null =>
      rows === undefined ? null : { ...parseRows(row, rows, list, reader), size: rows.length },
    );
}

/** A row with an id, and whatever else can be made of it. */
function rowIn<T>(
  list: string,
  kind: IdKind,
  make: (id: string, field: Fields) => T,
  drift: DriftCounter,
): z.ZodType<T> {
  return z.looseObject({ id: idOf(kind) }).transform((row) => make(row.id, fieldsOf(row, list, drift)));
}

function idOf(kind: IdKind) {
  return z
    .string()
    .min(1)
    .transform((id) => canonicalId(kind, id));
}

function toLicense(id: string, field: Fields): WebexLicense {
  return {
    id,
    name: field.required('name', TEXT),
    totalUnits: field.value('totalUnits', COUNT),
    consumedUnits: field.value('consumedUnits', COUNT),
    consumedByUsers: field.value('consumedByUsers', COUNT),
    consumedByWorkspaces: field.value('consumedByWorkspaces', COUNT),
    subscriptionId: field.value('subscriptionId', TEXT),
    siteUrl: field.value('siteUrl', TEXT),
    siteType: field.value('siteType', TEXT),
  };
}

function toHolder(id: string, field: Fields): Holder {
  return {
    id,
    type: field.value('type', TEXT),
    displayName: field.value('displayName', TEXT),
    email: field.value('email', TEXT),
  };
}

function toPerson(id: string, field: Fields): Person {
  const licenses = field.told('licenses', TEXTS);
  const siteUrls = field.told('siteUrls', TEXTS);
  return {
    id,
    emails: field.value('emails', TEXTS),
    displayName: field.value('displayName', TEXT),
    licenses: licenses?.map((license) => canonicalId('LICENSE', license)) ?? null,
    siteUrls: siteUrls ?? null,
    roles: field.value('roles', TEXTS),
    department: field.value('department', TEXT),
    title: field.value('title', TEXT),
    lastActivity: field.value('lastActivity', MOMENT),
    status: field.value('status', TEXT),
    invitePending: field.value('invitePending', FLAG),
    loginEnabled: field.value('loginEnabled', FLAG),
    isOdd: licenses === undefined || siteUrls === undefined,
    hasFailures: hasFailures(field.raw('errors')),
  };
}

/** Partial failures behind Webex, in whatever form they come (webex contract 6). */
function hasFailures(errors: unknown): boolean {
  if (errors === undefined || errors === null) return false;
  return typeof errors !== 'object' || Object.keys(errors).length > 0;
}

function toWorkspace(id: string, field: Fields): WebexWorkspace {
  const calling = field.within('calling');
  const licenses = calling.within('webexCalling').told('licenses', TEXTS);
  return {
    id,
    displayName: field.value('displayName', TEXT),
    locationId: field.value('locationId', TEXT),
    hotdeskingStatus: field.value('hotdeskingStatus', TEXT),
    supportedDevices: field.value('supportedDevices', TEXT),
    created: field.value('created', MOMENT),
    callingType: calling.value('type', TEXT),
    licenses: licenses?.map((license) => canonicalId('LICENSE', license)) ?? null,
    isOdd: licenses === undefined,
  };
}

/** Answer to a renewal (webex contract 1). */
export const Tokens = z.object({
  access_token: z.string().min(1),
  expires_in: told(COUNT),
  refresh_token: told(TEXT),
});

const Reasons = z
  .array(z.object({ errorCode: told(COUNT), description: told(TEXT) }))
  .nullish()
  .transform((reasons) => reasons ?? []);

/** What a refused change of licenses says for itself; descriptions name the ids of licenses (webex contract 5.3, 8). */
export const Refused = z.object({ errors: Reasons });
/** The reasons of a refusal. */
export type Reasons = z.output<typeof Reasons>;

function listTold<T extends z.ZodType>(row: T) {
  return z
    .array(row)
    .nullish()
    .transform((rows): z.output<T>[] | null => rows ?? null);
}

const SiteRoles = listTold(z.object({ siteUrl: told(TEXT), accountType: told(TEXT) }));
const LicenseIds = listTold(idOf('LICENSE'));

/**
 * What a user holds after a change of licenses: all of it, not only what was changed, and empty groups may be left out. Reasons
 * are promised in prose and absent from the schema, so that none of them is needed (webex contract 5.2).
 */
export const UserLicenses = z.object({
  personId: idOf('USER')
    .nullish()
    .transform((id) => id ?? null),
  email: told(TEXT),
  licenses: LicenseIds,
  pendingLicenses: LicenseIds,
  siteUrls: SiteRoles,
  pendingSiteUrls: SiteRoles,
  errors: Reasons.catch([]),
});
/** The answer to a change of licenses (webex contract 5.2). */
export type UserLicenses = z.output<typeof UserLicenses>;

/** A failure; every part of it may be missing (webex contract 8). */
export const Failure = z.object({
  errorCode: told(COUNT),
  errors: z
    .array(z.object({ errorCode: told(COUNT) }))
    .nullish()
    .transform((errors) => errors ?? []),
  trackingId: told(TEXT),
});
