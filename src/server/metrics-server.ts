// The port of those who run the server: metrics and health. The public one has no metrics, which tell names of accounts and how much is asked.
import Fastify, { type FastifyInstance } from 'fastify';
import { isLoopback } from '../config/loopback.ts';
import type { MetricsSettings } from '../config/schema.ts';
import type { Log } from '../domain/log.ts';
import { withoutSecrets } from './errors.ts';
import { failure, RequestRefusal } from './failures.ts';
import { registerHealth, type HealthOptions } from './health.ts';
import { registerHostCheck } from './http/hosts.ts';
import { whyNotListening } from './http/listen-problems.ts';
import { registerRequestIds } from './request-ids.ts';

/** What a scraper reads. */
export interface Exposition {
  readonly contentType: string;
  render(): Promise<string>;
}

export interface MetricsServerOptions extends HealthOptions {
  /** null for none. */
  readonly settings: MetricsSettings | null;
  readonly exposition: Exposition;
  /** A new uuid. */
  readonly newId: () => string;
  readonly log: Log;
}

export interface MetricsServer {
  /** `http://host:port`; null where there is none. */
  readonly url: string | null;
  close(): Promise<void>;
}

const NONE: MetricsServer = { url: null, close: () => Promise.resolve() };
/** Requests there are a line long. */
const REQUEST_MS = 10_000;

/** Without metrics the graph is served all the same: a port that cannot be had is told in the log. */
export async function startMetricsServer(options: MetricsServerOptions): Promise<MetricsServer> {
  const { settings, log } = options;
  if (settings === null) return NONE;
  const app = createApp(options, settings);
  try {
    const url = await app.listen({ host: settings.host, port: settings.port });
    return { url, close: () => close(app) };
  } catch (error) {
    await app.close();
    const setting = { host: 'metrics.host', port: 'METRICS_PORT or metrics.port to another' };
    const why = whyNotListening(error, setting);
    if (why === undefined) throw error;
    log.warn({ ...settings, why }, 'there are no metrics: their port cannot be opened');
    return NONE;
  }
}

function createApp(options: MetricsServerOptions, { host }: MetricsSettings): FastifyInstance {
  const app = Fastify({ logger: false, requestTimeout: REQUEST_MS, forceCloseConnections: true });
  registerRequestIds(app, options.newId);
  app.setNotFoundHandler(({ trace }, reply) =>
    reply
      .code(404)
      .send(failure(trace, 'NOT_FOUND', 'There is nothing here: /metrics, /livez and /readyz are.')),
  );
  app.setErrorHandler((error, { trace }, reply) => {
    if (error instanceof RequestRefusal) {
      return reply.code(error.statusCode).send(failure(trace, error.code, error.message));
    }
    options.log.error({ requestId: trace.requestId, ...withoutSecrets(error) }, 'metrics failed');
    return reply.code(500).send(failure(trace, 'INTERNAL', 'Something went wrong.'));
  });
  if (isLoopback(host))
    registerHostCheck(app, { isLocal: () => true, ownHost: host, setting: 'metrics.host' });
  registerHealth(app, options);
  const { exposition } = options;
  app.get('/metrics', async (_request, reply) =>
    reply.header('content-type', exposition.contentType).send(await exposition.render()),
  );
  return app;
}

/** Scrapers keep their connections. */
async function close(app: FastifyInstance): Promise<void> {
  app.server.closeAllConnections();
  await app.close();
}
