// An issuer of tokens: key pairs, and a server that publishes the public ones.
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK } from 'jose';
import { opened } from './lifecycle.ts';
import { startStub, type StubAnswer, type StubRequest } from './stub-server.ts';

export interface SigningKey {
  readonly kid: string;
  readonly algorithm: string;
  readonly privateKey: CryptoKey;
  readonly publicJwk: JWK;
}

export interface TestIssuer {
  /** Where the public keys are. */
  readonly jwksUrl: string;
  /** Requests for the keys so far. */
  readonly requests: readonly StubRequest[];
  /** Publishes these keys and no other from now on. */
  publish(...keys: readonly SigningKey[]): void;
  /** Answers otherwise, until the next `publish`. */
  answer(answer: StubAnswer): void;
  close(): Promise<void>;
}

export async function newKey(kid: string, algorithm = 'RS256'): Promise<SigningKey> {
  const { privateKey, publicKey } = await generateKeyPair(algorithm);
  return { kid, algorithm, privateKey, publicJwk: { ...(await exportJWK(publicKey)), kid } };
}

export async function startIssuer(...keys: readonly SigningKey[]): Promise<TestIssuer> {
  const published = (all: readonly SigningKey[]): StubAnswer => ({
    body: { keys: all.map(({ publicJwk }) => publicJwk) },
  });
  let now = published(keys);
  const stub = await startStub(() => now);
  return {
    jwksUrl: `${stub.url}/keys`,
    requests: stub.requests,
    publish: (...others) => {
      now = published(others);
    },
    answer: (answer) => {
      now = answer;
    },
    close: () => stub.close(),
  };
}

/** How the issuer of `useIssuer` calls itself. */
export const ISSUER = 'https://login.example/';

/** An issuer of the file or `describe` this is called in, with the one key that it publishes. */
export function useIssuer(): { readonly issuer: TestIssuer; readonly key: SigningKey } {
  return opened(
    async () => {
      const key = await newKey('first');
      return { key, issuer: await startIssuer(key) };
    },
    ({ issuer }) => issuer.close(),
  );
}

/** What `auth.jwt` says of it: its tokens are good to the second. */
export function toTheSecond({ jwksUrl }: TestIssuer): object {
  return {
    issuer: ISSUER,
    audience: 'license-graph',
    jwksUrl,
    algorithms: ['RS256'],
    clockToleranceMs: 0,
  };
}

/** A token with exactly these claims. */
export function signed(key: SigningKey, payload: Readonly<Record<string, unknown>>): Promise<string> {
  return new SignJWT(payload).setProtectedHeader({ alg: key.algorithm, kid: key.kid }).sign(key.privateKey);
}
