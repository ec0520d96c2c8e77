// What ThingSpace sends, read tolerantly where its documents disagree (thingspace contract 4, 6, 8).
import { z } from 'zod';

const Text = z
  .string()
  .nullish()
  .transform((text) => text ?? null);
const Count = z
  .number()
  .int()
  .nullish()
  .transform((count) => count ?? null);
const Flag = z
  .boolean()
  .nullish()
  .transform((flag) => flag ?? null);

function list<T extends z.ZodType>(item: T) {
  return z
    .array(item)
    .nullish()
    .transform((items) => items ?? []); // Go services send null for an empty list (contract 9.14)
}

/**
 * A time, whatever its spelling, as RFC 3339 UTC; null when it cannot be read. Go's default format and RFC 3339, both with
 * 0 to 9 digits of fraction (contract 8.4). `01/01/1900 0:0:0` and Go's zero time mean "never" (contract 6.2).
 */
export const Time = z
  .unknown()
  .optional()
  .transform((value) => (typeof value === 'string' ? utc(value) : null));

function utc(text: string): string | null {
  const parts =
    /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}:\d{2})(?:\.(\d{1,9}))? ?(Z|[+-]\d{2}:?\d{2})(?: [A-Z]{1,5})?$/.exec(
      text,
    );
  if (parts === null) return null;
  const [, day = '', time = '', fraction = '', zone = ''] = parts;
  const offset = zone === 'Z' ? zone : `${zone.slice(0, 3)}:${zone.slice(-2)}`;
  const at = Date.parse(`${day}T${time}.${fraction.padEnd(3, '0').slice(0, 3)}${offset}`);
  return at > 0 ? new Date(at).toISOString() : null;
}

/** Numbers lose the leading zeros of an IMEI (contract 8.3): from twelve digits on it is one, below it is an offset. */
function identifier(value: string | number): string {
  const text = String(value).trim();
  return /^\d{12,14}$/.test(text) ? text.padStart(15, '0') : text;
}

const Id = z
  .union([z.string().min(1), z.number().int()])
  .transform((value) => (typeof value === 'number' ? identifier(value) : value));

/** Null where there is none: absent, empty or 0 (contract 5, 9.14). */
const Cursor = z
  .union([z.string(), z.number().int().nonnegative()])
  .nullish()
  .transform((value) => {
    const text = identifier(value ?? '');
    return text === '' || text === '0' ? null : text;
  });

/** Contract 2.1: only `expires_in` tells how long the token lasts, if it is there. */
export const OAuthToken = z.object({
  access_token: z.string().min(1),
  expires_in: z.number().nullish().catch(null),
});

/** Contract 2.2. */
export const Session = z.object({ sessionToken: z.string().min(1) });

/** Any failure body: FOTA and M2M, the gateway's, or OAuth's (contract 2.1, 2.3, 7). */
export const Failure = z.object({
  errorCode: z.string().optional().catch(undefined),
  errorMessage: z.string().optional().catch(undefined),
  error: z.string().optional().catch(undefined),
  fault: z
    .object({ code: z.union([z.string(), z.number()]).transform(String).optional().catch(undefined) })
    .optional()
    .catch(undefined),
});
/** Parsed. */
export type Failure = z.output<typeof Failure>;

const summaryFields = {
  totalLicenses: Count,
  totalLicense: Count,
  assignedLicenses: Count,
  hasMoreData: Flag,
  lastSeenDeviceId: Cursor,
  maxPageSize: Count,
  deviceList: list(z.object({ deviceId: Id, assignmentTime: Time })),
};

/** Contract 4.2. The total goes by two names, on all versions (contract 8.5). */
export const Summary = z
  .object({ ...summaryFields, assignedLicenses: z.number().int(), hasMoreData: z.boolean() })
  .transform(summaryOf);

/** V1 promises no field alone, but what says neither how many nor whether more follows is no summary. */
export const SummaryV1 = z
  .object(summaryFields)
  .refine(
    (body) => body.assignedLicenses !== null || body.hasMoreData !== null,
    'is not a summary of licenses',
  )
  .transform(summaryOf);

/** Parsed, whatever the version. */
export type Summary = ReturnType<typeof summaryOf>;

type SummaryBody = {
  readonly [Field in keyof typeof summaryFields]: z.output<(typeof summaryFields)[Field]>;
};

function summaryOf({ totalLicenses, totalLicense, hasMoreData, ...rest }: SummaryBody) {
  return { ...rest, total: totalLicenses ?? totalLicense, hasMoreData: hasMoreData ?? false };
}

/** Contract 4.5: the total for summaries that leave it out. */
export const Subscription = z.object({ licenseCount: Count });

const SoftwareRow = z.object({ name: Text, version: Text, upgradeTime: Time });
/** Parsed. */
export type SoftwareRow = z.output<typeof SoftwareRow>;

/** A device in any listing or look-up of FOTA; each names the fields it has (contract 6.1, 6.2). */
export const DeviceRow = z.object({
  deviceId: Id,
  requestStatus: Text,
  mdn: Text,
  make: Text,
  model: Text,
  firmware: Text,
  fotaEligible: Flag,
  licenseAssigned: Flag,
  status: Text,
  protocol: Text,
  distributionType: Text,
  /** Null where the row does not tell: the look-up may leave it out (contract 6.1). */
  softwareList: z
    .array(SoftwareRow)
    .nullish()
    .transform((items) => (items === undefined ? null : (items ?? []))),
  createTime: Time,
  refreshTime: Time,
  lastConnectionTime: Time,
});
/** Parsed. */
export type DeviceRow = z.output<typeof DeviceRow>;

/** Contract 6.2. */
export const DeviceListing = z.object({
  hasMoreData: z.boolean(),
  lastSeenDeviceId: Cursor,
  deviceList: list(DeviceRow),
});
/** Parsed. */
export type DeviceListing = z.output<typeof DeviceListing>;

/** Contract 6.1. A list that is missing although devices are counted is no answer: it would read as "none exists". */
export const DeviceLookup = z
  .object({ deviceCount: Count, deviceList: z.array(DeviceRow).nullish() })
  .refine((body) => Array.isArray(body.deviceList) || body.deviceCount === 0, 'is not a list of devices')
  .transform((body) => body.deviceList ?? []);

/** Contract 6.3. */
export const M2mDevice = z.object({
  deviceIds: list(z.object({ id: z.string(), kind: z.string() })),
  carrierInformations: list(z.object({ state: Text })),
  createdAt: Time,
  lastConnectionDate: Time,
});
/** Parsed. */
export type M2mDevice = z.output<typeof M2mDevice>;

/** Contract 6.3. */
export const M2mDevices = z.object({ hasMoreData: Flag, devices: z.array(M2mDevice) });
/** Parsed. */
export type M2mDevices = z.output<typeof M2mDevices>;

const ResultRow = z
  .object({
    deviceId: Id,
    status: Text.catch(null),
    Reason: Text.catch(null),
    resultReason: Text.catch(null),
  })
  .transform(({ Reason, resultReason, ...row }) => ({ ...row, reason: Reason ?? resultReason }));
/** Parsed. */
export type ResultRow = z.output<typeof ResultRow>;

/**
 * Contract 4.3, of every version and dialect (9.1). A row that cannot be read takes no other down with it: the rest of the
 * answer is all there will ever be to know of a write.
 */
export const LicenseResult = z
  .object({ deviceList: z.array(ResultRow.nullable().catch(null)) })
  .transform((body) => body.deviceList.filter((row) => row !== null));
/** Parsed. */
export type LicenseResult = z.output<typeof LicenseResult>;
