// What can be configured. One schema; unknown keys are refused, so that a misspelt one is noticed.
import { z } from 'zod';
import { Secret } from '../domain/secret.ts';
import { AuthSettings } from './auth.ts';
import { RequestLimits } from './limits.ts';
import { FindingSettings } from './insight/findings.ts';
import { ContractEntry } from './insight/contracts.ts';
import { InventorySettings } from './inventory/settings.ts';
import { TelemetrySettings } from './telemetry/settings.ts';
import { addressFault } from './store/address.ts';

const Milliseconds = z.int().min(0).max(3_600_000);
const Count = z.int().min(1).max(1_000_000);

/** `http://localhost:*`: a web page of this machine, on any port. */
const ANY_PORT = /^http:\/\/(localhost|127\.0\.0\.1):\*$/;

/** As browsers send it in the Origin header: compared letter by letter there, so a trailing slash would never match. */
const Origin = z
  .string()
  .refine(
    (text) => ANY_PORT.test(text) || (/^https?:/.test(text) && URL.parse(text)?.origin === text),
    'must be scheme, host and port alone, in lower case; of localhost and 127.0.0.1 the port may be *',
  );

/** The server: where it listens, what it offers, and its limits on requests. */
export const ServerSettings = z
  .strictObject({
    host: z.string().min(1).default('127.0.0.1'),
    port: z.int().min(0).max(65_535).default(4000),
    /** Changes the defaults of the next three to off, and nothing else. */
    production: z.boolean().default(false),
    /** `auto` is on where the playground's package is installed. */
    playground: z.union([z.boolean(), z.literal('auto')], 'must be true, false or auto').optional(),
    /** The pages at `/`. */
    console: z.boolean().default(true),
    introspection: z.boolean().optional(),
    /** Whether messages about unknown names suggest known ones. */
    suggestions: z.boolean().optional(),
    /** A request that is not done by then is answered with what has been read, and errors for the rest. */
    deadlineMs: Milliseconds.min(100).default(10_000),
    /** The same for mutations, which may wait for a change set and plan thousands of changes. */
    mutationDeadlineMs: Milliseconds.min(100).default(120_000),
    /** How long everything is served after the process was told to stop and `/readyz` says so; null: 5 s, and 0 where only this machine reaches it. */
    drainDelayMs: Milliseconds.nullable().default(null),
    /** Requests still running after that get so long to finish. */
    drainMs: Milliseconds.default(10_000),
    /** Origins of front ends in browsers; none by default. */
    corsOrigins: z.array(Origin).default([]),
    persistedQueries: z.enum(['off', 'bounded', 'manifest']).default('off'),
    /** The file of the documents that `manifest` runs. */
    manifest: z.string().min(1).nullable().default(null),
    limits: RequestLimits.prefault({}),
    logLevel: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
  })
  .transform(({ playground, introspection, suggestions, ...rest }) => {
    const isOpen = introspection ?? !rest.production;
    return {
      ...rest,
      playground: playground ?? (rest.production ? false : 'auto'),
      noPlayground: whyNoPlayground(playground, rest.production),
      introspection: isOpen,
      // They tell the names that introspection keeps back.
      suggestions: suggestions ?? isOpen,
    };
  });
/** Why there is no playground: it was turned off, production turns it off, or its package is not there. */
export type NoPlayground = 'SETTING' | 'PRODUCTION' | 'PACKAGE';

/** The reason that holds in case there is none. */
function whyNoPlayground(setting: boolean | 'auto' | undefined, production: boolean): NoPlayground {
  if (setting === false) return 'SETTING';
  return setting === undefined && production ? 'PRODUCTION' : 'PACKAGE';
}

/** The settings that the process runs with: `auto` has been decided. */
export type ServerSettings = z.output<typeof ServerSettings> & { readonly playground: boolean };

/** Where metrics are scraped: a port that only operators reach. */
export const MetricsSettings = z.strictObject({
  host: z.string().min(1).default('127.0.0.1'),
  port: z.int().min(0).max(65_535).default(9464),
});
export type MetricsSettings = z.output<typeof MetricsSettings>;

