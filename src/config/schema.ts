// What can be configured. One schema; unknown keys are refused, so that a misspelt one is noticed.
import { z } from 'zod';
import { Secret } from '../domain/secret.ts';

const Milliseconds = z.int().min(0).max(3_600_000);
const Count = z.int().min(1).max(1_000_000);

/** As browsers send it in the Origin header: compared letter by letter there, so a trailing slash would never match. */
const Origin = z
  .url({ protocol: /^https?$/ })
  .refine((text) => URL.parse(text)?.origin === text, 'must be scheme, host and port alone, in lower case');

/** The server: where it listens and what it puts up with. */
export const ServerSettings = z.strictObject({
  host: z.string().min(1).default('127.0.0.1'),
  port: z.int().min(0).max(65_535).default(4000),
  /** A request that is not answered by then gets what is there, and errors for the rest. */
  deadlineMs: Milliseconds.min(100).default(10_000),
  /** Requests still running when the process is told to stop get so long to finish. */
  drainMs: Milliseconds.default(10_000),
  playground: z.boolean().default(true),
  introspection: z.boolean().default(true),
  /** Origins of front ends in browsers; none by default. */
  corsOrigins: z.array(Origin).default([]),
  maxBodyBytes: Count.default(256_000),
  /** Tokens of one document, punctuation included. */
  maxTokens: Count.default(4_000),
  /** Levels of fields, fragments unfolded. */
  maxDepth: Count.default(20),
  /** Fields a query may come to, every list counted with its `first`. */
  maxCost: Count.default(150_000),
  logLevel: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
});
export type ServerSettings = z.output<typeof ServerSettings>;

/** How providers are treated; the same for every account. */
export const LimitSettings = z.strictObject({
  /** Requests of one account under way at once. */
  concurrency: Count.default(8),
  /** Requests of one account that may wait for a place. */
  queue: Count.default(1_000),
  /** Further tries of a read that failed. */
  retries: z.int().min(0).max(5).default(2),
  /** A provider that asks for a longer pause than this is not waited for. */
  retryAfterCapMs: Milliseconds.default(2_000),
  connectTimeoutMs: Milliseconds.min(10).default(2_000),
  /** From the request to the whole answer. */
  answerTimeoutMs: Milliseconds.min(10).default(4_000),
  /** Failures in a row that open the circuit, and how long it stays open. */
  breakerFailures: Count.default(5),
  breakerResetMs: Milliseconds.min(10).default(10_000),
  /** How long a catalogue of licenses may be handed on; 0 reads it anew for every request. */
  catalogueMs: Milliseconds.default(0),
});
export type LimitSettings = z.output<typeof LimitSettings>;

const Token = z.strictObject({
  /** Who it is, for logs and audit. */
  name: z.string().min(1).max(100),
  token: z
    .string()
    .min(16, 'at least 16 characters')
    // What fits behind `Bearer ` in a header (RFC 6750, 2.1); any other could never be sent.
    .regex(/^[A-Za-z0-9._~+/-]+=*$/, 'letters, digits and - . _ ~ + / only')
    .transform((text) => new Secret(text)),
  /** Keys of the accounts it may see; all when absent. */
  accounts: z.array(z.string()).optional(),
});

/** Who may ask: a list of bearer tokens, or `none` for everybody who can reach the port. */
export const AuthSettings = z.union(
  [z.literal('none'), z.strictObject({ tokens: z.array(Token).min(1, 'at least one token') })],
  'must be `none`, or a list of `tokens`',
);
export type AuthSettings = z.output<typeof AuthSettings>;

/** The file around the accounts, whose own form each provider gives. */
export const ConfigFile = z.strictObject({
  accounts: z.array(z.looseObject({ provider: z.string() })).min(1, 'at least one account'),
  server: ServerSettings.prefault({}),
  limits: LimitSettings.prefault({}),
  auth: AuthSettings.optional(),
});
