// The answers of ThingSpace that have rows (thingspace contract 4, 6). One odd row is one odd row: it is left out, and a field
// that may be lost alone is not told; both are counted for the account.
import { z } from 'zod';
import { parseRows, type ParsedRows, type RowReader } from '../../../upstream/parse.ts';
import { Count, Cursor, Flag, Imei, Text, Time, identifier } from './fields.ts';

/** A page of license holders, whatever the version. */
export interface Summary extends ParsedRows<HolderRow> {
  /** Licenses of the account; null where the summary does not tell. */
  readonly total: number | null;
  readonly assignedLicenses: number | null;
  readonly hasMoreData: boolean;
  readonly lastSeenDeviceId: string | null;
  readonly maxPageSize: number | null;
}

/** One of them. */
export interface HolderRow {
  readonly deviceId: string;
  readonly assignmentTime?: string | null | undefined;
}

/** A page of devices, whatever the version. */
export type DeviceListing = z.output<Answers['DeviceListing']>;
/** Parsed, in a listing or a look-up of FOTA. A field that is undefined was not told. */
export type DeviceRow = DeviceListing['rows'][number];
/** Parsed. */
export type FoundRow = z.output<Answers['DeviceLookup']>['rows'][number];
/** Parsed. */
export type SoftwareRow = NonNullable<DeviceRow['softwareList']>[number];
/** Parsed. */
export type M2mDevice = z.output<Answers['M2mDevices']>['rows'][number];
/** Parsed. */
export type ResultRow = z.output<Answers['LicenseResult']>[number];

/** What the answers of one account are read with. */
export type Answers = ReturnType<typeof answersOf>;

/** For the account whose odd rows `reader` counts. */
export function answersOf(reader: RowReader) {
  const reading = readingOf(reader);
  return {
    ...summaries(reading),
    ...devices(reading),
    M2mDevices: m2mDevices(reading),
    LicenseResult: licenseResult(reading),
  };
}

type Reading = ReturnType<typeof readingOf>;
type Shape = Readonly<Record<string, z.ZodType>>;

function readingOf(reader: RowReader) {
  /** Fields that may be lost alone: one that does not have its form is counted, and not told. */
  function fields<Fields extends Shape>(list: string, shape: Fields) {
    type Lost = { [Name in keyof Fields]: z.ZodType<z.output<Fields[Name]> | undefined> };
    const lost: Record<string, z.ZodType> = {};
    for (const [name, schema] of Object.entries(shape)) {
      lost[name] = z
        .unknown()
        .optional()
        .transform((value) => parseRows(schema, [value], `${list}.${name}`, reader).rows[0]);
    }
    return lost as Lost; // each made of the field of the same name
  }

  /** A list that is there, row by row: without what it needs, a row is left out. */
  function rows<Needed extends Shape, Rest extends Shape>(list: string, needed: Needed, rest: Rest) {
    const whole = z.object({ ...needed, ...rest });
    const partly = z.object({ ...needed, ...fields(list, rest) });
    return z.array(z.unknown()).transform((all) => {
      const read: (z.output<typeof whole> | z.output<typeof partly>)[] = [];
      for (const row of all) {
        // Nearly all are as they should be, and then one look is enough.
        const { data } = whole.safeParse(row);
        read.push(...(data === undefined ? parseRows(partly, [row], list, reader).rows : [data]));
      }
      return { rows: read, leftOut: all.length - read.length };
    });
  }

  return { fields, rows };
}

/** Contract 4.2. */
function summaries({ fields, rows }: Reading) {
  const shape = {
    ...fields('summary', { totalLicenses: Count, totalLicense: Count, maxPageSize: Count }),
    assignedLicenses: Count,
    hasMoreData: Flag,
    lastSeenDeviceId: Cursor,
    deviceList: rows('summary', { deviceId: Imei }, { assignmentTime: Time }).nullish(),
  };
  const V1 = z.object(shape);
  type Body = z.output<typeof V1>;

  /** A list may be missing where nobody is counted (contract 8.8, 9.14): anywhere else that would read as "nobody". */
  const hasItsList = ({ deviceList, assignedLicenses, hasMoreData }: Body): boolean =>
    Boolean(deviceList) || (assignedLicenses === 0 && hasMoreData !== true);
  const NO_LIST = { error: 'is not a list of license holders', path: ['deviceList'] };

  function summaryOf({ totalLicenses, totalLicense, deviceList, ...body }: Body): Summary {
    return {
      // The total goes by two names, on all versions (contract 8.5).
      total: totalLicenses ?? totalLicense ?? null,
      assignedLicenses: body.assignedLicenses ?? null,
      hasMoreData: body.hasMoreData ?? false,
      lastSeenDeviceId: body.lastSeenDeviceId,
      maxPageSize: body.maxPageSize ?? null,
      ...(deviceList ?? { rows: [], leftOut: 0 }),
    };
  }

  return {
    Summary: z
      .object({ ...shape, assignedLicenses: z.number().int(), hasMoreData: z.boolean() })
      .refine(hasItsList, NO_LIST)
      .transform(summaryOf),

    /** V1 promises no field alone; on a last page it says that nothing follows, or from nowhere (contract 5). */
    SummaryV1: V1.refine(hasItsList, NO_LIST)
      .refine(({ hasMoreData, lastSeenDeviceId }) => hasMoreData != null || lastSeenDeviceId === null, {
        error: 'does not say whether more follows',
        path: ['hasMoreData'],
      })
      .transform(summaryOf),
  };
}

