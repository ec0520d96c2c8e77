// The adapter against the emulator: one account of the organisation, and what was asked of it.
import { startEmulator, type RunningEmulator } from '../../../emulators/core/emulator.ts';
import { access, definition } from '../../../emulators/genesys/index.ts';
import type { User } from '../../../src/domain/assignee.ts';
import { ProblemError, type Problem } from '../../../src/domain/problem.ts';
import type { Page } from '../../../src/domain/page.ts';
import { genesys } from '../../../src/providers/genesys/index.ts';
import type { ProviderAccount } from '../../../src/providers/provider.ts';
import type { UpstreamRuntime } from '../../../src/upstream/upstream.ts';

/** An id of the right form that nobody has. */
export const NOBODY = '00000000-0000-4000-8000-000000000000';

export function startGenesys(): Promise<RunningEmulator> {
  return startEmulator(definition);
}

/** An account of the emulator, by the id of one of its OAuth clients. */
export function openAccount(
  url: string,
  runtime: UpstreamRuntime,
  clientId = 'acme-us-client',
  clientSecret = secretOf(clientId),
  more: object = {},
): ProviderAccount {
  const entry = { key: 'us', name: 'Acme US', provider: 'GENESYS_CLOUD', clientId, clientSecret };
  return genesys.create(
    genesys.settings.parse({ ...entry, ...more, apiBaseUrl: url, loginBaseUrl: `${url}/` }),
    runtime,
  );
}

function secretOf(clientId: string): string {
  return access.clients.find((client) => client.clientId === clientId)?.clientSecret ?? 'wrong';
}

/** Requests to the API since the journal was cleared, logins left out, as `METHOD path`. */
export function callsTo(emulator: RunningEmulator): string[] {
  return emulator.journal
    .entries()
    .filter((entry) => entry.path !== '/oauth/token')
    .map((entry) => `${entry.method} ${entry.path.replace('/api/v2', '')}`);
}

export function loginsTo(emulator: RunningEmulator): number {
  return emulator.journal.entries().filter((entry) => entry.path === '/oauth/token').length;
}

/** Every row of a list, page by page. */
export async function readToEnd<T>(read: (cursor: string | null) => Promise<Page<T>>): Promise<T[]> {
  const rows: T[] = [];
  let cursor: string | null = null;
  do {
    const page: Page<T> = await read(cursor);
    rows.push(...page.items);
    cursor = page.next;
  } while (cursor !== null);
  return rows;
}

export function idsOf(users: readonly User[]): string[] {
  return users.map((user) => user.externalId);
}

/** The problem something fails with; fails the test when it succeeds or throws anything else. */
export async function problemOf(outcome: Promise<unknown> | undefined): Promise<Problem> {
  const settled = await Promise.resolve(outcome).then(
    () => 'it succeeded',
    (error: unknown) => error,
  );
  if (settled instanceof ProblemError) return settled.problem;
  throw new Error('expected a ProblemError', { cause: settled });
}
