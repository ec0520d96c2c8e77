// Devices, in the lists and the look-up of FOTA (thingspace contract 6.1, 6.2).
import { z } from 'zod';
import { ToldCount, ToldText } from '../../../upstream/fields.ts';
import { Cursor, Flag, Imei, Time } from './fields.ts';
import { renamed, type Reading } from './rows.ts';

function factsOf({ rows }: Reading, list: string) {
  const software = rows(`${list}.softwareList`, {}, { name: ToldText, version: ToldText, upgradeTime: Time })
    .nullish()
    // Go services send null for an empty list (contract 9.14).
    .transform((items) => (items === null ? [] : items?.rows));
  return {
    mdn: ToldText,
    make: ToldText,
    model: ToldText,
    firmware: ToldText,
    fotaEligible: Flag,
    licenseAssigned: Flag,
    status: ToldText,
    protocol: ToldText,
    distributionType: ToldText,
    softwareList: software,
    createTime: Time,
    refreshTime: Time,
    lastConnectionTime: Time,
  };
}

type FactsShape = ReturnType<typeof factsOf>;
type Facts = { readonly [Name in keyof FactsShape]?: z.output<FactsShape[Name]> | undefined };

/** The fields of a row in the words of the domain. Each form of a row has some of them (contract 6.1, 6.2). */
function deviceOf({ deviceId, ...row }: Facts & { readonly deviceId: string }) {
  const { mdn, make, model, firmware, fotaEligible, licenseAssigned, status, softwareList } = row;
  return {
    imei: deviceId,
    mdn,
    make,
    model,
    firmware,
    fotaEligible,
    licenseAssigned,
    status,
    rawProtocol: row.protocol,
    /** What v2 has for the protocol. */
    distributionType: row.distributionType,
    software: softwareList?.map(({ name, version, upgradeTime }) => ({
      name,
      version,
      upgradedAt: upgradeTime,
    })),
    createdAt: row.createTime,
    refreshedAt: row.refreshTime,
    lastConnectedAt: row.lastConnectionTime,
  };
}

/** The lists, and the look-up by IMEI. */
export function deviceAnswers(reading: Reading) {
  const { rows } = reading;
  const listed = rows('devices', { deviceId: Imei }, factsOf(reading, 'devices')).transform(
    renamed(deviceOf),
  );
  // The state of the request says whether there is such a device: without it, nobody knows.
  const needed = { deviceId: Imei, requestStatus: z.string().nullish() };
  const found = rows('lookup', needed, { ...factsOf(reading, 'lookup'), resultReason: ToldText }).transform(
    renamed(({ requestStatus, resultReason, ...row }) => ({
      ...deviceOf(row),
      lookupStatus: requestStatus,
      reason: resultReason,
    })),
  );

  return {
    DevicePage: z
      .object({ hasMoreData: z.boolean(), lastSeenDeviceId: Cursor, deviceList: listed })
      .transform((body) => ({
        hasMore: body.hasMoreData,
        lastSeen: body.lastSeenDeviceId,
        ...body.deviceList,
      })),

    DeviceLookup: z
      .object({ deviceCount: ToldCount, deviceList: found.nullish() })
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
