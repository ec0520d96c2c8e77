// Every switch with its default. Each answers an open question of webex contract 11 unless its line names another section.
import { switchReaders, type Switches } from '../core/switches.ts';

/** Every switch with its default. */
export const switches = {
  /** Life of every access token, counted from its issue; a new value holds for tokens issued before too (1). */
  accessTokenLifetimeSeconds: 1_209_600,
  refreshTokenLifetimeSeconds: 7_776_000,
  /** A refresh hands out another refresh token and voids the old one. */
  rotateRefreshToken: false,
  /** Token answers carry `token_type` and `scope`; older captures lack both (1). */
  tokenDetails: true,
  /** `all`, `calling` (overage allowed for calling only) or `none`. */
  overage: 'calling',
  /** 206 answers carry `errors[]` in the shape of the 400. */
  partialErrors: false,
  /** Off: one failed operation refuses the whole request, as before January 2026 (5.2). */
  partialSuccess: true,
  /** `request`: an unknown license id refuses the whole body; `operation`: it fails like any other operation. */
  unknownLicense: 'request',
  /** `upper` or `lower`: the case of `accountType` in answers (5.2). */
  accountTypeCase: 'upper',
  /** `omit` or `empty`: groups without entries in the PATCH answer (5.2). */
  emptyGroups: 'omit',
  /** Off: messaging licenses are refused with 400118 (5.3). */
  messagingPerUser: true,
  /** Pending external users are listed among the users of a license. */
  listPendingExternals: false,
  /** Pending licenses count as consumed. */
  countPending: true,
  /** Pending external licenses are accepted after this time; 0 is never. */
  externalAcceptAfterMs: 0,
  /** Time until licenses, people and counters show a write. */
  propagationLagMs: 0,
  /** Time for which lists still show what was before a change; single people and workspaces are current. */
  listLagMs: 0,
  /** `none`, `empty-with-next` or `no-list-key`: an extra last page that links to itself (3.1, 9). */
  tailPage: 'none',
  /** `cursor` or `after`: the parameter that People links carry (8). */
  peopleLink: 'cursor',
  peopleMaxCeiling: 1_000,
  /** People lists by id carry `licenses` after all. */
  idListLicenses: false,
  /** `invitePending` and `loginEnabled` as "true" and "false", as the published types say (6). */
  flagsAsStrings: false,
  /** E-mail look-ups compare letter case; off: they take the whole address in any case. */
  emailCaseSensitive: false,
  /** People pages with calling data and a `max` above this end in 504; 0 is never (6). */
  callingDataTimeoutAbove: 0,
  workspaceLink: true,
  /** Off: workspace lists lack `calling.webexCalling`; single workspaces have it (7). */
  workspaceListCalling: true,
  /** `people` or `one`: `totalUnits` of hybrid licenses (3). */
  hybridTotal: 'people',
  /** Unit counts as text, as an old guide shows them (3). */
  unitsAsStrings: false,
  /** Requests a token may send at once to one endpoint; 0 is without limit. */
  rateLimitBurst: 1_000,
  rateLimitPerSecond: 100,
  /** Off: throttled answers lack `Retry-After`, which is only a "should" (8). */
  retryAfterHeader: true,
  /** `Trackingid` twice, as HTTP libraries fold it (1). */
  doubleTrackingId: false,
  /**
   * How answers spell the ids of people, workspaces and licenses (4): `documented`, `uuid` (licenses have none), `region`,
   * `padded`, or `upper` (uuids in capitals).
   */
  idForm: 'documented',
  /** `cursor`: the `next` of a license's users names the last one listed; `offset`: it counts them. */
  holdersLink: 'cursor',
  /** Off: a license with its users lacks `subscriptionId`, as in the published sample (3.1). */
  holdersTellSubscription: true,
  /** Of the ids in a list by id, every n-th is neither among the rows nor among `notFoundIds`; 0 leaves out none. */
  idListLeavesOut: 0,
  /** Of the people and of the workspaces, every n-th is in no list, yet found when asked for alone; 0 leaves out none. */
  listsLeaveOut: 0,
  /** How many people, from the first, have been deleted. */
  gonePeople: 0,
  /** How many workspaces, from the first, have been deleted. */
  goneWorkspaces: 0,
  /** Short name of a license that is no longer listed although people hold it. */
  unlistedLicense: '',
  /** Whether that license is found when it is asked for alone. */
  unlistedIsThere: false,
  /** How many further meeting sites there are, each with a license that one user of another organisation holds (3). */
  furtherSites: 0,
  /**
   * How the row with the documented id `oddThing` looks in answers: `none` (as documented), `fields` (values of the
   * wrong kind), `licenses` (such a list of licenses), `no-name`, `no-id`, or any other word in place of the whole.
   */
  oddForm: 'none',
  oddThing: '',
} satisfies Switches;

/** Typed reads of the live values. */
export const { flag, amount, text } = switchReaders<typeof switches>();
