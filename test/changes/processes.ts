// Real processes of License Graph in front of emulators that live on when a process is killed.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { stringify } from 'yaml';
import { seededAccounts, startFleet, type Fleet } from '../../emulators/fleet.ts';
import { stateOf } from '../../emulators/genesys/directory.ts';
import type { ChangeAction } from '../../src/domain/change.ts';
import { createChildren, type Child } from '../main/child.ts';
import { startRelay, type Ledger, type Relay } from './relay.ts';
import { device, genesysUser, place, webexUser, type ProviderName } from './tries.ts';
import type { Target } from './upstream.ts';

const SCALE = 40;
const PROVIDERS = ['genesys', 'webex', 'thingspace', 'yext'] as const;

/** What the configuration says of the store: exactly one of the two. */
export type StoreConfig = { readonly directory: string } | { readonly url: string };

export interface Process {
  readonly child: Child;
  /** Where it serves, once it does; rejects when it ends before. */
  readonly url: Promise<string>;
}

export interface ProcessRig {
  readonly fleet: Fleet;
  readonly ledger: Ledger;
  /** A folder of this rig, deleted in the end. */
  readonly folder: string;
  /** Starts a process; `source` is what its calls are known by. */
  start(store: StoreConfig, source?: string): Promise<Process>;
  close(): Promise<void>;
}

export interface ProcessRigOptions {
  /** How long writes are under way, milliseconds. */
  readonly writeDelayMs: Readonly<Record<ProviderName, number>>;
  readonly changes?: Readonly<Record<string, unknown>>;
}

