// A bare client of the ThingSpace emulator for its tests: fetch, both headers, nothing clever.
import { beforeEach } from '@jest/globals';
import { z } from 'zod';
import type { EmulatorOptions, RunningEmulator } from '../../../emulators/core/emulator.ts';
import { imei } from '../../../emulators/seed/organisation.ts';
import { access, definition } from '../../../emulators/thingspace/index.ts';
import { present } from '../../support/assertions.ts';
import { useEmulator } from '../../support/emulator.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body parsed as JSON; absent when it is not JSON. */
  readonly body: unknown;
}

export const FIRST = '0123456789-00001';
export const SECOND = '0123456789-00002';

/** So many IMEIs from a device index on. */
export function imeis(from: number, count: number): string[] {
  return Array.from({ length: count }, (_, at) => imei(from + at));
}

export async function send(
  emulator: RunningEmulator,
  method: string,
  path: string,
  options: { headers?: Record<string, string>; body?: string } = {},
): Promise<Answer> {
  const response = await fetch(emulator.url + path, { method, ...options });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, body: parsed(text) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

export function credentials(position: 0 | 1) {
  const found = access.accounts[position];
  if (!found) throw new Error(`no account ${position}`);
  return found;
}

export function basic(position: 0 | 1): Record<string, string> {
  const { key, secret } = credentials(position);
  return {
    authorization: `Basic ${Buffer.from(`${key}:${secret}`).toString('base64')}`,
    'content-type': 'application/x-www-form-urlencoded',
  };
}

export function askToken(emulator: RunningEmulator, position: 0 | 1 = 0): Promise<Answer> {
  const body = 'grant_type=client_credentials';
  return send(emulator, 'POST', '/api/ts/v1/oauth2/token', { headers: basic(position), body });
}

const Token = z.object({ access_token: z.string() });

export async function bearer(
  emulator: RunningEmulator,
  position: 0 | 1 = 0,
): Promise<Record<string, string>> {
  const { access_token } = Token.parse((await askToken(emulator, position)).body);
  return { authorization: `Bearer ${access_token}`, accept: 'application/json' };
}

export async function askSession(
  emulator: RunningEmulator,
  position: 0 | 1 = 0,
  changed: { username?: string; password?: string } = {},
): Promise<Answer> {
  const { username, password } = credentials(position);
  return send(emulator, 'POST', '/api/m2m/v1/session/login', {
    headers: { ...(await bearer(emulator, position)), 'content-type': 'application/json' },
    body: JSON.stringify({ username, password, ...changed }),
  });
}

const Session = z.object({ sessionToken: z.string() });

/** Both headers of an account. */
export async function login(emulator: RunningEmulator, position: 0 | 1 = 0): Promise<Record<string, string>> {
  const { sessionToken } = Session.parse((await askSession(emulator, position)).body);
  return { ...(await bearer(emulator, position)), 'vz-m2m-token': sessionToken };
}

export type Call = (method: string, path: string, body?: unknown) => Promise<Answer>;

/** A logged-in caller; paths are relative to `/api`. */
export async function connect(emulator: RunningEmulator, position: 0 | 1 = 0): Promise<Call> {
  const headers = await login(emulator, position);
  return (method, path, body) =>
    send(emulator, method, `/api${path}`, {
      headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
}

/** The emulator of the file or `describe` this is called in, and a caller logged in to each of its accounts before each test. */
export function useAccounts(options: Pick<EmulatorOptions, 'now'> = {}): {
  emulator: RunningEmulator;
  first: Call;
  second: Call;
} {
  const emulator = useEmulator(definition, options);
  const callers: Call[] = [];
  beforeEach(async () => {
    callers.splice(0, 2, await connect(emulator, 0), await connect(emulator, 1));
  });
  const caller = (position: 0 | 1): Call => {
    return (...asked) => present(callers[position], 'a caller')(...asked);
  };
  return { emulator, first: caller(0), second: caller(1) };
}

/** The body as an object. */
export function record(answer: Answer): Record<string, unknown> {
  return z.record(z.string(), z.unknown()).parse(answer.body);
}

export function field(answer: Answer, name: string): unknown {
  return record(answer)[name];
}

const Listing = z.looseObject({
  hasMoreData: z.boolean().default(false),
  lastSeenDeviceId: z.union([z.string(), z.number()]).optional(),
  licUsedCount: z.number().optional(),
  assignedLicenses: z.number().optional(),
  deviceList: z.array(z.looseObject({ deviceId: z.string() })),
});
export type Listing = z.output<typeof Listing>;

export function listing(answer: Answer): Listing {
  return Listing.parse(answer.body);
}

/** Device ids of all pages, in order, by feeding the returned cursor back. */
export async function walk(page: (cursor: string) => Promise<Answer>): Promise<string[]> {
  const seen: string[] = [];
  let cursor = '0';
  for (let pages = 0; pages < 1000; pages += 1) {
    const { hasMoreData, lastSeenDeviceId, deviceList } = listing(await page(cursor));
    seen.push(...deviceList.map(({ deviceId }) => deviceId));
    if (!hasMoreData) return seen;
    // A numeric cursor has lost its leading zero (thingspace contract 8.3).
    cursor = String(lastSeenDeviceId).padStart(15, '0');
  }
  throw new Error('the listing does not end');
}

/** The refusal FOTA and M2M share. */
export function refused(errorCode: string, errorMessage?: string) {
  return { errorCode, ...(errorMessage !== undefined && { errorMessage }) };
}
