// An inventory for tests: the accounts of an app, swept whole into its database.
import { beforeAll } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { stringify } from 'yaml';
import { seededAccounts } from '../../emulators/fleet.ts';
import { readConfig } from '../../src/config/read.ts';
import { Secret } from '../../src/domain/secret.ts';
import { sectionsOf } from '../../src/inventory/sections.ts';
import { registryWith } from '../../src/providers/outside.ts';
import type { ProviderAccount } from '../../src/providers/provider.ts';
import { createAccounts } from '../../src/reload/accounts.ts';
import { withColumnNames } from '../../src/store/database/column-names.ts';
import { openDatabase } from '../../src/store/database/open.ts';
import type { Sweeping } from '../../src/store/inventory/sweeping/api.ts';
import { sweeping } from '../../src/store/inventory/sweeping/sweeps.ts';
import { createOutage } from '../../src/store/outage.ts';
import { useApp } from './app.ts';
import { present, until } from './assertions.ts';
import { createDatabase } from './databases.ts';
import { opened } from './lifecycle.ts';
import { testCall, testRuntime } from './runtime.ts';
import type { TestApp, TestAppOptions } from './start-app.ts';

const LEASE_MS = 60_000;

/** Sweeps accounts of the app into the database at `url`; the others are known, and not swept yet. */
async function sweepInto(
  url: string,
  app: Pick<TestApp, 'fleet' | 'url'>,
  isSwept: (key: string) => boolean = () => true,
): Promise<void> {
  // It makes the tables when it opens the database.
  await until(async () => (await fetch(`${app.url}/readyz`)).ok);
  const { accountSchemas } = await registryWith([]);
  const read = readConfig({
    text: stringify({ accounts: seededAccounts(app.fleet) }),
    environment: {},
    accountSchemas,
  });
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  const { runtime, close } = testRuntime({ answerTimeoutMs: 30_000 });
  const accounts = createAccounts(read.config.accounts, runtime).current();
  const { log, now } = runtime;
  const options = { kind: 'postgres', url: new Secret(url), poolSize: 2 } as const;
  const database = await openDatabase(options, { log, create: false });
  const store = sweeping({
    db: withColumnNames(database.db),
    embedded: false,
    outage: createOutage({ log, now, where: () => null }),
    now,
    newId: randomUUID,
    enqueue: () => Promise.resolve(),
  });
  try {
    await store.keepAccounts(accounts.map(({ account: { key, provider } }) => ({ key, provider })));
    for (const account of accounts) if (isSwept(account.account.key)) await sweepOne(store, account);
  } finally {
    await database.close();
    close();
  }
}

async function sweepOne(store: Sweeping, account: ProviderAccount): Promise<void> {
  const { key } = account.account;
  const { sweepId } = present(await store.queueSweep(key, 'DUE'));
  const sections = sectionsOf(account);
  const plan = sections.map(({ name, lists }) => ({ name, lists }));
  const held = present(await store.claimSweep(sweepId, 'test', LEASE_MS, () => Promise.resolve(plan)));
  for (const { position, name } of held.sections) {
    const section = present(sections.find((one) => one.name === name));
    let state = present(await store.beginSection(held, position));
    while (!state.isRead) {
      const readAt = Date.now();
      const page = await section.page(state.cursor, testCall(60_000), store.knownSoFar(held));
      const { items: sightings, leftOut = [], next, total, totalHoldings = null } = page;
      const kept = { readAt, sightings, leftOut, gone: [], hasGap: page.gap !== undefined, next };
      state = present(
        await store.keepPage(held, state, { ...kept, total, totalHoldings, isLookUp: false, calls: 1 }),
      );
    }
    await store.concludeSection(held, state, { isRead: true });
  }
  await store.finishSweep(
    held,
    sections.map(({ name }) => name),
  );
}

/** An app whose accounts were swept whole before the first test; those that `isSwept` leaves out are known only. */
export function useSweptApp(options: TestAppOptions = {}, isSwept?: (key: string) => boolean): TestApp {
  const database = opened(createDatabase, (it) => it.drop());
  const app = useApp({ ...options, store: () => ({ url: database.url }) });
  beforeAll(() => sweepInto(database.url, app, isSwept), 120_000);
  return app;
}