export async function openProcessRig(options: ProcessRigOptions): Promise<ProcessRig> {
  const fleet = await startFleet({ scale: SCALE });
  fleet.genesys.setSwitch('callsPerMinute', 1_000_000);
  fleet.webex.setSwitch('rateLimitBurst', 0);
  fleet.yext.setSwitch('requestsPerHour', 1_000_000);
  const folder = await mkdtemp(join(tmpdir(), 'license-graph-processes-'));
  const children = createChildren();
  const relays: Relay[] = [];
  const ledger: Ledger = { written: [], calls: 0, afterWrite: () => undefined };

  /** The fleet as processes of this source see it. */
  async function behindRelays(source: string): Promise<Fleet> {
    const seen = { ...fleet };
    for (const provider of PROVIDERS) {
      const writeDelayMs = (): number => options.writeDelayMs[provider];
      const relay = await startRelay({ provider, to: fleet[provider].url, source, ledger, writeDelayMs });
      relays.push(relay);
      seen[provider] = { ...fleet[provider], url: relay.url };
    }
    return seen;
  }
  const sources = new Map<string, Promise<Fleet>>();

  async function start(store: StoreConfig, source = 'only'): Promise<Process> {
    const seen = sources.get(source) ?? behindRelays(source);
    sources.set(source, seen);
    const file = join(folder, `${source}.yaml`);
    const config = {
      accounts: seededAccounts(await seen),
      server: { port: 0, playground: false },
      auth: 'none',
      store,
      changes: { leaseMs: 3_000, sweepMs: 1_000, settleMs: 1_000, settleAfterMs: 1_000, ...options.changes },
    };
    await writeFile(file, stringify(config));
    const child = children.node(['src/main.ts', '--config', file]);
    const url = child.says(/"url":"([^"]+)".*is up/).then(([, found]) => found ?? '');
    // Whoever kills it first does not ask where it would have been.
    url.catch(() => undefined);
    return { child, url };
  }

  return {
    fleet,
    ledger,
    folder,
    start,
    async close() {
      await children.end();
      await Promise.all(relays.map((relay) => relay.close()));
      await fleet.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export interface Progress {
  readonly status: string;
  readonly progress: Readonly<Record<string, number>>;
}

interface Asked {
  readonly data: unknown;
  readonly errors?: readonly unknown[];
}

/** Throws when nobody answers, or not what was asked. */
export async function ask<Data>(url: string, query: string, variables: object): Promise<Data> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  const answer = (await response.json()) as Asked; // a GraphQL server answers so
  if (answer.errors !== undefined) throw new Error(JSON.stringify(answer.errors));
  return answer.data as Data; // the test that asks says what it expects back, and asserts on it
}

const APPLY = `mutation ($input: ApplyLicenseChangesInput!) {
  applyLicenseChanges(input: $input) { changeSet { id } problems { code message } replayed }
}`;

/** Asks for a set; the same key may be asked again and again. Gives its id. */
export async function apply(url: string, wishes: readonly Wished[], idempotencyKey: string): Promise<string> {
  const changes = wishes.map(({ action, target }) => ({
    action,
    license: { key: { accountKey: target.accountKey, externalId: target.licenseId } },
    assignee: { key: { kind: target.kind, externalId: target.externalId } },
  }));
  const input = { changes, idempotencyKey, waitSeconds: 0 };
  const { applyLicenseChanges: answer } = await ask<{
    applyLicenseChanges: { changeSet: { id: string } | null; problems: readonly unknown[] };
  }>(url, APPLY, { input });
  if (!answer.changeSet) throw new Error(JSON.stringify(answer.problems.slice(0, 5)));
  return answer.changeSet.id;
}

const PROGRESS = `query ($id: ID!) {
  changeSet(id: $id) { status progress { total pending verified acceptedUnverified noChange rejected unknown skipped cancelled } }
}`;

export async function progressOf(url: string, id: string): Promise<Progress> {
  const { changeSet } = await ask<{ changeSet: Progress | null }>(url, PROGRESS, { id });
  if (changeSet === null) throw new Error(`there is no set ${id}`);
  return changeSet;
}

/** Whether every change has come to an outcome that stays. */
export function isOver({ status, progress }: Progress): boolean {
  const open = ['pending', 'acceptedUnverified', 'unknown'].some((name) => progress[name] !== 0);
  return status !== 'RUNNING' && !open;
}

/** Waits until a set is over. How long that takes is bounded, and not asserted. */
export async function untilOver(url: string, id: string, patienceMs: number): Promise<Progress> {
  let last: unknown = null;
  for (let waited = 0; waited < patienceMs; waited += 500) {
    try {
      const now = await progressOf(url, id);
      if (isOver(now)) return now;
      last = now;
    } catch (error) {
      last = error;
    }
    await delay(500);
  }
  throw new Error(`the set did not end: ${last instanceof Error ? last.message : JSON.stringify(last)}`);
}

export interface Wished {
  readonly action: ChangeAction;
  readonly target: Target;
}

/** Wishes over four providers, so many for each: assignments to whom has nothing, and removals of devices' licenses. */
export function wishesFor(count: Readonly<Record<ProviderName, number>>): Wished[] {
  const take = (amount: number, targetAt: (index: number) => Target | null): Target[] => {
    const taken: Target[] = [];
    for (let index = 0; taken.length < amount; index += 1) {
      const target = targetAt(index);
      if (target) taken.push(target);
    }
    return taken;
  };
  const isBare = (index: number): boolean => (index + Math.floor(index / 20)) % 5 >= 3;
  const half = Math.floor(count.thingspace / 2);
  const assigned = [
    ...take(count.genesys, (index) =>
      [1, 3, 7, 11, 13].includes(index % 20) && stateOf(index) === 'active' ? genesysUser(index) : null,
    ),
    ...take(count.webex, (index) =>
      index % 10 === 5 && index % 90 !== 89 ? webexUser(index, 'messaging', SCALE) : null,
    ),
    ...take(half, (index) => (index > 1_000 && isBare(index) ? device(index) : null)),
    ...take(count.yext, (index) =>
      index > 300 && index % 3 === 0 && ![0, 3, 6].includes(index % 10)
        ? place(`store-${index}`, 'LP-LISTINGS')
        : null,
    ),
  ];
  const removed = take(count.thingspace - half, (index) =>
    index > 1_000 && !isBare(index) ? device(index) : null,
  );
  return [
    ...assigned.map((target) => ({ action: 'ASSIGN' as const, target })),
    ...removed.map((target) => ({ action: 'REMOVE' as const, target })),
  ];
}
