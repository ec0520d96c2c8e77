// Exporting: nothing without a collector, one warning when it cannot be reached, and the last spans when the process stops.
import { describe, expect, it } from '@jest/globals';
import type { SpanExporter } from '@opentelemetry/sdk-trace';
import { seededAccounts, startFleet } from '../../../emulators/fleet.ts';
import { loadOpenTelemetry } from '../../../src/telemetry/spans/packages.ts';
import { watched } from '../../../src/telemetry/spans/watched-exporter.ts';
import { startTestApp } from '../../support/app.ts';
import { urlOf, useChildren } from '../../support/child-process.ts';
import { useFolder } from '../../support/folder.ts';
import { opened } from '../../support/lifecycle.ts';
import { startCollector } from './collector.ts';

const QUERY = '{ account(key: "webex") { licenses { totalCount } } }';

describe('a collector that cannot be reached', () => {
  it('changes no answer, and no request waits for it', async () => {
    const app = await startTestApp({
      telemetry: { otlp: { url: 'http://127.0.0.1:9/v1/traces', ratio: 1 } },
    });
    expect(await app.ask(QUERY)).toMatchObject({ data: { account: { licenses: {} } } });
    expect(await app.leave()).toBe(true);
    expect(app.logged.filter((line) => /\bspans\b/.test(line))).toHaveLength(1);
    await app.close();
  });

  it.each([400, 503])('is told once, and once more when it is over: %i', async (status) => {
    const { core } = await loadOpenTelemetry();
    const lines: unknown[] = [];
    const log = (details: object, message: string): void => void lines.push([message, details]);
    let result = core.ExportResultCode.FAILED;
    const error = Object.assign(new Error('an answer with what was sent'), { code: status });
    const inner: SpanExporter = {
      export: (_spans, done) =>
        done({ code: result, ...(result !== core.ExportResultCode.SUCCESS && { error }) }),
      shutdown: () => Promise.resolve(),
    };
    const exporter = watched(inner, { core }, { info: log, warn: log, error: log });
    const results: number[] = [];
    const send = (): void => exporter.export([], ({ code }) => results.push(code));
    send();
    send();
    expect(exporter.isFailing()).toBe(true);
    result = core.ExportResultCode.SUCCESS;
    send();
    send();
    expect(lines).toEqual([
      ['spans cannot be exported: they are dropped', { why: `the collector answers ${status}` }],
      ['spans are exported again', { dropped: 0 }],
    ]);
    expect(results).toEqual([1, 1, 0, 0]);
  });
});

/** Says at its end how many files of the packages that export spans a process has loaded. */
const COUNTING = `data:text/javascript,${encodeURIComponent(`
  import { createRequire } from 'node:module';
  const { cache } = createRequire(process.cwd() + '/any.js');
  const isOfSpans = (file) => /@opentelemetry.(sdk-trace|exporter-trace)/.test(file);
  process.on('exit', () => console.error('loaded ' + Object.keys(cache).filter(isOfSpans).length));
`)}`;

describe('a process', () => {
  const children = useChildren();
  const folder = useFolder();
  const vendors = opened(
    () => startFleet({}),
    (fleet) => fleet.close(),
  );

  /** Starts one, asks it something, and stops it; how many files of those packages it had loaded. */
  async function run(environment: Readonly<Record<string, string>>): Promise<number> {
    const file = await folder.write('traced.yaml', {
      accounts: seededAccounts(vendors),
      server: { port: 0, playground: false },
      metrics: null,
      store: { directory: null },
      telemetry: { otlp: { ratio: 1 } },
    });
    const child = children.node(['--import', COUNTING, 'src/main.ts', '--config', file], environment);
    const answer = await fetch(`${await urlOf(child)}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: QUERY }),
    });
    expect(answer.status).toBe(200);
    await answer.text();
    child.signal('SIGTERM');
    expect(await child.exited).toBe(0);
    return Number(/^loaded (\d+)$/m.exec(child.stderr())?.[1]);
  }

  it('loads nothing without a collector', async () => {
    expect(await run({})).toBe(0);
  });

  it('takes the collector from the standard variables, and exports what is left when it is told to stop', async () => {
    const collector = await startCollector();
    const loaded = await run({
      OTEL_EXPORTER_OTLP_ENDPOINT: new URL('/', collector.url).href,
      OTEL_SERVICE_NAME: 'licences-of-acme',
      OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=test',
    });
    expect(loaded).toBeGreaterThan(0);
    expect(collector.spans.find(({ name }) => name === 'query')?.resource).toMatchObject({
      'service.name': 'licences-of-acme',
      'deployment.environment.name': 'test',
    });
    await collector.close();
  });
});
