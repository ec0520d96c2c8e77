// Which traces are kept: what traceparent says, and a part of those that begin here.
import { describe, expect, it } from '@jest/globals';
import { startTestApp, type TestApp } from '../../support/app.ts';
import { assigning } from '../../support/inputs.ts';
import { opened } from '../../support/lifecycle.ts';
import { mutate } from '../../support/mutations.ts';
import { startCollector, type Collector } from './collector.ts';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const PARENT = '00f067aa0ba902b7';
const QUERY = '{ account(key: "webex") { licenses { totalCount } } }';

interface Ran {
  readonly app: TestApp;
  readonly collector: Collector;
}

function useTraced(ratio: number, headers: Readonly<Record<string, string>>): Ran {
  return opened(
    async () => {
      const collector = await startCollector();
      const app = await startTestApp({ telemetry: { otlp: { url: collector.url, ratio } } });
      await app.data(QUERY, { headers });
      const asked: Pick<TestApp, 'data'> = {
        data: (query, options) => app.data(query, { ...options, headers }),
      };
      await mutate(asked, 'applyLicenseChanges', assigning('store-27'));
      await app.leave();
      return { app, collector };
    },
    async ({ app, collector }) => {
      await app.close();
      await collector.close();
    },
  );
}

describe('a request whose client keeps its trace', () => {
  const ran = useTraced(0, { traceparent: `00-${TRACE}-${PARENT}-01`, tracestate: 'congo=t61rcWkgMzE' });

  it('is below the span of the client, with all that it leads to', () => {
    const { spans } = ran.collector;
    const query = spans.filter(({ name }) => name === 'query');
    expect(query).toMatchObject([{ traceId: TRACE, parentId: PARENT, state: 'congo=t61rcWkgMzE' }]);
    expect(spans.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['GET listLicenses', 'mutation', 'run part', 'change', 'POST assign']),
    );
  });

  it('is kept, and nothing else, where no trace that begins here is', () => {
    const mutation = ran.collector.spans.find(({ name }) => name === 'mutation');
    const part = ran.collector.spans.find(({ name }) => name === 'run part');
    expect(part?.links).toEqual([{ traceId: TRACE, spanId: mutation?.spanId }]);
    const traces = new Set(ran.collector.spans.map(({ traceId }) => traceId));
    expect(traces).toEqual(new Set([TRACE, part?.traceId]));
  });
});

describe('a request whose client does not keep its trace', () => {
  const ran = useTraced(1, { traceparent: `00-${TRACE}-${PARENT}-00` });

  it('leaves no span, and neither does what it leads to', () => {
    const names = new Set(ran.collector.spans.map(({ name }) => name.split(' ')[0]));
    expect([...names].filter((name) => name !== 'job' && name !== 'POST')).toEqual([]);
    expect(ran.collector.spans.filter(({ traceId }) => traceId === TRACE)).toEqual([]);
  });

  it('is told to vendors as not kept', () => {
    const told = ran.app.calls().flatMap(({ traceparent }) => traceparent ?? []);
    expect(told.filter((one) => one.startsWith(`00-${TRACE}-`)).length).toBeGreaterThan(0);
    expect(told.filter((one) => one.endsWith('-01'))).toEqual([]);
  });
});

describe('a request without a trace', () => {
  const ran = useTraced(0, {});

  it('is not kept with the ratio 0', () => {
    expect(ran.collector.spans).toEqual([]);
    expect(ran.collector.headers).toEqual([]);
  });
});
