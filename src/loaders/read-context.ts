// What the loaders of one request share: the accounts, the call, and how keys are read in batches.
import DataLoader from 'dataloader';
import { align } from '../batching/align.ts';
import type { Call } from '../domain/call.ts';
import type { Slot } from '../domain/page.ts';
import { ProblemError, inAccount, problem } from '../domain/problem.ts';
import type { ReadByKeys } from '../providers/provider.ts';
import type { ProviderDirectory } from './accounts.ts';

/** The accounts that a request may read, and the call it reads for. */
export interface ReadContext {
  readonly accounts: ProviderDirectory;
  readonly call: Call;
  /** Hears of each batch: of which loader, and how many keys. */
  readonly batched: Batched;
}

export type Batched = (loader: string, keys: number) => void;

/** Loads values of one account by key: keys that are asked for together go to the provider together. */
export type KeyLoader<T> = DataLoader<string, T | null>;

/** A loader over a look-up of an account; `name` is its name in metrics. */
export function keyLoader<T>(
  { call, batched }: ReadContext,
  name: string,
  accountKey: string,
  read: ReadByKeys<T>,
): KeyLoader<T> {
  return new DataLoader<string, T | null>(async (keys) => {
    batched(name, keys.length);
    return inAccountAll(accountKey, align(keys, await read(keys, call)));
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
