// What the loaders of one request share: the accounts, the call, and how keys are read in batches.
import DataLoader from 'dataloader';
import { align } from '../batching/align.ts';
import { within, type Call } from '../domain/call.ts';
import type { Slot } from '../domain/page.ts';
import { ProblemError, inAccount, problem } from '../domain/problem.ts';
import { inSpan, type Tracer } from '../domain/telemetry/tracer.ts';
import type { ReadByKeys } from '../providers/provider.ts';
import type { ProviderDirectory } from './accounts.ts';

/** The accounts that a request may read, and the call it reads for. */
export interface ReadContext {
  readonly accounts: ProviderDirectory;
  readonly call: Call;
  readonly watcher: BatchWatcher;
}

/** Who is told of batches. */
export interface BatchWatcher {
  /** Hears of each batch: of which loader, and how many keys. */
  readonly batched: (loader: string, keys: number) => void;
  readonly tracer: Tracer;
}

/** One batch of a loader. */
interface Batch {
  /** The loader's name in metrics and spans. */
  readonly loader: string;
  readonly accountKey: string;
  readonly keys: number;
}

/** Reads a batch, with a call of its own. */
export async function readBatch<T>(
  { call, watcher: { batched, tracer } }: ReadContext,
  { loader, accountKey, keys }: Batch,
  read: (call: Call) => Promise<T>,
): Promise<T> {
  batched(loader, keys);
  if (call.trace === undefined) return await read(call);
  const attributes = { 'license_graph.account': accountKey, 'license_graph.batch.keys': keys };
  const span = tracer.start(`batch ${loader}`, call.trace, { kind: 'INTERNAL', attributes });
  return await inSpan(span, ({ trace }) => read(within(call, trace)));
}

/** Loads values of one account by key: keys that are asked for together go to the provider together. */
export type KeyLoader<T> = DataLoader<string, T | null>;

/** A loader over a look-up of an account. */
export function keyLoader<T>(
  context: ReadContext,
  loader: string,
  accountKey: string,
  read: ReadByKeys<T>,
): KeyLoader<T> {
  return new DataLoader<string, T | null>(async (keys) => {
    const slots = await readBatch(context, { loader, accountKey, keys: keys.length }, (call) =>
      read(keys, call),
    );
    return inAccountAll(accountKey, align(keys, slots));
  });
}

/** The slots of an account, with its key on every problem: batching does not know accounts. */
export function inAccountAll<T>(accountKey: string, slots: readonly Slot<T>[]): Slot<T>[] {
  return slots.map((slot) => (slot instanceof ProblemError ? inAccount(slot, accountKey) : slot));
}

/** The problem of what an account's provider does not have at all. */
export function notSupported(accountKey: string, what: string): ProblemError {
  const message = `The provider of account ${JSON.stringify(accountKey)} has no ${what}.`;
  const hint = "See the account's `capabilities`.";
  return new ProblemError(problem('NOT_SUPPORTED', 'CALLER', message, { accountKey, hint }));
}
