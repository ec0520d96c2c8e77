// Every switch with its default. Numbers in comments are sections of the thingspace contract.
import { switchReaders, type LiveSwitches, type Switches } from '../core/switches.ts';

/** Switches that take one of a few words; the first word is the default. */
const CHOICES = {
  /** 9.1: the v3 assign and remove body; the first is what the published clients can parse. */
  v3ResultDialect: ['seed', 'sdk', 'wire', 'portal'],
  /** 9.4 and 4.2: the name of the total in a summary, per version, or its absence. */
  v1TotalField: ['totalLicenses', 'totalLicense', 'absent'],
  v2TotalField: ['totalLicense', 'totalLicenses', 'absent'],
  v3TotalField: ['totalLicenses', 'totalLicense', 'absent'],
  /** 9.3: which URL forms of the v2 and v3 summary exist. */
  summaryUrl: ['both', 'query', 'path'],
  /** 9.5: an omitted or empty cursor. */
  emptyCursor: ['zero', 'refuse'],
  /** 9.6: what `startIndex` of the v1 summary means. */
  v1SummaryCursor: ['both', 'offset', 'imei'],
  /** 9.7: how a FOTA endpoint refuses a session. */
  fotaSessionRefusal: ['m2m', 'unauthorized', 'empty'],
  /** 9.8: more devices than free licenses. */
  notEnoughLicenses: ['partial', 'refuse'],
  /** 9.14: `deviceList` of a summary without licenses. */
  emptyDeviceList: ['array', 'absent', 'null'],
  /** 9.14: `lastSeenDeviceId` of the last page. */
  lastPageCursor: ['last', 'absent', 'zero'],
  /** 9.15: `protocol` omitted on the v3 list. */
  omittedProtocol: ['LWM2M', 'all'],
  /** 9.16: the body of a 429. */
  throttleBody: ['fault', 'empty'],
  /** 2.3: the gateway's faults may not be JSON. */
  gatewayFaultFormat: ['json', 'xml'],
  /** 2.1: `expires_in` and `scope` are optional. */
  tokenFields: ['full', 'minimal'],
  /** 4.3: results are to be matched by device, not by position. */
  resultOrder: ['request', 'reversed'],
  /** 6.1: how the look-up says that it does not know a device; no sample shows the row. */
  unknownDevice: ['row', 'row-without-reason', 'omitted'],
  /** 6.1: whether the look-up has the software of a device; the documented model has it, the sample does not. */
  lookupSoftware: ['told', 'absent'],
  /** Whether answers about devices and licenses have their lists. */
  collections: ['sent', 'absent', 'null'],
  /** What is wrong with the rows of `oddDevice`: no id, values of another kind, or no object at all. */
  oddForm: ['no-id', 'odd-fields', 'no-row'],
  /** Which answers are without rows of `leftOutDevices`: those about several devices, or all. */
  leftOutOf: ['batches', 'answers'],
} as const;

const NUMBERS = {
  /** 9.12: status for an account that is unknown or of another customer; 403 is possible too. */
  foreignAccountStatus: 400,
  /** 2.3: status of an expired session on M2M; some clients saw 401 and 403. */
  m2mSessionExpiredStatus: 400,
  /** 2.3: status of a path the gateway does not know; documented as 400, 404 is plausible. */
  unknownPathStatus: 400,
  /** 9.11: the most devices in one request; 0 is no limit. */
  batchLimit: 0,
  /** 9.16: requests a minute for each Authorization header; 0 is no limit. */
  requestsPerMinute: 0,
  /** 9.18: how long reads keep showing the licenses from before a write. */
  summaryLagMs: 0,
  /** How long lists of licenses and of devices still show what was before a change; look-ups are current. */
  listLagMs: 0,
  /** Section 5: rows on a page, and the limit a page reports; fewer rows than the limit are legal (section 8). */
  rowsPerPage: 1000,
  maxPageSize: 1000,
  /** 6.3: devices in one M2M answer. */
  m2mRowsPerPage: 2000,
  /** 2.2: consecutive failed logins that lock a user; 0 never locks and opens locked users. */
  loginLockout: 5,
  /** Size of an account's pool; -1 is the seeded one. Below the assigned count, the account is over-assigned. */
  'totalLicenses:0123456789-00001': -1,
  'totalLicenses:0123456789-00002': -1,
};

const FLAGS = {
  /** 9.16: whether a 429 of `requestsPerMinute` carries Retry-After. */
  retryAfterHeader: true,
  /** 2.3: whether a new login ends the user's earlier session. */
  loginReplacesSession: true,
  /** 4.4: whether an over-assigned account loses licenses at its next request, listed candidates first. */
  reclaimLicenses: false,
  /** 5: whether the v1 summary takes offsets of whole pages alone, as the samples 0, 1000, 2000 have them. */
  wholePagesOnly: false,
  /** 8.3: whether ids of devices are numbers, which lose leading zeros. */
  numericIds: false,
};

const TEXTS = {
  /** 9.13: name of an account that is billed by event only; none when empty. */
  eventBilledAccount: '',
  /** IMEI of the device whose rows are not as documented wherever they are sent; none when empty. */
  oddDevice: '',
  /** IMEIs, separated by commas, that answers to questions about devices by name do not mention. */
  leftOutDevices: '',
  /** 5: IMEIs, separated by commas, of devices that have left their accounts. A license they had stays in use. */
  goneDevices: '',
};

const PLAIN = { ...NUMBERS, ...FLAGS, ...TEXTS };

type Choices = typeof CHOICES;

/** All switches with the defaults of the contract. */
export const switches: Switches = { ...defaultsOf(CHOICES), ...PLAIN };

/** A switch that is one of a few words. Throws on any other word, so that a mistyped test does not pass. */
export function choice<Name extends keyof Choices>(live: LiveSwitches, name: Name): Choices[Name][number] {
  const allowed: readonly Choices[Name][number][] = CHOICES[name];
  const found = allowed.find((word) => word === live[name]);
  if (found === undefined) throw new RangeError(`switch ${name} is one of ${allowed.join(', ')}`);
  return found;
}

/** Typed reads of the other switches. */
export const { flag, amount, text } = switchReaders<typeof PLAIN>();

/** A switch that is a list of texts. */
export function names(live: LiveSwitches, name: keyof typeof TEXTS): readonly string[] {
  return text(live, name)
    .split(',')
    .filter((word) => word !== '');
}

function defaultsOf(words: Readonly<Record<string, readonly [string, ...string[]]>>): Switches {
  return Object.fromEntries(Object.entries(words).map(([name, [first]]) => [name, first]));
}
