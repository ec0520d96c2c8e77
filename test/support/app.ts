// The app of a test file, and helpers for its answers.
import { beforeEach } from '@jest/globals';
import { present } from './assertions.ts';
import { at } from './json.ts';
import { opened } from './lifecycle.ts';
import { pagesOf } from './pages.ts';
import { startTestApp, type Answer, type TestApp, type TestAppOptions } from './start-app.ts';

export {
  startTestApp,
  type Answer,
  type AskOptions,
  type GraphError,
  type TestApp,
  type TestAppOptions,
} from './start-app.ts';

/** Requests with POST that change nothing. */
const READS = /\/license\/users$|\/search$|\/infer$|\/devices\/\d|\/actions\/list$/;

/** A list in an answer. */
export interface Nodes<Node> {
  readonly nodes: readonly Node[];
}

/** The same, with its page info. */
export interface NodesOfMany<Node> extends Nodes<Node> {
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/** The app of the file or `describe` this is called in. Each test starts without faults and with empty journals. */
export function useApp(options: TestAppOptions = {}): TestApp {
  const app = opened(
    () => startTestApp(options),
    (it) => it.close(),
  );
  beforeEach(() => {
    app.clearFaults();
    app.forget();
  });
  return app;
}

/** The app as a caller with the token sees it. */
export function withToken(app: TestApp, token: string): Pick<TestApp, 'ask' | 'data' | 'calls'> {
  const authorization = `Bearer ${token}`;
  return {
    calls: () => app.calls(),
    ask: (query, { headers, ...rest } = {}) =>
      app.ask(query, { ...rest, headers: { authorization, ...headers } }),
    data: (query, { headers, ...rest } = {}) =>
      app.data(query, { ...rest, headers: { authorization, ...headers } }),
  };
}

/** Every page of a list of the graph, which is at `path` in the answers. `query` takes the cursor as `$after`. */
export async function everyPage<Page extends NodesOfMany<unknown>>(
  app: Pick<TestApp, 'data'>,
  query: string,
  path: readonly string[],
  variables: Readonly<Record<string, unknown>> = {},
): Promise<Page[]> {
  const pages: Page[] = [];
  await pagesOf(async (after) => {
    // The calling test says which type it expects, and asserts on it.
    const page = at(await app.data(query, { variables: { ...variables, after } }), ...path) as Page;
    pages.push(page);
    const { hasNextPage, endCursor } = page.pageInfo;
    return { items: page.nodes, next: hasNextPage ? present(endCursor) : null, total: null };
  });
  return pages;
}

/** Writes that providers received since `forget`, as `METHOD path`. */
export function writesOf(app: Pick<TestApp, 'calls'>): string[] {
  return app
    .calls()
    .filter(({ method, path }) => method !== 'GET' && !(method === 'POST' && READS.test(path)))
    .map(({ method, path }) => `${method} ${path}`);
}

/** The codes of the errors of an answer. */
export function codesOf({ errors = [] }: Answer<unknown>): string[] {
  return errors.map(({ extensions }) => extensions.code);
}

/** Path and code of each error of an answer. */
export function failuresOf({ errors = [] }: Answer<unknown>): unknown[] {
  return errors.map(({ path, extensions }) => [path, extensions.code]);
}

/** An id in the form of the graph; what it names need not exist. */
export function idOf(...parts: readonly string[]): string {
  return Buffer.from(JSON.stringify(parts), 'utf8').toString('base64url');
}

/** The metrics of the app, by name and labels. */
export async function metricsOf({ metricsUrl }: TestApp): Promise<ReadonlyMap<string, number>> {
  const text = await (await fetch(metricsUrl)).text();
  const lines = text.matchAll(/^(?:license_graph_)?([a-z].*) (\S+)$/gm);
  return new Map([...lines].map(([, name = '', value]) => [name, Number(value)]));
}

/** The sum of all series of a metric, or of those whose labels have this in them. */
export function sumOf(metrics: ReadonlyMap<string, number>, name: string, labels = ''): number {
  const found = [...metrics].filter(([series]) => series.startsWith(`${name}{`) && series.includes(labels));
  return found.reduce((sum, [, value]) => sum + value, 0);
}

/** WebSockets and event streams that are open. */
export async function openSockets(app: TestApp): Promise<number> {
  return sumOf(await metricsOf(app), 'live_sockets');
}

/** By how much each metric grows during `work`. */
export async function movedBy(app: TestApp, work: () => Promise<unknown>): Promise<(name: string) => number> {
  const before = await metricsOf(app);
  await work();
  const after = await metricsOf(app);
  return (name) => (after.get(name) ?? 0) - (before.get(name) ?? 0);
}
