// Serves the page of this folder: `node docs/front-end/serve.ts [address of the graph]`. A bundler would do as well; without one, the types are taken off here.
import { readFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import { stripTypeScriptTypes } from 'node:module';
import type { AddressInfo } from 'node:net';

const FILES = ['index.html', 'page.ts', 'graph.ts', 'generated.ts'];

/** The page, which asks the graph at `graph`. It is another origin than that: the server must allow it (`server.corsOrigins`). */
export async function servePage(
  graph: string,
  port: number,
): Promise<{ readonly url: string; close(): void }> {
  const server = createServer((request, response) => {
    const file = request.url === '/' ? 'index.html' : (request.url ?? '').slice(1);
    void answer(response, file, graph);
  });
  await new Promise<void>((resolve) => {
    server.listen(port, '127.0.0.1', resolve);
  });
  // A server that listens on a port has such an address.
  const address = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${address.port}/`, close: () => void server.close() };
}

async function answer(response: ServerResponse, file: string, graph: string): Promise<void> {
  if (!FILES.includes(file)) {
    response.writeHead(404).end();
    return;
  }
  const text = await readFile(new URL(file, import.meta.url), 'utf8');
  const isPage = file === 'index.html';
  response.setHeader('content-type', `text/${isPage ? 'html' : 'javascript'}; charset=utf-8`);
  response.end(isPage ? text.replace('http://127.0.0.1:4000/graphql', graph) : stripTypeScriptTypes(text));
}

if (process.argv[1] === import.meta.filename) {
  const graph = process.argv[2] ?? 'http://127.0.0.1:4000/graphql';
  const { url } = await servePage(graph, 5173);
  process.stdout.write(`${url} asks ${graph}\n`);
}
