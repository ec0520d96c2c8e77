// Requests to providers: what they come to and how long they take, and how each account is at the moment.
import type { AccountStatus, CircuitState } from '../../domain/account.ts';
import type { Current } from '../../domain/reload/current.ts';
import type { UpstreamObserver } from '../../domain/telemetry/upstream-events.ts';
import { counter, gaugeOf, histogram, oneOf, type Registry } from './registry.ts';

export interface UpstreamMeter extends Pick<UpstreamObserver, 'exchanged' | 'retried' | 'unusable'> {
  /** A read was answered by an identical one, or by a page that was kept. */
  readonly shared: (accountKey: string) => void;
}

export function upstreamMetrics(registry: Registry): UpstreamMeter {
  const requests = counter(registry, {
    name: 'upstream_requests_total',
    help: 'HTTP requests to providers, by what they came to',
    labels: ['account', 'operation', 'outcome'],
  });
  const duration = histogram(registry, {
    name: 'upstream_request_duration_seconds',
    help: 'Time from sending an HTTP request to a provider to its whole answer',
    labels: ['account', 'operation'],
    buckets: [0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
  });
  const retries = counter(registry, {
    name: 'upstream_retries_total',
    help: 'Reads that were sent to a provider again',
    labels: ['account'],
  });
  const shared = counter(registry, {
    name: 'upstream_shared_total',
    help: 'Reads answered by an identical one under way, or by what it had read',
    labels: ['account'],
  });
  const logins = counter(registry, {
    name: 'upstream_logins_total',
    help: 'Logins at providers, by what they came to',
    labels: ['account', 'outcome'],
  });
  return {
    exchanged({ accountKey: account, operation, isLogin, outcome, ms }) {
      requests.inc({ account, operation, outcome });
      duration.observe({ account, operation }, ms / 1000);
      if (isLogin) logins.inc({ account, outcome });
    },
    retried: (account) => retries.inc({ account }),
    unusable: ({ accountKey: account, operation }) =>
      requests.inc({ account, operation, outcome: 'bad_answer' }),
    shared: (account) => shared.inc({ account }),
  };
}

/** An account whose status is read at each scrape. */
export interface MeasuredAccount {
  readonly account: { readonly key: string };
  status(): AccountStatus;
}

const CIRCUIT_STATES: readonly CircuitState[] = ['CLOSED', 'HALF_OPEN', 'OPEN'];

export function accountMetrics(registry: Registry, accounts: Current<readonly MeasuredAccount[]>): void {
  const ofEach = (name: string, help: string, read: (status: AccountStatus) => number | null): void => {
    gaugeOf(registry, {
      name,
      help,
      labels: ['account'],
      rows: () =>
        accounts().flatMap(({ account, status }) => {
          const value = read(status());
          return value === null ? [] : [[{ account: account.key }, value] as const];
        }),
    });
  };
  ofEach('upstream_in_flight', 'Requests to an account under way', ({ underWay }) => underWay);
  ofEach('upstream_queued', 'Requests to an account that wait for a place', ({ queued }) => queued);
  ofEach(
    'upstream_budget_remaining',
    "Requests left in the provider's window",
    ({ budget }) => budget?.remaining ?? null,
  );
  ofEach(
    'upstream_budget_limit',
    "Requests allowed in the provider's window",
    ({ budget }) => budget?.limit ?? null,
  );
  ofEach('upstream_budget_reset_timestamp_seconds', "When the provider's window ends", ({ budget }) =>
    secondsOf(budget?.resetAt ?? null),
  );
  ofEach(
    'upstream_last_success_timestamp_seconds',
    'When the provider last answered as it should',
    ({ lastSuccessAt }) => secondsOf(lastSuccessAt),
  );
  counter(registry, {
    name: 'sweep_waits_total',
    help: 'Requests of sweeps that were put off because the share of sweeps was used up',
    labels: ['account'],
    collect(one) {
      one.reset();
      for (const { account, status } of accounts()) one.inc({ account: account.key }, status().sweepsPutOff);
    },
  });
  gaugeOf(registry, {
    name: 'upstream_circuit_state',
    help: '1 for the state that the circuit of an account is in, 0 for the two others',
    labels: ['account', 'state'],
    rows: () =>
      accounts().flatMap(({ account, status }) =>
        oneOf(CIRCUIT_STATES, status().circuit).map(
          ([state, value]) => [{ account: account.key, state }, value] as const,
        ),
      ),
  });
}

/** Of RFC 3339 text. */
function secondsOf(moment: string | null): number | null {
  return moment === null ? null : Date.parse(moment) / 1000;
}
