// What stays open: WebSockets, event streams and their subscriptions.
import type { ServerMeter } from '../../domain/telemetry/server-meter.ts';
import { counter, gauge, histogram, type Registry } from './registry.ts';

/** Told of what stays open. */
export interface LiveMeter extends Pick<ServerMeter, 'connected' | 'subscribed' | 'liveEvent'> {
  /** A client was given what was recorded so many milliseconds ago. */
  readonly lagged: (field: string, ms: number) => void;
}

export function liveMetrics(registry: Registry): LiveMeter {
  const sockets = gauge(registry, {
    name: 'live_sockets',
    help: 'WebSockets and event streams that are open',
    labels: ['transport'],
  });
  const subscriptions = gauge(registry, {
    name: 'subscriptions',
    help: 'Subscriptions under way',
    labels: ['transport'],
  });
  for (const transport of ['WEBSOCKET', 'SSE']) {
    sockets.set({ transport }, 0);
    subscriptions.set({ transport }, 0);
  }
  const events = counter(registry, {
    name: 'live_events_total',
    help: 'Events of subscriptions that were given to their clients',
    labels: ['field'],
  });
  const lag = histogram(registry, {
    name: 'live_lag_seconds',
    help: 'Time from recording something to having told the client of a subscription',
    labels: ['field'],
    buckets: [0.01, 0.05, 0.1, 0.5, 1, 5, 30],
  });
  return {
    connected: (transport, open) => sockets.set({ transport }, open),
    subscribed: (transport, change) => subscriptions.inc({ transport }, change),
    liveEvent: (field) => events.inc({ field }),
    lagged: (field, ms) => lag.observe({ field }, Math.max(0, ms) / 1000),
  };
}
