// Who may ask: listed tokens, tokens of issuers, and a federation router.
import { z } from 'zod';
import { readFreshness } from '../domain/inventory/freshness.ts';
import { SCOPES } from '../domain/scope.ts';
import { Secret } from '../domain/secret.ts';
import { isLoopback } from './loopback.ts';

/** What the audit log calls License Graph itself, and those who need no token. */
const OWN_NAMES = ['schedule', 'license-graph', 'anonymous'];

/** Who it is, for logs and audit. */
const Name = z
  .string()
  .min(1)
  .max(100)
  .refine((name) => !OWN_NAMES.includes(name), `must be none of ${OWN_NAMES.join(', ')}`);

const BearerToken = z
  .string()
  .min(16, 'at least 16 characters')
  // What a bearer token may consist of (RFC 6750, 2.1); any other could never be sent.
  .regex(/^[A-Za-z0-9._~+/-]+=*$/, 'letters, digits and - . _ ~ + / only')
  .transform((text) => new Secret(text));

const Scopes = z.array(z.enum(SCOPES)).min(1, 'at least one scope');
/** Keys of the accounts they may see; all when absent. */
const AccountKeys = z.array(z.string()).optional();

/** How old its answers may be where a request does not say it. */
const FreshnessText = z.string().transform((text, context) => {
  const found = readFreshness(text);
  if (found !== null) return found;
  const message = 'must be like "max-age=900, stale-if-error=86400", or one of the two';
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
});

const Token = z.strictObject({
  name: Name,
  token: BearerToken,
  accounts: AccountKeys,
  /** What it may do; all but changing licenses when absent. */
  scopes: Scopes.optional(),
  /** Adds the scope `licenses:change`. */
  mayChange: z.boolean().default(false),
  /** What it takes from the inventory where `x-freshness` does not say it; nothing when absent. */
  freshness: FreshnessText.optional(),
});

/** Signatures by a key pair. With HS256 and the like, whoever can verify a token can make one; `none` is no signature. */
const ALGORITHMS = 'RS256 RS384 RS512 PS256 PS384 PS512 ES256 ES384 ES512 EdDSA'.split(' ');

/** Keys that come by plain http could be anybody's. */
const JwksUrl = z
  .url({ protocol: /^https?$/ })
  .refine((text) => isSafe(URL.parse(text)), 'must be https, or on a loopback address');

function isSafe(url: URL | null): boolean {
  return url !== null && (url.protocol === 'https:' || isLoopback(url.hostname));
}

const Text = z.string().min(1).max(1_000);

const Issuer = z.strictObject({
  /** As in the claim `iss`, letter by letter. */
  issuer: Text,
  /** What `aud` must hold; one of them when there are several. */
  audience: z.union([Text, z.array(Text).min(1)], 'must be a text, or a list of texts'),
  jwksUrl: JwksUrl,
  algorithms: z.array(z.enum(ALGORITHMS)).min(1, 'at least one algorithm').default(['RS256', 'ES256']),
  /** By how much the clocks of issuer and server may differ. */
  clockToleranceMs: z.int().min(0).max(300_000).default(30_000),
  /** Which claims tell the name, the scopes, the accounts and how old answers may be. */
  claims: z
    .strictObject({
      name: Text.default('sub'),
      scopes: Text.default('scope'),
      accounts: Text.default('license_graph_accounts'),
      freshness: Text.default('license_graph_freshness'),
    })
    .prefault({}),
  /** What the issuer's own names of scopes stand for. */
  scopeNames: z.record(Text, Scopes).default({}),
});

const Router = z.strictObject({
  /** One, or two while they are exchanged. */
  secret: z.union(
    [
      BearerToken.transform((secret) => [secret]),
      z.array(BearerToken).min(1, 'at least one secret').max(2, 'at most two secrets'),
    ],
    'must be a secret, or a list of two',
  ),
  /** Whether nobody else may ask. */
  only: z.boolean().default(false),
  /** Who asks when the router forwards no user; without it such a request is refused. */
  principal: z
    .strictObject({ name: Name.default('router'), scopes: Scopes, accounts: AccountKeys })
    .optional(),
});

const Callers = z
  .strictObject({
    tokens: z.array(Token).min(1, 'at least one token').optional(),
    jwt: z.array(Issuer).min(1, 'at least one issuer').optional(),
    router: Router.optional(),
  })
  .refine(({ tokens, jwt, router }) => tokens ?? jwt ?? router?.principal, {
    path: ['tokens'],
    message: 'nobody could ask without `tokens`, `jwt`, or a `router` with a `principal`',
  })
  .transform(({ tokens = [], jwt = [], router }) => ({ tokens, jwt, router }));

/** `none` for everybody who can reach the port. */
export const AuthSettings = z.union(
  [z.literal('none'), Callers],
  'must be `none`, or have `tokens`, `jwt` or `router`',
);
export type AuthSettings = z.output<typeof AuthSettings>;
