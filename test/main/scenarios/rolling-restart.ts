// Two replicas behind a balancer are restarted one after the other under load: every request has its answer, and every change is carried
// out once.
import { describe, expect, it } from '@jest/globals';
import { setTimeout as delay } from 'node:timers/promises';
import { until } from '../../support/assertions.ts';
import { startBalancer, type Balancer } from '../../support/balancer.ts';
import { inputOf, untilOver } from '../../support/graph-client.ts';
import type { Target } from '../../support/license-targets.ts';
import { opened } from '../../support/lifecycle.ts';
import { changesFor, type TestChange } from '../../support/many-changes.ts';
import {
  useDatabase,
  useProcesses,
  type Process,
  type Processes,
  type TestDatabase,
} from '../../support/processes.ts';
import { stateAtProviders } from '../../support/provider-state.ts';

export interface RollingRestart {
  /** Requests at least, and restarts at least. */
  readonly requests: number;
  readonly restarts: number;
  readonly probeMs: number;
  /** `server.drainDelayMs`; null for one that a second signal ends as soon as the balancer has noticed, however busy the machine is. */
  readonly drainDelayMs: number | null;
}

/** Clients, each with one request at a time: on a busy machine the pace slows down. */
const CLIENTS = 30;
const PACE_MS = 20;
/** Every fifth request changes something, until there is nothing left to change. */
const EVERY = 5;
const CHANGES = [changesFor({ webex: 400 }), changesFor({ yext: 400 })];
/** Requests from one restart to the next, at least. */
const BETWEEN = 50;
/** What ends too late is told as such, not by the time limit of tests. */
const PATIENCE_MS = 900_000;
/** A second signal is taken for the same as the first within a second. */
const AGAIN_MS = 1_100;

/** What happened under load. */
interface Load {
  sent: number;
  readonly lost: string[];
  /** Sets of changes that were answered, and what they change. */
  readonly sets: Map<string, Target>;
  /** How many of them were answered before they were over. */
  handedOver: number;
}

export function rollingRestart({ requests, restarts, probeMs, drainDelayMs }: RollingRestart): void {
  describe('a rolling restart of two replicas', () => {
    const database = useDatabase('PostgreSQL');
    const processes = useProcesses({
      sweeps: true,
      // Some are under way whenever a replica stops.
      writeDelayMs: { webex: 600, yext: 100 },
      server: {
        drainDelayMs: drainDelayMs ?? 3_600_000,
        drainMs: 120_000,
        deadlineMs: 120_000,
        mutationDeadlineMs: 300_000,
      },
      limits: { connectTimeoutMs: 10_000, answerTimeoutMs: 30_000 },
      changes: { leaseMs: 90_000 },
    });
    const balancer = opened(
      () => startBalancer(probeMs),
      (it) => it.close(),
    );

    it(
      `loses none of ${requests} requests`,
      async () => {
        const replicas = [
          await started(processes, database, balancer),
          await started(processes, database, balancer),
        ];
        let done = 0;
        const load: Load = { sent: 0, lost: [], sets: new Map(), handedOver: 0 };
        const isOver = (): boolean => load.sent >= requests && done >= restarts;
        const began = Date.now();
        const clients = Array.from({ length: CLIENTS }, () => client(balancer.url, load, { began, isOver }));
        while (!isOver()) {
          const before = load.sent;
          await until(() => load.sent >= before + BETWEEN || isOver());
          const [oldest] = replicas;
          if (!oldest) throw new Error('there is no replica');
          await left(oldest, balancer, drainDelayMs === null);
          replicas.shift();
          replicas.push(await started(processes, database, balancer));
          done += 1;
        }
        await Promise.all(clients);
        process.stdout.write(
          `${load.sent} requests, ${load.lost.length} lost, ${done} restarts, ${load.sets.size} changes, ${load.handedOver} of them handed over, ${balancer.lastWords()} answers of replicas that were told to stop\n`,
        );
        expect(load.lost).toEqual([]);
        expect(balancer.lastWords()).toBeGreaterThan(0);
        await expectEachOnce(processes, balancer.url, load.sets);
      },
      PATIENCE_MS,
    );
  });
}

interface Replica {
  readonly process: Process;
  readonly url: string;
}

