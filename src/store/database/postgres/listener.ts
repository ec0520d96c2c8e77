// The connection of a process that listens for notices of PostgreSQL. It is opened again when it breaks.
import type { Client } from 'pg';
import type { Log } from '../../../domain/log.ts';
import type { Heard, Listening } from '../database.ts';
import { storeError } from '../failure.ts';

/** A connection that broke, or could not be opened, is tried again after so long. */
const AGAIN_MS = 500;

/** `heard` is told null each time the connection is there: what was told before it was is not known. `connect` makes a connection that is not opened yet. */
export function listenOn(connect: () => Client, channel: string, heard: Heard, log: Log): Listening {
  let isClosed = false;
  let isBroken = false;
  let timer: NodeJS.Timeout | undefined;
  let current: Client | undefined;

  function broke(client: Client, error?: unknown): void {
    if (isClosed || client !== current) return;
    if (!isBroken) {
      const { message, hint } = storeError(error).problem;
      const why = error === undefined ? {} : { why: message, hint };
      log.warn(why, 'the connection that hears of changes broke; it is opened again');
    }
    isBroken = true;
    current = undefined;
    void client.end().catch(() => undefined);
    timer = setTimeout(() => void open(), AGAIN_MS);
    timer.unref();
  }

  async function open(): Promise<void> {
    const client = connect();
    current = client;
    client.on('error', () => broke(client));
    client.on('end', () => broke(client));
    client.on('notification', ({ payload }) => heard(payload ?? null));
    try {
      await client.connect();
      await client.query(`listen ${client.escapeIdentifier(channel)}`);
    } catch (error) {
      return broke(client, error);
    }
    isBroken = false;
    heard(null);
  }

  const opening = open();
  return {
    async close() {
      isClosed = true;
      clearTimeout(timer);
      await opening;
      await current?.end().catch(() => undefined);
    },
  };
}
