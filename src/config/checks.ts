// Checks across parts of the configuration: where one part contradicts another, or the installation. The parts are read leniently
// here, so that these problems are listed together with those of the schemas.
import { z } from 'zod';
import { checkContracts } from './insight/contracts.ts';
import { isLoopback } from './loopback.ts';
import { INSTALL_PLAYGROUND, PLAYGROUND_PACKAGE, type IsInstalled } from './packages.ts';
import { writePath, type ConfigProblem } from './problem.ts';

const Milliseconds = (fallback: number) => z.number().default(fallback);
const Text = z.string().optional().catch(undefined);
const Entry = z.object({ key: Text }).catch({});
const TokenEntry = z.object({ token: Text, accounts: z.array(Text).catch([]) }).catch({ accounts: [] });
const Parts = z.object({
  limits: z
    .object({ connectTimeoutMs: Milliseconds(2_000), answerTimeoutMs: Milliseconds(4_000) })
    .prefault({})
    .catch({ connectTimeoutMs: 0, answerTimeoutMs: 0 }),
  changes: z
    .object({ leaseMs: Milliseconds(30_000) })
    .prefault({})
    .catch({ leaseMs: Number.POSITIVE_INFINITY }),
  accounts: z.array(Entry).catch([]),
  server: z
    .object({
      host: Text,
      playground: z.unknown().optional(),
      persistedQueries: z.unknown().optional(),
      manifest: Text.nullable(),
    })
    .catch({ manifest: null }),
  auth: z
    .object({
      tokens: z.array(TokenEntry).catch([]),
      jwt: z.array(z.object({ issuer: Text }).catch({})).catch([]),
      router: z.object({ principal: TokenEntry.optional().catch(undefined) }).catch({}),
    })
    .optional()
    .catch({ tokens: [], jwt: [], router: {} }),
});
type Parts = z.output<typeof Parts>;

/** Problems between parts; none when the file is no mapping, which the schema says. */
export function checkTogether(file: unknown, isInstalled: IsInstalled): ConfigProblem[] {
  const { success, data } = Parts.safeParse(file);
  if (!success) return [];
  return [
    ...checkKeys(data),
    ...checkOpenness(data),
    ...checkPlayground(data, isInstalled),
    ...checkManifest(data),
    ...checkTokens(data),
    ...checkLease(data),
    ...checkContracts(file),
  ];
}

function checkKeys({ accounts }: Parts): ConfigProblem[] {
  return repeated(accounts.map(({ key }) => key)).map(([index, first]) => ({
    path: writePath(['accounts', index, 'key']),
    message: `is already the key of accounts.${first}`,
  }));
}

/** Without authentication is fine on this machine alone; anywhere else the configuration has to say so. */
function checkOpenness({ auth, server }: Parts): ConfigProblem[] {
  if (auth !== undefined || server.host === undefined || isLoopback(server.host)) return [];
  return [
    {
      path: 'auth',
      message:
        'is required when server.host is not loopback: name tokens or issuers of tokens, or say `auth: none` to let everybody in',
    },
  ];
}

/** `playground: true` without the package is a problem; `auto` does without the playground. */
function checkPlayground({ server }: Parts, isInstalled: IsInstalled): ConfigProblem[] {
  const { name } = PLAYGROUND_PACKAGE;
  if (server.playground !== true || isInstalled(name)) return [];
  return [
    {
      path: 'server.playground',
      message: `needs the package ${name}, which is not installed: run \`${INSTALL_PLAYGROUND}\`, or set it to false, or to auto, which is on where the package is`,
    },
  ];
}

/** Without the file nothing at all could be asked. */
function checkManifest({ server }: Parts): ConfigProblem[] {
  if (server.persistedQueries !== 'manifest' || typeof server.manifest === 'string') return [];
  return [{ path: 'server.manifest', message: 'is required when server.persistedQueries is manifest' }];
}

function checkTokens({ accounts, auth }: Parts): ConfigProblem[] {
  const keys = new Set(accounts.map(({ key }) => key));
  const tokens = auth?.tokens ?? [];
  const callers = [
    ...tokens.map((token, index) => ({ path: ['auth', 'tokens', index], token })),
    { path: ['auth', 'router', 'principal'], token: auth?.router.principal },
  ];
  const unknown = callers.flatMap(({ path, token }) =>
    (token?.accounts ?? []).flatMap((key, place) =>
      key === undefined || keys.has(key)
        ? []
        : [{ path: writePath([...path, 'accounts', place]), message: 'is no account here' }],
    ),
  );
  // Two principals behind one token: which accounts it opens would depend on the order of the list.
  const twice = repeated(tokens.map(({ token }) => token)).map(([index, first]) => ({
    path: writePath(['auth', 'tokens', index, 'token']),
    message: `is already the token of auth.tokens.${first}`,
  }));
  const issuedTwice = repeated((auth?.jwt ?? []).map(({ issuer }) => issuer)).map(([index, first]) => ({
    path: writePath(['auth', 'jwt', index, 'issuer']),
    message: `is already the issuer of auth.jwt.${first}`,
  }));
  return [...unknown, ...twice, ...issuedTwice];
}

/**
 * A lease is renewed every third: a process that takes work over reads what was sent when two thirds of it have passed at the
 * earliest. A request still under way then would be sent twice.
 */
function checkLease({ limits, changes }: Parts): ConfigProblem[] {
  const longest = limits.connectTimeoutMs + limits.answerTimeoutMs;
  if ((changes.leaseMs * 2) / 3 > longest) return [];
  return [
    {
      path: 'changes.leaseMs',
      message: `must be more than ${Math.ceil(longest * 1.5)}: one and a half times limits.connectTimeoutMs and limits.answerTimeoutMs together`,
    },
  ];
}

/** The places of repeated values, each with the place of the first. */
function repeated(values: readonly (string | undefined)[]): [number, number][] {
  return values.flatMap((value, index): [number, number][] => {
    const first = values.indexOf(value);
    return value !== undefined && first < index ? [[index, first]] : [];
  });
}