/** A new replica, once the balancer gives it requests. */
async function started(processes: Processes, database: TestDatabase, balancer: Balancer): Promise<Replica> {
  const process = await processes.start(database.config);
  const url = await process.url;
  balancer.add(url);
  await until(() => balancer.isIn(url));
  return { process, url };
}

/** Tells a replica to stop, and waits until it has left. */
async function left({ process, url }: Replica, balancer: Balancer, hurries: boolean): Promise<void> {
  process.child.signal('SIGTERM');
  if (hurries) {
    await until(() => !balancer.isIn(url));
    await balancer.sent(url);
    while (!process.child.stdout().includes('"msg":"stopping without delay"')) {
      await delay(AGAIN_MS);
      process.child.signal('SIGTERM');
    }
  }
  expect(await process.child.exited).toBe(0);
  balancer.remove(url);
}

const QUERIES = [
  '{ accounts { key } }',
  '{ account(key: "listings") { licenses { totalCount } } }',
  '{ viewer { name } }',
];
const ASSIGN = `mutation ($input: AssignLicenseInput!) {
  assignLicense(input: $input) { changeSet { id status } problems { code message } }
}`;

interface Answer {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly unknown[];
}
interface Assigned {
  readonly changeSet: { readonly id: string; readonly status: string } | null;
  readonly problems: readonly unknown[];
}

/** The providers take turns. */
function changeAt(place: number): TestChange | undefined {
  return CHANGES[place % CHANGES.length]?.[Math.floor(place / CHANGES.length)];
}

/** Sends one request after the other, each at its time if it can. */
async function client(
  url: string,
  load: Load,
  { began, isOver }: { readonly began: number; readonly isOver: () => boolean },
): Promise<void> {
  while (!isOver()) {
    const place = load.sent;
    load.sent += 1;
    await delay(Math.max(0, began + place * PACE_MS - Date.now()));
    const change = place % EVERY === 0 ? changeAt(place / EVERY) : undefined;
    try {
      if (change === undefined) await asked(url, QUERIES[place % QUERIES.length] ?? '', {});
      else {
        const { license, assignee } = inputOf(change);
        const input = { license, assignee, idempotencyKey: `request ${place}` };
        // As ASSIGN asks for it.
        const { changeSet, problems } = (await asked(url, ASSIGN, { input }))['assignLicense'] as Assigned;
        if (changeSet === null) throw new Error(JSON.stringify(problems));
        load.sets.set(changeSet.id, change.target);
        if (changeSet.status === 'RUNNING') load.handedOver += 1;
      }
    } catch (error) {
      load.lost.push(`${place}: ${String(error)}`);
    }
  }
}

/** What a replica says when all of its connections were in use for five seconds: of the machine, and of no restart, which breaks them. */
const LATE = 'The database of License Graph did not answer in time.';

/** The data of an answer. Asks again, as it is told to, while the database is late. Throws when there is none, or when it is not whole. */
async function asked(url: string, query: string, variables: object): Promise<NonNullable<Answer['data']>> {
  for (;;) {
    try {
      return await askedOnce(url, query, variables);
    } catch (error) {
      if (!String(error).includes(LATE)) throw error;
    }
  }
}

async function askedOnce(
  url: string,
  query: string,
  variables: object,
): Promise<NonNullable<Answer['data']>> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  const text = await response.text();
  if (response.status !== 200) throw new Error(`${response.status} ${text}`);
  const { data, errors } = JSON.parse(text) as Answer; // the form of every GraphQL answer
  if (!data || errors !== undefined) throw new Error(text);
  return data;
}

/** Asserts that every set has succeeded, that its provider shows it, and that it was sent there once. */
async function expectEachOnce(
  { fleet, ledger }: Processes,
  url: string,
  sets: ReadonlyMap<string, Target>,
): Promise<void> {
  const wrong: string[] = [];
  for (const [id, target] of sets) {
    const { status } = await untilOver(url, id);
    const { held } = await stateAtProviders(fleet).stateOf(target);
    if (status !== 'SUCCEEDED' || !held) wrong.push(`${JSON.stringify(target)}: ${status}, held: ${held}`);
  }
  expect(wrong).toEqual([]);
  const times = [...Map.groupBy(ledger.written, ({ target }) => target).values()].map(({ length }) => length);
  expect(times).toEqual([...sets].map(() => 1));
}
