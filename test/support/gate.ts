// A gate in front of a provider holds requests back until a test lets them go, so that something is under way for exactly as
// long as the test needs.
import type { Fleet, AccountEntry } from '../../emulators/fleet.ts';
import { present } from './assertions.ts';
import { opened } from './lifecycle.ts';
import type { ProviderName } from './provider.ts';
import { startStub, type StubAnswer, type StubRequest } from './stub-server.ts';

export interface Gate {
  /** These accounts with the address of the gate in place of the provider's. */
  before(accounts: readonly AccountEntry[]): readonly AccountEntry[];
  /** How many requests have been held back since it was shut. */
  held(): number;
  open(): void;
  shut(): void;
  close(): Promise<void>;
}

/** A gate of the file or `describe` this is called in, in front of a provider. */
export function useGate(
  fleet: Fleet,
  provider: ProviderName,
  holds: (request: StubRequest) => boolean,
): Gate {
  return opened(
    () => startGate(fleet[provider].url, holds),
    (it) => it.close(),
  );
}

/** A gate in front of this address. It is open until it is shut; then it holds back the requests that `holds` selects. */
export async function startGate(to: string, holds: (request: StubRequest) => boolean): Promise<Gate> {
  let opening = Promise.withResolvers<null>();
  opening.resolve(null);
  let held = 0;
  const stub = await startStub(async (request) => {
    if (holds(request)) {
      held += 1;
      await opening.promise;
    }
    return await passOn(to, request);
  });
  return {
    before: (accounts) => movedTo(stub.url, to, accounts),
    held: () => held,
    open: () => opening.resolve(null),
    shut() {
      held = 0;
      opening = Promise.withResolvers();
    },
    close: () => stub.close(),
  };
}

/** Where the provider of these accounts is. */
export function addressOf(accounts: readonly AccountEntry[]): string {
  return present(/http:\/\/[\d.]+:\d+/.exec(JSON.stringify(accounts)), 'an address in the accounts')[0];
}

/** These accounts with one address replaced. */
export function movedTo(
  address: string,
  from: string,
  accounts: readonly AccountEntry[],
): readonly AccountEntry[] {
  const text = JSON.stringify(accounts).replaceAll(`"${from}/`, `"${address}/`);
  // The same accounts with another address, so of the same type.
  return JSON.parse(text.replaceAll(`"${from}"`, `"${address}"`)) as readonly AccountEntry[];
}

/** Headers of one connection, not of the request. */
const OF_A_CONNECTION = new Set(['host', 'connection', 'content-length', 'transfer-encoding']);

async function passOn(to: string, { method, url, headers, body }: StubRequest): Promise<StubAnswer> {
  const passed = Object.entries(headers).filter(([name]) => !OF_A_CONNECTION.has(name));
  const response = await fetch(`${to}${url}`, {
    method,
    headers: passed.map(([name, value]) => [name, String(value)]),
    ...(body !== '' && { body }),
  });
  return { status: response.status, body: await response.text() };
}
