// Devices in connectivity management (thingspace contract 6.3).
import { z } from 'zod';
import { ToldText } from '../../../upstream/fields.ts';
import { Flag, Imei, Time, identifier } from './fields.ts';
import { renamed, type Reading } from './rows.ts';

const DeviceId = z.object({ kind: z.string(), id: z.union([z.string(), z.number()]).transform(identifier) });

/** Of the ids of a device, those that anybody needs; kinds come in either case (contract 6.3). */
const DeviceIds = z.array(z.unknown()).transform((rows, context) => {
  const ids = new Map<string, string>();
  for (const row of rows) {
    const { data } = DeviceId.safeParse(row);
    if (data !== undefined) ids.set(data.kind.toLowerCase(), data.id);
  }
  const imei = Imei.safeParse(ids.get('imei'));
  if (imei.success) return { imei: imei.data, mdn: ids.get('mdn') ?? null };
  context.addIssue({ code: 'invalid_format', format: 'imei' });
  return z.NEVER;
});

/** The look-up of connectivity management. */
export function connectivityAnswers({ rows }: Reading) {
  const facts = {
    carrierInformations: z.array(z.object({ state: ToldText })).nullish(),
    createdAt: Time,
    lastConnectionDate: Time,
  };
  const devices = rows('m2m', { deviceIds: DeviceIds }, facts).transform(
    renamed(({ deviceIds, carrierInformations, createdAt, lastConnectionDate }) => ({
      ...deviceIds,
      status: carrierInformations?.[0]?.state ?? null,
      createdAt: createdAt ?? null,
      lastConnectedAt: lastConnectionDate ?? null,
    })),
  );
  return {
    ConnectedDevices: z
      .object({ hasMoreData: Flag, devices })
      .transform(({ devices: found, hasMoreData }) => ({ ...found, hasMore: hasMoreData ?? null })),
  };
}
