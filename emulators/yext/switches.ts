// Every switch with its default: one for each open question, with the emulator's column of yext contract 8.
import { switchReaders, type Switches } from '../core/switches.ts';

/** Each switch with its default; the comment beside it lists the other values. */
export const switches = {
  /** `empty-list`: successful answers carry an empty `errors`. */
  successErrors: 'omit',
  /** True: every successful answer carries a WARNING. */
  successWarning: false,
  /** `null` or `empty-string`: the date of an assignment without one. */
  unsetExpiration: 'omit',
  /** True: a date in the past is taken and removes at once, as today's does. */
  acceptPastExpiration: false,
  /** IANA zone whose midnight starts a day. */
  timeZone: 'America/New_York',
  /** Minutes after midnight at which scheduled removals run (yext contract 6.8: up to 120). */
  expiryDelayMinutes: 0,
  pageSizeDefault: 10,
  pageSizeMax: 50,
  /** `clamp`: a bad `pageSize` is made to fit. */
  badPageSize: 'refuse',
  /** Minutes a page token lives; 0 is for ever. */
  pageTokenMinutes: 0,
  /** True: page tokens count rows, as the sample of yext contract 3 does, and rows move when others come or go. */
  tokensByOffset: false,
  /** `unless-empty`: an empty list is left out; `never`: every list is; `no-response`: answers are envelopes alone. */
  collections: 'sent',
  /** Id of a pack or an entity whose rows are not as documented wherever they are sent. */
  oddThing: '',
  /** What is wrong with those rows: the id is missing, or, with `odd-fields`, other fields have values of another kind. */
  oddForm: 'no-id',
  /** `bare`: a single group is sent outside a list. */
  assignmentList: 'list',
  /** False: packs come with empty notes where they come with assignments, as in the samples of yext contract 3. */
  notesInGroups: true,
  /** How many more assignments packs count than there are rows. */
  assignedSurplus: 0,
  /** `empty-group`: a pack without assignments is listed with an empty list. */
  emptyPack: 'no-group',
  /** `assignments-only`: operations 2 to 5 know inactive packs, operation 1 still does not. */
  inactivePacks: 'unknown',
  /** 404: unknown packs and entities. */
  notFoundStatus: 400,
  /** `not-found`: operation 2 refuses an unknown entity. */
  unknownAssignedEntity: 'empty',
  /** `unchanged`: assigning what is assigned answers 200. */
  createAssigned: 'conflict',
  /** False: where assigning again answers 200, it clears the date. */
  createKeepsExpiration: true,
  /** 400: assigning from a pack with nothing left. */
  createFullStatus: 409,
  /** 404: updating what is not assigned. */
  absentUpdateStatus: 400,
  /** 404 or 200: deleting what is not assigned. */
  absentDeleteStatus: 400,
  /** `entity-type` or `saved-filter`: every write is refused with a 409 for this reason. */
  writeConflict: 'off',
  /** `whole-pack`: a write answers all assignments of its pack. */
  writeAnswer: 'touched-entity',
  /** A key that was revoked. */
  revokedKey: '',
  requestsPerHour: 5000,
  /** `token-bucket`: the two switches below limit bursts too. */
  burstLimiter: 'off',
  burstCapacity: 10,
  burstPerSecond: 5,
  /** `empty`: a 429 has no body. */
  throttleBody: 'envelope',
  /** `epoch-milliseconds` or `seconds-from-now`. */
  rateLimitResetUnit: 'epoch-seconds',
  /** True: `$in` ignores case, as `$eq` always does. */
  inIgnoresCase: false,
  /** Minutes from an entity's creation until lists show it. */
  entityIndexLagMinutes: 0,
  /** Milliseconds for which lists still show what was before a change; questions about one entity are answered as it is. */
  listLagMs: 0,
  /** How many of the first entities have been deleted since the seed. */
  goneEntities: 0,
  /** False: `fields` drops `meta` unless it is named. */
  fieldsKeepMeta: true,
  /** Characters above which a URL is answered 414, e.g. 2000; 0 is none. */
  urlLimit: 0,
} satisfies Switches;

/** Typed reads of the live values. */
export const { flag, amount, text } = switchReaders<typeof switches>();
