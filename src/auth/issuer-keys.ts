// The public keys of an issuer of tokens: read from its address, renewed, and kept for a day when it cannot be reached.
import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';
import type { Log } from '../domain/log.ts';

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

export interface KeySurroundings {
  readonly fetch: Fetch;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly log: Log;
}

export interface IssuerKeys {
  /** The key of a token. Throws KeysUnavailable when nobody can tell, and JWKSNoMatchingKey when the issuer has no such key. */
  readonly find: JWTVerifyGetKey;
  /** Whether keys are there that may be trusted still. */
  areKnown(): boolean;
  /** When they were last read, milliseconds since the epoch; null for never. */
  readAt(): number | null;
  /** Grows when the keys become other ones. */
  version(): number;
  /** Reads them again. Never rejects. */
  reload(): Promise<void>;
}

/** The issuer cannot be asked for the key of a token. */
export class KeysUnavailable extends Error {
  readonly retryAfterSeconds: number;

  constructor(retryAfterSeconds: number) {
    super('the keys of the issuer cannot be read');
    this.name = 'KeysUnavailable';
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** Keys that no read has confirmed for so long are not trusted any more. */
const KEPT_MS = 86_400_000;
/** A token with an unknown key makes the issuer be asked so often at most, whatever it answers. */
const COOLDOWN_MS = 30_000;
const ANSWER_MS = 2_000;
const MAX_BYTES = 262_144;

interface State {
  find: JWTVerifyGetKey | null;
  text: string;
  version: number;
  /** Milliseconds since the epoch. */
  readAt: number;
  triedAt: number;
  failed: boolean;
  loading: Promise<void> | null;
}

export function createIssuerKeys(jwksUrl: string, surroundings: KeySurroundings): IssuerKeys {
  const { now } = surroundings;
  const state: State = {
    find: null,
    text: '',
    version: 0,
    readAt: Number.NEGATIVE_INFINITY,
    triedAt: Number.NEGATIVE_INFINITY,
    failed: true,
    loading: null,
  };
  const reload = async (): Promise<void> => {
    state.loading ??= load(state, jwksUrl, surroundings).finally(() => {
      state.loading = null;
    });
    await state.loading;
  };
  const areKnown = (): boolean => state.find !== null && now() - state.readAt < KEPT_MS;
  const retryAfter = (): number => Math.max(1, Math.ceil((state.triedAt + COOLDOWN_MS - now()) / 1000));

  async function again(): Promise<void> {
    if (state.loading !== null || now() - state.triedAt >= COOLDOWN_MS) await reload();
  }

  const find: JWTVerifyGetKey = async (header, token) => {
    if (areKnown()) {
      try {
        return await present(state).find(header, token);
      } catch (error) {
        if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
      }
    }
    await again();
    // Whether it is a key of theirs only the issuer could tell.
    if (state.failed || !areKnown()) throw new KeysUnavailable(retryAfter());
    return present(state).find(header, token);
  };
  return {
    find,
    areKnown,
    readAt: () => (state.find === null ? null : state.readAt),
    version: () => state.version,
    reload,
  };
}

function present({ find }: State): { readonly find: JWTVerifyGetKey } {
  if (find === null) throw new Error('keys are looked for before any were read');
  return { find };
}

async function load(state: State, url: string, { fetch, now, log }: KeySurroundings): Promise<void> {
  state.triedAt = now();
  try {
    const text = await readKeys(url, fetch);
    // createLocalJWKSet throws for whatever is no set of keys.
    state.find = createLocalJWKSet(JSON.parse(text) as JSONWebKeySet);
    if (text !== state.text) state.version += 1;
    Object.assign(state, { text, readAt: now(), failed: false });
  } catch (error) {
    state.failed = true;
    const why = error instanceof Error ? `${error.name}: ${error.message}` : typeof error;
    log.warn({ issuer: new URL(url).host, why }, 'the keys of an issuer of tokens cannot be read');
  }
}

/** No redirect is followed: whoever answers with one would choose the keys. */
async function readKeys(url: string, fetch: Fetch): Promise<string> {
  const answer = await fetch(url, {
    redirect: 'manual',
    signal: AbortSignal.timeout(ANSWER_MS),
    headers: { accept: 'application/jwk-set+json, application/json' },
  });
  if (answer.status !== 200) {
    await answer.body?.cancel();
    throw new Error(`answered with status ${answer.status}`);
  }
  return readText(answer);
}

async function readText({ body }: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of body ?? []) {
    bytes += part.byteLength;
    if (bytes > MAX_BYTES) throw new Error(`answered with more than ${MAX_BYTES} bytes`);
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}
