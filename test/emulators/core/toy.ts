// A provider nobody has: the smallest that shows everything the frame of the emulators does.
import type { EmulatedState, EmulatorDefinition } from '../../../emulators/core/definition.ts';
import { jsonBody, type EmulatedRequest } from '../../../emulators/core/http.ts';
import { useEmulator } from '../../support/emulator.ts';

interface ToyState extends EmulatedState {
  readonly things: Map<string, string>;
  readonly scale: number;
  readonly seededAt: number;
  readonly greeting: () => string;
}

function thing(state: ToyState, id: string) {
  const color = state.things.get(id);
  return color === undefined
    ? { status: 404, body: { error: 'no such thing' } }
    : { status: 200, body: { id, color, kind: 'KNOWN' } };
}

/** Things with a color, by id. */
export const toy: EmulatorDefinition<ToyState> = {
  name: 'toy',
  switches: { greeting: 'hello', limit: 10, strict: true },
  seed: ({ scale, clock, switches }) => {
    const things = new Map(Array.from({ length: 3 * scale }, (_, index) => [`t${index}`, 'red']));
    return {
      things,
      scale,
      seededAt: clock.now(),
      greeting: () => String(switches['greeting']),
      snapshot() {
        const before = new Map(things);
        return () => {
          things.clear();
          for (const [id, color] of before) things.set(id, color);
        };
      },
    };
  },
  routes: [
    {
      method: 'GET',
      path: '/things',
      handle: ({ query }, { things }) => ({
        status: 200,
        body: { page: query.get('page') ?? '1', ids: [...things.keys()] },
      }),
    },
    { method: 'GET', path: '/things/:id', handle: ({ params }, state) => thing(state, params['id'] ?? '') },
    {
      method: 'PUT',
      path: '/things/:id',
      handle(request, state) {
        const body = jsonBody(request);
        state.things.set(request.params['id'] ?? '', typeof body === 'string' ? body : request.text);
        return thing(state, request.params['id'] ?? '');
      },
    },
    {
      method: 'POST',
      path: '/batch',
      handle(request, state) {
        const colors = jsonBody(request) as Readonly<Record<string, string>>; // what `batch` sends
        const parts = Object.entries(colors).map(([id, color]) => {
          const reply = request.answerPart(`/things/${id}`, () => {
            state.things.set(id, color);
            return thing(state, id);
          });
          return [id, reply];
        });
        return { status: 200, body: Object.fromEntries(parts) as unknown };
      },
    },
    {
      method: 'GET',
      path: '/about',
      handle: ({ origin, headers }, state) => ({
        status: 200,
        headers: { 'x-greeting': state.greeting() },
        body: { origin, scale: state.scale, seededAt: state.seededAt, name: headers['x-name'] ?? null },
      }),
    },
    { method: 'GET', path: '/text', handle: () => ({ status: 200, body: 'plain text' }) },
    { method: 'DELETE', path: '/things/:id', handle: () => ({ status: 204 }) },
    {
      method: 'GET',
      path: '/crash',
      handle: () => {
        throw new Error('a bug of the emulator');
      },
    },
  ],
  unknownRoute: (_, __, otherMethod) => ({ status: otherMethod ? 405 : 404, body: { error: 'no route' } }),
  before: ({ headers }) =>
    headers['x-key'] === 'wrong' ? { status: 401, body: { error: 'who?' } } : undefined,
  after: (_, reply) => ({ ...reply, headers: { ...reply.headers, 'x-request-id': 'r-1' } }),
  throttled: (seconds) => ({
    status: 429,
    ...(seconds !== undefined && { headers: { 'retry-after': String(seconds) } }),
    body: { error: 'slow down' },
  }),
  failed: (status, { path }: EmulatedRequest) => ({ status, body: { error: `failed at ${path}` } }),
  distort: (body) =>
    typeof body === 'object' && body !== null && 'kind' in body ? { ...body, kind: 'NEW' } : body,
};

/** The toy of the test file, freshly seeded before each test, and a client of it. */
export function useToy() {
  const emulator = useEmulator(toy);
  const get = (path: string, init?: RequestInit): Promise<Response> => fetch(emulator.url + path, init);
  return {
    emulator,
    get,
    put: (id: string, color: string) => get(`/things/${id}`, { method: 'PUT', body: JSON.stringify(color) }),
    /** Paints many at once; the replies by their ids. */
    batch: async (colors: Readonly<Record<string, string>>) =>
      told(await get('/batch', { method: 'POST', body: JSON.stringify(colors) })),
    /** What there is to know of a thing. */
    thing: async (id: string) => (await told(await get(`/things/${id}`))).body,
    journal: () => emulator.journal.entries(),
  };
}

/** What an answer says. */
export async function told(response: Response): Promise<{ status: number; body: unknown }> {
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : (JSON.parse(text) as unknown) };
}
