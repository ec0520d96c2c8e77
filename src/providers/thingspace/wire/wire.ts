// The answers of one ThingSpace account.
import type { z } from 'zod';
import type { RowReader } from '../../../upstream/parse.ts';
import { connectivityAnswers } from './connectivity.ts';
import { deviceAnswers } from './devices.ts';
import { resultAnswers } from './results.ts';
import { readingOf } from './rows.ts';
import { summaryAnswers } from './summary.ts';

/** What the answers of one account are read with. */
export type Wire = ReturnType<typeof createWire>;

/** For the account whose odd rows `reader` counts. */
export function createWire(reader: RowReader) {
  const reading = readingOf(reader);
  return {
    ...summaryAnswers(reading),
    ...deviceAnswers(reading),
    ...connectivityAnswers(reading),
    ...resultAnswers(reading),
  };
}

/** A page of devices, whatever the version. */
export type DevicePage = z.output<Wire['DevicePage']>;
/** A device in a list. A field that is undefined was not told. */
export type DeviceRow = DevicePage['rows'][number];
/** A device in the look-up by IMEI. */
export type FoundRow = z.output<Wire['DeviceLookup']>['rows'][number];
/** A piece of software on a device. */
export type SoftwareRow = NonNullable<DeviceRow['software']>[number];
/** A device in connectivity management. */
export type ConnectedRow = z.output<Wire['ConnectedDevices']>['rows'][number];
/** What a write came to for a device. */
export type ResultRow = z.output<Wire['LicenseResult']>[number];
