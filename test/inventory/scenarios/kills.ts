// Processes that are killed in the middle of sweeps: the next one goes on from the page, and in the end the inventory is that of an undisturbed sweep.
import { describe, expect, it } from '@jest/globals';
import { COMPANY, VENDORS } from '../../../emulators/company.ts';
import { isLoginTo } from '../../../emulators/core/seeded.ts';
import { seededAccounts, type Fleet } from '../../../emulators/fleet.ts';
import { readConfig } from '../../../src/config/read.ts';
import { accountSchemas } from '../../../src/providers/registry.ts';
import { createAccounts } from '../../../src/reload/accounts.ts';
import { stringify } from 'yaml';
import { until } from '../../support/assertions.ts';
import { DATABASES } from '../../support/databases.ts';
import { useDatabase, useProcesses, type Processes } from '../../support/processes.ts';
import { createRandom } from '../../support/random.ts';
import { testRuntime } from '../../support/runtime.ts';
import { openRig, rigOver, type Rig } from '../../support/store.ts';
import { sweepDeps, tablesOf, toItsEnd, type Tables } from '../../support/sweeps.ts';

const SEED = 20_310_501;
const PATIENCE_MS = 900_000;
/** Longer than the lease of a sweep: so far is the clock of each process ahead of that of the one before. */
const AHEAD_MS = 31_000;

/** How large the company is, and how slowly it answers: so that a sweep has pages enough to be killed in. */
const SIZES = { genesys: 4, webex: 2, thingspace: 1, yext: 3 } as const;
const ANSWER_MS = 150;

/** Kills processes, half of them over each database, in the tests of the file this is called in. */
export function killedSweeps(kills: number): void {
  const each = Math.ceil(kills / DATABASES.length);
  describe.each(DATABASES)('a process that is killed while it sweeps into %s', (kind) => {
    const database = useDatabase(kind, { made: true });
    const processes = useProcesses({
      writeDelayMs: {},
      sweeps: true,
      limits: { connectTimeoutMs: 5_000, answerTimeoutMs: 15_000 },
      changes: { leaseMs: AHEAD_MS },
      hasty: true,
    });
    const random = createRandom(SEED);

    it(
      `ends with what an undisturbed sweep shows, after ${each} kills`,
      async () => {
        const { fleet, ledger } = processes;
        const undisturbed = await sweepsOf(fleet);
        for (const name of VENDORS) fleet[name].fault({ fault: { kind: 'latency', ms: ANSWER_MS } });
        for (let killed = 0; killed < each; killed += 1) {
          const goal = callsOf(fleet) + random.whole(1, 5);
          const process = await processes.start(database.config);
          await until(() => callsOf(fleet) >= goal);
          await process.kill();
        }
        for (const name of VENDORS) fleet[name].clearFaults();
        const killed = await restOf(processes, await rigOver(database.options), ledger.killed * AHEAD_MS);
        expect(differences(killed.tables, undisturbed.tables)).toEqual([]);
        expect(killed.sweeps).toEqual(undisturbed.sweeps);
        for (const name of VENDORS) {
          const accounts = COMPANY[name].accounts.length;
          expect(killed.calls[name]).toBeLessThanOrEqual(undisturbed.calls[name] + each * accounts);
        }
      },
      PATIENCE_MS,
    );
  });
}

/** The first rows of each table that only one of the two copies has. */
function differences(ours: Tables, theirs: Tables): readonly string[] {
  const names = ['licenses', 'assignees', 'holdings', 'history'] as const;
  return names.flatMap((name) => {
    const [own, other] = [new Set(ours[name]), new Set(theirs[name])];
    const only = [
      ...[...own].filter((line) => !other.has(line)).map((line) => `+ ${line}`),
      ...[...other].filter((line) => !own.has(line)).map((line) => `- ${line}`),
    ];
    return only.slice(0, 10);
  });
}

/** Upstream calls without logins. */
function callsTo(fleet: Fleet, name: (typeof VENDORS)[number]): number {
  const { journal } = fleet[name];
  return journal.entries().filter(({ path }) => !isLoginTo(COMPANY[name], path)).length;
}

function callsOf(fleet: Fleet): number {
  return VENDORS.reduce((sum, name) => sum + callsTo(fleet, name), 0);
}

function startOver(fleet: Fleet): void {
  for (const name of VENDORS) fleet[name].reset(SIZES[name]);
  fleet.genesys.setSwitch('callsPerMinute', 1_000_000);
  fleet.webex.setSwitch('rateLimitBurst', 0);
  fleet.yext.setSwitch('requestsPerHour', 1_000_000);
}

/** Sweeps all accounts in this process into a database of its own; the journals are empty after that. */
async function sweepsOf(fleet: Fleet) {
  startOver(fleet);
  const rig = await openRig('PostgreSQL');
  try {
    return await endOf(fleet, rig);
  } finally {
    await rig.close();
    for (const name of VENDORS) fleet[name].journal.clear();
  }
}

async function restOf({ fleet }: Processes, rig: Rig, ahead: number) {
  rig.clock.now = Date.now() + ahead;
  try {
    return await endOf(fleet, rig);
  } finally {
    await rig.close();
  }
}

/** Runs what is open, and queues what was not: then the tables, and how many sweeps there were. */
async function endOf(fleet: Fleet, rig: Rig) {
  const read = readConfig({
    text: stringify({ accounts: seededAccounts(fleet) }),
    environment: {},
    accountSchemas,
  });
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  const { runtime, close } = testRuntime({
    answerTimeoutMs: 30_000,
    now: () => rig.clock.now,
    sleep(milliseconds) {
      rig.clock.now += milliseconds;
      return Promise.resolve();
    },
  });
  const accounts = createAccounts(read.config.accounts, runtime).current();
  const deps = sweepDeps(rig, accounts);
  await rig.store.keepAccounts(accounts.map(({ account }) => account));
  for (const { account } of accounts) {
    const [swept] =
      await rig.query(`select s.id from sweeps s join inventory_accounts a on a.no = s.account_no
      where a.key = '${account.key}' and s.finished_at is not null`);
    if (swept !== undefined) continue;
    const queued = await rig.store.queueSweep(account.key, 'DUE');
    if (queued !== null) await toItsEnd(rig, deps, queued.sweepId);
  }
  close();
  return {
    tables: await tablesOf(rig),
    sweeps:
      await rig.query(`select a.key, s.status from sweeps s join inventory_accounts a on a.no = s.account_no
      order by a.key, s.id`),
    calls: Object.fromEntries(VENDORS.map((name) => [name, callsTo(fleet, name)])) as Record<
      (typeof VENDORS)[number],
      number
    >, // of every name there is
  };
}
