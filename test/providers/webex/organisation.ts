// A Webex organisation to ask: the emulator, an account pointed at it, and what was asked of it.
import { startEmulator, type RunningEmulator } from '../../../emulators/core/emulator.ts';
import type { JournalEntry } from '../../../emulators/core/journal.ts';
import { access, definition } from '../../../emulators/webex/index.ts';
import type { Page, Slots } from '../../../src/domain/page.ts';
import { ProblemError, type Problem } from '../../../src/domain/problem.ts';
import type { ProviderAccount } from '../../../src/providers/provider.ts';
import { webex } from '../../../src/providers/webex/index.ts';
import type { UpstreamRuntime } from '../../../src/upstream/upstream.ts';
import { testCall, testRuntime } from '../../support/runtime.ts';

export { access };

/** The id of a license of the emulator's organisation. */
export function licenseId(name: string): string {
  const id = access.licenseIds[name];
  if (id === undefined) throw new Error(`no license ${name}`);
  return id;
}

export interface Organisation {
  readonly emulator: RunningEmulator;
  /** An account with the given credentials; the administrator's token when there are none. */
  account(
    credentials?: Readonly<Record<string, string>>,
    runtime?: Partial<UpstreamRuntime>,
  ): ProviderAccount;
  /** What `work` came to, and what was asked of the emulator meanwhile. */
  counted<T>(
    work: () => Promise<T>,
  ): Promise<{ readonly result: T; readonly asked: readonly JournalEntry[] }>;
  close(): Promise<void>;
}

export async function startOrganisation(): Promise<Organisation> {
  const emulator = await startEmulator(definition);
  const { runtime, close } = testRuntime();
  return {
    emulator,
    account: (credentials = { accessToken: access.accessToken }, changes = {}) =>
      accountAt(`${emulator.url}${access.basePath}`, credentials, { ...runtime, ...changes }),
    async counted(work) {
      const before = emulator.journal.entries().length;
      const result = await work();
      return { result, asked: emulator.journal.entries().slice(before) };
    },
    async close() {
      close();
      await emulator.close();
    },
  };
}

export function accountAt(
  baseUrl: string,
  credentials: Readonly<Record<string, string>>,
  runtime: UpstreamRuntime,
): ProviderAccount {
  const settings = webex.settings.parse({
    key: 'webex',
    name: 'Webex',
    provider: 'WEBEX',
    baseUrl,
    ...credentials,
  });
  return webex.create(settings, runtime);
}

/** Every page of a list. */
export async function pagesOf<T>(
  read: (cursor: string | null) => Promise<Page<T>>,
): Promise<readonly Page<T>[]> {
  const pages: Page<T>[] = [];
  for (let cursor: string | null = null; pages.length < 50;) {
    const page: Page<T> = await read(cursor);
    pages.push(page);
    if (page.next === null) return pages;
    cursor = page.next;
  }
  throw new Error('the list does not end');
}

/** Every row of a list. */
export async function rowsOf<T>(read: (cursor: string | null) => Promise<Page<T>>): Promise<readonly T[]> {
  return (await pagesOf(read)).flatMap((page) => page.items);
}

/** The problem a read fails with. */
export async function problemOf(work: Promise<unknown>): Promise<Problem> {
  try {
    await work;
  } catch (error) {
    if (error instanceof ProblemError) return error.problem;
    throw error;
  }
  throw new Error('it did not fail');
}

/** The value in a slot. */
export function valueOf<T>(slots: Slots<T>, key: string): T {
  const slot = slots.get(key);
  if (slot === undefined || slot === null) throw new Error('nothing in the slot');
  if (slot instanceof ProblemError) throw slot;
  return slot;
}

/** `METHOD /path` of what was asked, ids left out. */
export function operations(asked: readonly JournalEntry[]): readonly string[] {
  return asked.map(({ method, path }) => `${method} ${path.replace(/[A-Za-z0-9_-]{20,}/, ':id')}`);
}

export { testCall };
