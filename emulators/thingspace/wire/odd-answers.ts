// Answers that differ from the documentation, by switch: without their list or a row, with wrong values, with numbers for ids.
import { z } from 'zod';
import { jsonBody, type EmulatedRequest, type Reply } from '../../core/http.ts';
import type { LiveSwitches } from '../../core/switches.ts';
import type { ThingspaceState } from '../state/state.ts';
import { choice, flag, names, text } from '../switches.ts';

type Fields = Readonly<Record<string, unknown>>;

const Body = z.record(z.string(), z.unknown());
const Rows = z.array(Body);
const Ids = z.array(z.object({ id: z.string(), kind: z.string() }));
const Asked = z.object({ deviceList: z.array(z.unknown()) });

/** The reply changed as the switches say; one without a list of devices stays as it is. */
export function asSwitched(request: EmulatedRequest, reply: Reply, { switches }: ThingspaceState): Reply {
  const body = Body.safeParse(reply.body).data;
  if (body === undefined) return reply;
  const name = 'devices' in body ? 'devices' : 'deviceList';
  const rows = Rows.safeParse(body[name]).data;
  if (rows === undefined) return reply;
  const mentioned = withoutLeftOut(request, rows, switches);
  const { [name]: _rows, ...rest } = body;
  const envelope: Fields = {
    ...rest,
    ...('deviceCount' in body && { deviceCount: mentioned.length }),
    ...(flag(switches, 'numericIds') && numericCursor(body)),
  };
  const sent = mentioned.map((row) => inForm(row, switches));
  switch (choice(switches, 'collections')) {
    case 'absent':
      return { ...reply, body: envelope };
    case 'null':
      return { ...reply, body: { ...envelope, [name]: null } };
    case 'sent':
      return { ...reply, body: { ...envelope, [name]: sent } };
  }
}

/** The rows without the devices to leave out. Only answers about named devices have gaps, lists have none. */
function withoutLeftOut(
  request: EmulatedRequest,
  rows: readonly Fields[],
  switches: LiveSwitches,
): readonly Fields[] {
  const leftOut = names(switches, 'leftOutDevices');
  if (leftOut.length === 0 || request.method !== 'POST') return rows;
  const asked = Asked.safeParse(jsonBody(request)).data?.deviceList.length ?? 1;
  if (asked < 2 && choice(switches, 'leftOutOf') === 'batches') return rows;
  return rows.filter((row) => !leftOut.includes(idOf(row)));
}

function idOf(row: Fields): string {
  const ids = Ids.safeParse(row['deviceIds']).data ?? [];
  return ids.find(({ kind }) => kind === 'imei')?.id ?? String(row['deviceId']);
}

function inForm(row: Fields, switches: LiveSwitches): Fields | null {
  const numbered = flag(switches, 'numericIds') ? withNumbers(row) : row;
  if (idOf(row) !== text(switches, 'oddDevice')) return numbered;
  switch (choice(switches, 'oddForm')) {
    case 'no-row':
      return null;
    case 'no-id': {
      const { deviceId: _id, deviceIds: _ids, ...rest } = row;
      return rest;
    }
    case 'odd-fields':
      return Object.fromEntries(
        Object.entries(numbered).map(([name, value]) => [
          name,
          name.startsWith('deviceId') ? value : oddValue(value),
        ]),
      );
  }
}

/** A value of another kind. */
function oddValue(value: unknown): unknown {
  return typeof value === 'string' ? 7 : 'odd';
}

function withNumbers(row: Fields): Fields {
  const ids = Ids.safeParse(row['deviceIds']).data;
  if (ids === undefined) return { ...row, deviceId: Number(row['deviceId']) };
  return { ...row, deviceIds: ids.map(({ id, kind }) => ({ id: Number(id), kind })) };
}

function numericCursor(body: Fields): Fields {
  return 'lastSeenDeviceId' in body ? { lastSeenDeviceId: Number(body['lastSeenDeviceId']) } : {};
}