/** What federation routers are told. */
export const FederationSettings = z.strictObject({
  /** Whether the SDL they get has `@authenticated` and `@requiresScopes`: Apollo Router and Cosmo enforce them, @apollo/gateway does not start with them. */
  securityDirectives: z.boolean().default(false),
});
export type FederationSettings = z.output<typeof FederationSettings>;

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
  /** Bytes of one answer, unpacked. */
  maxAnswerBytes: z.int().min(1_000).max(1_000_000_000).default(33_554_432),
  /** Failures in a row that open the circuit, and how long it stays open. */
  breakerFailures: Count.default(5),
  breakerResetMs: Milliseconds.min(10).default(10_000),
  /** How long a catalogue of licenses may be reused by other requests; 0 reads it again for every request. */
  catalogueMs: Milliseconds.default(0),
  /** How long a page of a provider's list is kept for a client that has been given a part of it; 0 reads it again for every request. */
  pageMs: Milliseconds.default(30_000),
  /** Whether providers are sent `x-request-id` and `traceparent` of the request that a call belongs to. */
  idsToProviders: z.boolean().default(true),
});
export type LimitSettings = z.output<typeof LimitSettings>;

/** An IANA time zone that this Node knows. */
const Zone = z.string().refine(isZone, 'must be a time zone by its IANA name, for instance Europe/Berlin');

function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** Whether a text begins as the address of a PostgreSQL server does; what follows is for the driver to understand. */
export function isPostgresUrl(text: string): boolean {
  return /^postgres(ql)?:\/\/./.test(text);
}

const PostgresUrl = z
  .string()
  .superRefine((text, { addIssue }) => {
    const message = isPostgresUrl(text) ? addressFault(text) : 'must start with postgres://';
    if (message !== null) addIssue({ code: 'custom', message });
  })
  .transform((text) => new Secret(text))
  .nullable()
  .default(null);

/** Where changes are kept: in a directory of this machine, or on a PostgreSQL server that replicas share. */
export const StoreSettings = z.strictObject({
  /** Of the embedded database; null keeps it in memory, until the process ends. */
  directory: z.string().min(1).nullable().default('license-graph-data'),
  /** Of a PostgreSQL server, instead of the directory. */
  url: PostgresUrl,
  /** Of the same server, for the connection that hears of changes: where `url` is a pooler that hands connections on after each transaction. */
  listenUrl: PostgresUrl,
  /** Connections to the server at most; the job queue has three more. */
  poolSize: Count.max(1_000).default(10),
});
export type StoreSettings = z.output<typeof StoreSettings>;

/** Days; null keeps for ever. */
const Days = z.int().min(1).max(36_500).nullable();

/** How changes are carried out. */
export const ChangeSettings = z.strictObject({
  /** Where the day of a scheduled removal starts. */
  zone: Zone.default('UTC'),
  /** How long a plan can be applied. */
  planMs: z.int().min(1_000).max(604_800_000).default(3_600_000),
  /** Sets of more changes are shared by all replicas; smaller ones start at once in the process that was asked. */
  inlineChanges: Count.default(500),
  /** Accounts of sets this process works on at once. */
  parts: Count.max(100).default(8),
  /** When a process has not renewed its lease for so long, another one takes its work over. */
  leaseMs: Milliseconds.min(1_000).default(30_000),
  /** How many times a change is sent to its provider at most, when answers are lost. */
  attempts: Count.max(10).default(3),
  /** One upstream call of a set, its pauses included. */
  callMs: Milliseconds.min(1_000).default(60_000),
  /** How long after a write that no read has shown it is read again; later reads follow at longer intervals. */
  settleAfterMs: Milliseconds.min(100).default(30_000),
  /** How often to look for abandoned work, for changes to read again, and for removals whose day has come. */
  resumeMs: Milliseconds.min(1_000).default(15_000),
  settleMs: Milliseconds.min(1_000).default(30_000),
  schedulesMs: Milliseconds.min(1_000).default(60_000),
  /** How often to look for records older than the days they are kept. */
  retentionMs: Milliseconds.min(1_000).default(3_600_000),
  idempotencyDays: Days.default(30),
  changeSetDays: Days.default(365),
  scheduleDays: Days.default(365),
  auditDays: Days.default(1_095),
});
export type ChangeSettings = z.output<typeof ChangeSettings>;

/** The file around the accounts, whose own form each provider gives. */
export const ConfigFile = z.strictObject({
  accounts: z.array(z.looseObject({ provider: z.string() })).min(1, 'at least one account'),
  server: ServerSettings.prefault({}),
  /** null for none. */
  metrics: MetricsSettings.nullable().prefault({}),
  telemetry: TelemetrySettings.prefault({}),
  limits: LimitSettings.prefault({}),
  auth: AuthSettings.optional(),
  federation: FederationSettings.prefault({}),
  store: StoreSettings.prefault({}),
  changes: ChangeSettings.prefault({}),
  inventory: InventorySettings.prefault({}),
  findings: FindingSettings.prefault({}),
  contracts: z.array(ContractEntry).max(10_000).default([]),
});
