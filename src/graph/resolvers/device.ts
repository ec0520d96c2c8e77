// Devices.
import type { Device } from '../../domain/assignee.ts';
import { activityOf } from '../../domain/inventory/activity.ts';
import type { DeviceResolvers } from '../generated/resolvers.ts';
import { findDevice } from '../nodes/devices.ts';
import { assigneeFields, fact } from './assignee.ts';
import { byId } from '../nodes/reference.ts';

const software = fact('DEVICE', 'software');
const lastConnectedAt = fact('DEVICE', 'lastConnectedAt');
const reference = byId<Device>('Device');

export const device: DeviceResolvers = {
  ...assigneeFields,
  __resolveReference: async (key, context) => {
    if ('id' in key) return reference(key, context);
    // The IMEI of a device may be null, that of a representation cannot: see representations.ts.
    const found = await findDevice(context, key.imei ?? '');
    return found === null ? null : { ...found, __typename: 'Device' };
  },
  displayName: fact('DEVICE', 'displayName'),
  imei: fact('DEVICE', 'imei'),
  mdn: fact('DEVICE', 'mdn'),
  make: fact('DEVICE', 'make'),
  model: fact('DEVICE', 'model'),
  firmware: fact('DEVICE', 'firmware'),
  protocol: fact('DEVICE', 'protocol'),
  rawProtocol: fact('DEVICE', 'rawProtocol'),
  fotaEligible: fact('DEVICE', 'fotaEligible'),
  licenseAssigned: fact('DEVICE', 'licenseAssigned'),
  status: fact('DEVICE', 'status'),
  software: async (parent, args, context) => {
    const items = await software(parent, args, context);
    return items === null ? null : [...items];
  },
  createdAt: fact('DEVICE', 'createdAt'),
  refreshedAt: fact('DEVICE', 'refreshedAt'),
  lastConnectedAt,
  activity: async (parent, args, context) =>
    activityOf({ ...parent, lastConnectedAt: await lastConnectedAt(parent, args, context) }).activity,
};
