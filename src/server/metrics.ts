// What the process tells a metrics scraper: requests answered, upstream reads, changes, circuits.
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import type { Account, AccountStatus } from '../domain/account.ts';
import type { UpstreamEvent } from '../domain/call.ts';

export interface Metrics {
  readonly contentType: string;
  render(): Promise<string>;
  /** A GraphQL request that took so many seconds, until it was answered or given up. */
  readonly answered: (seconds: number) => void;
  /** A request was refused: by the name of the limit, or by the code. */
  readonly refused: (reason: string) => void;
  /** A socket or stream was opened or closed: so many are open. */
  readonly connected: (open: number) => void;
  /** 1 more subscription, or 1 less. */
  readonly subscribed: (transport: string, change: 1 | -1) => void;
  /** An event of a subscription was given to its client. */
  readonly liveEvent: () => void;
  /** A read asked of a provider. */
  readonly read: (event: UpstreamEvent) => void;
  /** A change got its outcome. */
  readonly outcome: (accountKey: string, outcome: string) => void;
  /** Write requests to a provider that left. */
  readonly writes: (accountKey: string, requests: number) => void;
}

export function createMetrics(accounts: readonly { account: Account; status(): AccountStatus }[]): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const duration = new Histogram({
    name: 'license_graph_request_seconds',
    help: 'Time to answer a GraphQL request',
    buckets: [0.005, 0.02, 0.1, 0.5, 2, 10],
    registers: [registry],
  });
  const refusals = new Counter({
    name: 'license_graph_refusals_total',
    help: 'Requests refused, as a whole or in a field, by limit or code',
    labelNames: ['reason'],
    registers: [registry],
  });
  const reads = new Counter({
    name: 'license_graph_upstream_reads_total',
    help: 'Reads asked of providers, by account and by how they were answered',
    labelNames: ['account', 'kind'],
    registers: [registry],
  });
  const outcomes = new Counter({
    name: 'license_graph_changes_total',
    help: 'Changes of licenses carried out by this process, by account and by what they came to',
    labelNames: ['account', 'outcome'],
    registers: [registry],
  });
  const writes = new Counter({
    name: 'license_graph_upstream_writes_total',
    help: 'Write requests sent to providers, by account',
    labelNames: ['account'],
    registers: [registry],
  });
  const live = createLiveMetrics(registry);
  new Gauge({
    name: 'license_graph_circuit_open',
    help: '1 while the circuit of an account is not closed',
    labelNames: ['account'],
    registers: [registry],
    collect() {
      for (const { account, status } of accounts) {
        this.set({ account: account.key }, status().circuit === 'CLOSED' ? 0 : 1);
      }
    },
  });
  return {
    contentType: registry.contentType,
    render: () => registry.metrics(),
    answered: (seconds) => duration.observe(seconds),
    refused: (reason) => refusals.inc({ reason }),
    outcome: (account, outcome) => outcomes.inc({ account, outcome }),
    writes: (account, requests) => writes.inc({ account }, requests),
    ...live,
    read: (event) => reads.inc({ account: event.accountKey, kind: event.kind }),
  };
}

function createLiveMetrics(registry: Registry): Pick<Metrics, 'connected' | 'subscribed' | 'liveEvent'> {
  const sockets = new Gauge({
    name: 'license_graph_live_sockets',
    help: 'WebSockets and event streams that are open',
    registers: [registry],
  });
  const subscriptions = new Gauge({
    name: 'license_graph_subscriptions',
    help: 'Subscriptions under way, by what brought them',
    labelNames: ['transport'],
    registers: [registry],
  });
  const events = new Counter({
    name: 'license_graph_live_events_total',
    help: 'Events of subscriptions that were given to their clients',
    registers: [registry],
  });
  return {
    connected: (open) => sockets.set(open),
    subscribed: (transport, change) => subscriptions.inc({ transport }, change),
    liveEvent: () => events.inc(),
  };
}
