// What the routes of every emulator receive and answer, and how the route of a request is found.

/** One request as an emulator sees it. Path segments are matched raw and decoded once, so `%2F` inside an id stays inside it. */
export interface EmulatedRequest {
  readonly method: string;
  /** Raw path, without the query. */
  readonly path: string;
  /** Decoded values of the `:name` segments of the matched route. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** Header names in lower case; repeated headers joined with a comma. */
  readonly headers: Readonly<Record<string, string>>;
  /** The body as text; empty when there was none. */
  readonly text: string;
  /** `http://host:port` as the caller reached it: links in answers are built from it. */
  readonly origin: string;
  /**
   * The reply to one part of a batch: the one made by `answer`, unless a fault is set for this part. A route whose requests carry
   * several in one calls this for each of them, and puts the replies into its own in the provider's form. `name` is what the rules of
   * faults are compared with (`part`): the path of the part, or the id it is about. Read the state inside `answer`.
   */
  answerPart(name: string, answer: () => Reply): Reply;
}

/** One answer. `body` is sent as JSON unless it is a string, which goes out as it is; `undefined` sends no body. */
export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** `path` is relative to the emulator's base URL, with `:name` for a segment that is captured. */
export interface Route<State> {
  readonly method: string;
  readonly path: string;
  readonly handle: (request: EmulatedRequest, state: State) => Reply;
}

/** Parses a JSON body; `undefined` when it is empty or not JSON. */
export function jsonBody(request: EmulatedRequest): unknown {
  if (request.text === '') return undefined;
  try {
    return JSON.parse(request.text) as unknown;
  } catch {
    return undefined;
  }
}

/** The bearer token of a request, known or not. */
export function bearerToken(request: EmulatedRequest): string | undefined {
  return /^bearer +(\S+)$/i.exec(request.headers['authorization'] ?? '')?.[1];
}

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** Whether a text is a bare uuid. */
export function isUuid(text: string): boolean {
  return UUID.test(text);
}

interface Compiled<State> {
  readonly route: Route<State>;
  readonly segments: readonly string[];
}

/** A route with the values its path has in a request. */
interface RouteMatch<State> {
  readonly route: Route<State>;
  readonly params: Record<string, string>;
}

/** Finds the route of a request. `otherMethod` tells a known path asked with a wrong method (405) from an unknown one (404). */
export type Router<State> = (
  method: string,
  path: string,
) => { readonly match?: RouteMatch<State>; readonly otherMethod: boolean };

/** A router over these routes; the first that fits wins. */
export function createRouter<State>(routes: readonly Route<State>[]): Router<State> {
  const compiled: readonly Compiled<State>[] = routes.map((route) => ({
    route,
    segments: route.path.split('/'),
  }));
  return (method, path) => {
    const segments = path.split('/');
    let otherMethod = false;
    for (const candidate of compiled) {
      const params = capture(candidate.segments, segments);
      if (!params) continue;
      if (candidate.route.method === method)
        return { match: { route: candidate.route, params }, otherMethod: false };
      otherMethod = true;
    }
    return { otherMethod };
  };
}

function capture(
  pattern: readonly string[],
  segments: readonly string[],
): Record<string, string> | undefined {
  if (pattern.length !== segments.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, part] of pattern.entries()) {
    const segment = segments[index] ?? '';
    if (!part.startsWith(':')) {
      if (part !== segment) return undefined;
      continue;
    }
    const decoded = decodeSegment(segment);
    if (decoded === undefined || decoded === '') return undefined;
    params[part.slice(1)] = decoded;
  }
  return params;
}

function decodeSegment(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}
