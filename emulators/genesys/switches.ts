// Every open question of the Genesys contract and every limit of its section 4, as a switch with the contract's default.
import { z } from 'zod';
import type { LiveSwitches } from '../core/switches.ts';

const count = (normal: number) => z.number().int().min(0).default(normal);

const Settings = z.object({
  /** Which column of the permission table is in force (2.1). */
  permissions: z.enum(['legacy', 'current']).default('current'),
  /** Lifetime of a token; `expires_in` says one second less (1.2). */
  tokenSeconds: z.number().int().min(1).default(86_400),
  /** The rare 401 code for an expired token (1.4). */
  expiredCode: z.enum(['bad.credentials', 'credentials.expired']).default('bad.credentials'),
  /** U11 */
  wrongSecretStatus: z.union([z.literal(400), z.literal(401)]).default(400),
  /** Logins a minute for one client; 0 is no limit: the contract names the 429 but no figure (1.2). */
  loginsPerMinute: count(0),

  /** Calls a minute for one token (4.3). */
  callsPerMinute: count(300),
  /** U17 */
  rateLimitWindow: z.enum(['fixed', 'sliding']).default('fixed'),
  /** U17 */
  rateLimitHeaders: z.boolean().default(true),
  /** U15 */
  limitIn429: z.boolean().default(false),
  /** U16: whether a 403 carries `messageParams`. */
  permissionParams: z.boolean().default(true),
  /** U18 */
  maxBodyBytes: count(512_000),

  /** U1 */
  userLicensesValue: z.enum(['array', 'object', 'licenseUser']).default('array'),
  /** U2 */
  unknownUserIds: z.enum(['omit', 'empty', 'error']).default('omit'),
  /** U3: user ids, role ids, and user x license rows of one POST. */
  maxBulk: count(100),
  /** U4 */
  maxLicensePageSize: count(100),
  /** U5 */
  pastLastPage: z.enum(['empty', 'error']).default('empty'),
  /** U6 */
  listUnlicensed: z.boolean().default(true),
  /** U6 */
  listInactive: z.boolean().default(true),
  /** U6 */
  listDeleted: z.boolean().default(false),
  /** U7: free strings. */
  resultSuccess: z.string().default('SUCCESS'),
  /** U7: what is answered when the license was already there, or already gone. */
  resultUnchanged: z.string().default('SUCCESS'),
  /** U7 */
  resultRefused: z.string().default('FAILURE'),
  /** U8: a refusal is a row of the answer, or the answer. */
  refusalScope: z.enum(['row', 'call']).default('row'),
  /** U8 */
  atomicAssignment: z.boolean().default(false),
  /** U8 */
  enforcePrerequisites: z.boolean().default(true),
  /** U8: one base tier and at most one of WEM and STA, a new one in place of the old (2.4.3). */
  exclusiveTiers: z.boolean().default(true),
  /** U9 */
  licenseUserOrder: z.enum(['id', 'shuffled']).default('id'),
  /** U10: how long a write stays invisible to reads. */
  consistencyLagMs: count(0),
  /** How long lists of users, with and without their licenses, still show what was before a change; single reads are current. */
  listLagMs: count(0),
  /** How long a direct assignment lasts until the licenses follow from the roles again; 0 is for ever (2.4.4). */
  rolesWinAfterMs: count(0),
  /** U12 */
  maxUserIds: count(100),
  /** U12 */
  stateFiltersIds: z.boolean().default(true),
  /** Users that `state=inactive` reaches (3.1). */
  inactiveWindow: count(10_000),
  /** U13 */
  maxSearchPageSize: count(100),
  /** U13 */
  searchWindow: count(10_000),
  /** U14: the list of definitions comes without `permissions`. */
  skinnyDefinitions: z.boolean().default(false),
  /** U19 */
  malformedUserIdStatus: z.union([z.literal(400), z.literal(404)]).default(400),
  /** U19 */
  unknownLicenseStatus: z.union([z.literal(400), z.literal(404)]).default(404),
  /** U20 and 2.2: fields the specification calls optional are left out. */
  omitOptional: z.boolean().default(false),
  /** U21 */
  unknownRoleIds: z.enum(['ignore', 'error']).default('ignore'),
  /** Some rows of `/license/users` repeat a license or hold a falsy entry (2.4.6). */
  untidyLicenses: z.boolean().default(false),
  /** U23: a row of `/license/users` without a license has null there. */
  nullLicenses: z.boolean().default(false),
  /** U24: one license has an id with blanks, a slash and an umlaut. */
  oddLicenseId: z.boolean().default(false),
  /** Letter case of user ids in answers: UUIDs mean the same in either. `mixed` is upper case in answers about licenses, lower elsewhere. */
  userIdCase: z.enum(['lower', 'upper', 'mixed']).default('lower'),
  /** How accents stand in e-mail addresses: not at all, or in one of the two forms that Unicode has for them. */
  emailForm: z.enum(['ascii', 'composed', 'decomposed']).default('ascii'),
  /** The second user, and one who is deleted, have the e-mail address of the first. */
  sharedAddress: z.boolean().default(false),
  /** How many of the known users asked for, from the first, a look-up of many leaves out; never seen, never ruled out (U2). */
  batchLeavesOut: count(0),
  /** How many users, from the first who joined, are gone for good: later rows of a list move up. */
  goneUsers: count(0),
  /** Some rows are not as documented: a number for a department, for an id, for a name; a text for a list of licenses. */
  oddRows: z.boolean().default(false),
  /** A row slips from page 1 onto page 2 of `/license/users`, as when a user is created meanwhile (6.3). */
  driftingPages: z.boolean().default(false),
  /** U22 */
  billingMaxMonths: count(3),
  /** How long a usage report stays `InProgress` (section 5). */
  billingReportMs: count(2_000),
});
/** The values of all switches. */
export type Settings = z.output<typeof Settings>;

/** Every switch with its default. */
export const switches: Settings = Settings.parse({});

/** The switches as they are now. Throws when a switch has a value it does not know, so that a mistyped test does not pass. */
export function readSettings(live: LiveSwitches): Settings {
  return Settings.parse(live);
}