/** Devices in FOTA. Each form names the fields it has (contract 6.1, 6.2). */
function devices({ rows }: Reading) {
  const software = (list: string) =>
    rows(`${list}.softwareList`, {}, { name: Text, version: Text, upgradeTime: Time })
      .nullish()
      // Go services send null for an empty list (contract 9.14).
      .transform((items) => (items === null ? [] : items?.rows));
  const facts = (list: string) => ({
    mdn: Text,
    make: Text,
    model: Text,
    firmware: Text,
    fotaEligible: Flag,
    licenseAssigned: Flag,
    status: Text,
    protocol: Text,
    distributionType: Text,
    softwareList: software(list),
    createTime: Time,
    refreshTime: Time,
    lastConnectionTime: Time,
  });
  // The state of the request says whether there is such a device: without it, nobody knows.
  const found = { deviceId: Imei, requestStatus: z.string().nullish() };

  return {
    DeviceListing: z
      .object({
        hasMoreData: z.boolean(),
        lastSeenDeviceId: Cursor,
        deviceList: rows('devices', { deviceId: Imei }, facts('devices')),
      })
      .transform(({ deviceList, ...body }) => ({ ...body, ...deviceList })),

    DeviceLookup: z
      .object({
        deviceCount: Count,
        deviceList: rows('lookup', found, { ...facts('lookup'), resultReason: Text }).nullish(),
      })
      // A list that is missing, or empty although devices are counted, would read as "none exists".
      .refine(
        ({ deviceCount, deviceList }) => {
          if (deviceList && deviceList.rows.length + deviceList.leftOut > 0) return true;
          return deviceList ? !deviceCount : deviceCount === 0;
        },
        { error: 'is not a list of devices', path: ['deviceList'] },
      )
      .transform(({ deviceList }) => deviceList ?? { rows: [], leftOut: 0 }),
  };
}

const M2mId = z.object({ kind: z.string(), id: z.union([z.string(), z.number()]).transform(identifier) });

/** Of the ids of a device, those that anybody needs; kinds come in either case (contract 6.3). */
const M2mIds = z.array(z.unknown()).transform((rows, context) => {
  const ids = new Map<string, string>();
  for (const row of rows) {
    const { data } = M2mId.safeParse(row);
    if (data !== undefined) ids.set(data.kind.toLowerCase(), data.id);
  }
  const imei = Imei.safeParse(ids.get('imei'));
  if (imei.success) return { imei: imei.data, mdn: ids.get('mdn') ?? null };
  context.addIssue({ code: 'invalid_format', format: 'imei' });
  return z.NEVER;
});

/** Contract 6.3. */
function m2mDevices({ rows }: Reading) {
  const facts = {
    carrierInformations: z.array(z.object({ state: Text })).nullish(),
    createdAt: Time,
    lastConnectionDate: Time,
  };
  return z
    .object({ hasMoreData: Flag, devices: rows('m2m', { deviceIds: M2mIds }, facts) })
    .transform(({ devices: found, hasMoreData }) => ({ ...found, hasMoreData: hasMoreData ?? null }));
}

/**
 * Contract 4.3, of every version and dialect (9.1). A row that cannot be read takes no other down with it: the rest of the answer
 * is all there will ever be to know of a write.
 */
function licenseResult({ rows }: Reading) {
  const said = { status: Text, Reason: Text, resultReason: Text };
  const times = { updatedTime: Time, recentAttemptTime: Time, nextAttemptTime: Time };
  return z
    .object({ deviceList: rows('results', { deviceId: Imei }, { ...said, ...times }) })
    .transform(({ deviceList }) =>
      deviceList.rows.map(({ deviceId, status, Reason, resultReason, ...told }) => {
        const timing = {
          updatedAt: told.updatedTime ?? null,
          attemptedAt: told.recentAttemptTime ?? null,
          nextAttemptAt: told.nextAttemptTime ?? null,
        };
        return { deviceId, status: status ?? null, reason: Reason ?? resultReason ?? null, timing };
      }),
    );
}
