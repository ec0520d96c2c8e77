// A collector of the test: takes OTLP over HTTP, and keeps what has come. And what is asked of spans: their tree.
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { present } from '../../support/assertions.ts';
import { listening } from '../../support/stub-server.ts';
import { spansIn, type ExportedSpan } from './protobuf.ts';

export interface Collector {
  /** Where spans are sent. */
  readonly url: string;
  readonly spans: readonly ExportedSpan[];
  /** All that has come, as it came. */
  readonly bodies: readonly Buffer[];
  readonly headers: readonly IncomingHttpHeaders[];
  /** What it answers from now on: 200 at first. */
  answerWith(status: number): void;
  close(): Promise<void>;
}

export async function startCollector(): Promise<Collector> {
  const spans: ExportedSpan[] = [];
  const bodies: Buffer[] = [];
  const headers: IncomingHttpHeaders[] = [];
  let status = 200;
  const server = createServer((request, response) => {
    void (async () => {
      const body = await buffer(request);
      headers.push(request.headers);
      if (status === 200) {
        bodies.push(body);
        spans.push(...spansIn(body));
      }
      response.writeHead(status, { 'content-type': 'application/x-protobuf' }).end();
    })();
  });
  const { url, close } = await listening(server);
  return {
    url: `${url}/v1/traces`,
    spans,
    bodies,
    headers,
    answerWith: (next) => void (status = next),
    close,
  };
}

/** Spans as lines, with their children indented below them. Those of one name on a level are one line, with the children of them all. */
export function treeOf(spans: readonly ExportedSpan[], ...level: readonly ExportedSpan[]): string[] {
  const byLine = Map.groupBy(level, ({ kind, name }) => `${kind} ${name}`);
  return [...byLine.keys()].toSorted().flatMap((line) => {
    const children = present(byLine.get(line)).flatMap((span) => childrenOf(spans, span));
    return [line, ...treeOf(spans, ...children).map((below) => `  ${below}`)];
  });
}

export function childrenOf(
  spans: readonly ExportedSpan[],
  { traceId, spanId }: ExportedSpan,
): readonly ExportedSpan[] {
  return spans.filter((span) => span.traceId === traceId && span.parentId === spanId);
}

/** The only span of this name. */
export function spanNamed(spans: readonly ExportedSpan[], name: string): ExportedSpan {
  const [found, another] = spans.filter((span) => span.name === name);
  if (another) throw new Error(`there are several spans ${name}`);
  return present(found, `a span ${name} among ${spans.map((span) => span.name).join(', ')}`);
}
