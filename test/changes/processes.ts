// Real processes of License Graph in front of emulators that live on when a process is killed.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { seededAccounts, startFleet, type Fleet } from '../../emulators/fleet.ts';
import { createChildren, type Child } from '../support/child-process.ts';
import { startRelay, type Ledger, type Relay } from './relay.ts';
import type { ProviderName } from './tries.ts';
import { SCALE } from './wishes.ts';

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
      // A lease must outlast a call: short calls allow for a short lease.
      limits: { connectTimeoutMs: 300, answerTimeoutMs: 2_300 },
      changes: { leaseMs: 4_000, sweepMs: 1_000, settleMs: 1_000, settleAfterMs: 1_000, ...options.changes },
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
