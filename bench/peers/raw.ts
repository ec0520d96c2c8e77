// The least a server can do for the query of the bench: no GraphQL, no schema, no checks. The same three upstream calls
// over node:http with keep-alive, two of them side by side, joined by hand.
import { Agent, createServer, request as send, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Access, Peer } from './access.ts';

interface Listing {
  readonly entities: readonly { readonly id: string; readonly name: string; readonly email: string }[];
}
type Holdings = Readonly<Record<string, readonly string[]>>;
type Definitions = readonly { readonly id: string; readonly description: string }[];

interface Upstream {
  readonly origin: string;
  readonly agent: Agent;
  readonly headers: Readonly<Record<string, string>>;
}

/** `T` is the form the emulator is known to send: this peer checks nothing, on purpose. */
function exchange<T>(upstream: Upstream, method: 'GET' | 'POST', path: string, body = ''): Promise<T> {
  return new Promise((resolve, reject) => {
    const headers = { ...upstream.headers, 'content-length': Buffer.byteLength(body) };
    const request = send(
      `${upstream.origin}${path}`,
      { method, agent: upstream.agent, headers },
      (answer) => {
        let text = '';
        answer.setEncoding('utf8');
        answer.on('data', (chunk: string) => (text += chunk));
        answer.on('error', reject);
        answer.on('end', () => {
          if (answer.statusCode === 200) resolve(JSON.parse(text) as T);
          else reject(new Error(`${method} ${path}: ${answer.statusCode}`));
        });
      },
    );
    request.on('error', reject);
    request.end(body);
  });
}

async function answer(upstream: Upstream): Promise<object> {
  const listed = exchange<Listing>(
    upstream,
    'GET',
    '/api/v2/users?pageSize=100&pageNumber=1&state=any&expand=dateLastLogin',
  );
  const [held, definitions] = await Promise.all([
    listed.then(({ entities }) => {
      const ids = JSON.stringify(entities.map(({ id }) => id));
      return exchange<Holdings>(upstream, 'POST', '/api/v2/license/users', ids);
    }),
    exchange<Definitions>(upstream, 'GET', '/api/v2/license/definitions'),
  ]);
  const names = new Map(definitions.map(({ id, description }) => [id, description]));
  const nodes = (await listed).entities.map(({ id, name, email }) => ({
    displayName: name,
    email,
    assignments: {
      nodes: (held[id] ?? []).map((externalId) => ({
        license: { externalId, name: names.get(externalId) ?? null },
      })),
    },
  }));
  return { data: { account: { users: { nodes } } } };
}

async function logIn({ apiBaseUrl, clientId, clientSecret }: Access): Promise<string> {
  const basic = Buffer.from(`${clientId}:${clientSecret}`).toString('base64');
  const response = await fetch(`${apiBaseUrl}/oauth/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${basic}` },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
  });
  // The form of RFC 6749, 5.1; another would fail the comparison's first query.
  const { access_token: token } = (await response.json()) as { access_token: string };
  return token;
}

function reply(response: ServerResponse, status: number, body: object): void {
  const text = Buffer.from(JSON.stringify(body));
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': text.length });
  response.end(text);
}

/** Starts it on a free port of the loopback interface. */
export async function startRaw(access: Access): Promise<Peer> {
  const upstream: Upstream = {
    origin: access.apiBaseUrl,
    agent: new Agent({ keepAlive: true }),
    headers: { authorization: `Bearer ${await logIn(access)}`, 'content-type': 'application/json' },
  };
  const server = createServer((request, response) => {
    request.resume();
    answer(upstream).then(
      (body) => reply(response, 200, body),
      (error: unknown) => reply(response, 502, { errors: [{ message: String(error) }] }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // listening on TCP: never a pipe name
  return { url: `http://127.0.0.1:${port}/` };
}
