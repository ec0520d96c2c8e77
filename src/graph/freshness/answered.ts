// Whether the provider answers or the inventory does, by what the caller takes.
import { complete, type AccountCoverage } from '../../domain/coverage.ts';
import { ageIn, isOutage, tooOldFor, type Freshness } from '../../domain/inventory/freshness.ts';
import type { HiddenNumbers } from '../../domain/inventory/hidden-number.ts';
import type { Problem, ProblemError } from '../../domain/problem.ts';
import type { InventoryService } from '../../inventory/reading/inventory-service.ts';
import type { AccountDirectory } from '../../loaders/accounts.ts';

/** What one request takes from the inventory, and what it has met so far. */
export interface FreshContext {
  readonly accounts: AccountDirectory;
  readonly inventory: InventoryService;
  readonly numbers: HiddenNumbers;
  readonly freshness: Freshness;
  /** RFC 3339 UTC: when the request came. */
  readonly at: string;
  /** Failures of providers in this request, by account: such a provider is not asked again for what the inventory has. */
  readonly failures: Map<string, ProblemError>;
}

/** A value of the inventory. `observedAt`: RFC 3339 UTC, all of it was so then. */
export interface Kept<T> {
  readonly value: T;
  readonly observedAt: string;
}

/** What was read. */
export interface Answered<T> {
  readonly value: T;
  /** null when the provider answered. `problem`: why it did not; null when it was not asked, because the inventory is young enough. */
  readonly kept: KeptAnswer | null;
}

export interface KeptAnswer {
  readonly observedAt: string;
  readonly problem: Problem | null;
}

/** The two ways to read something of an account. */
interface Ways<T> {
  readonly accountKey: string;
  readonly live: () => Promise<T>;
  /** null for what the inventory lacks: it does not tell that there is no such thing. */
  readonly kept: () => Promise<Kept<T> | null>;
  /** Whether this is a list, for which the provider is asked first at any age. */
  readonly isList?: boolean;
}

/** Reads something in the way that the caller's freshness leaves. Throws what the provider's failure throws. */
export async function answered<T>(context: FreshContext, ways: Ways<T>): Promise<Answered<T>> {
  const { accountKey, live, isList = false } = ways;
  const { maxAge, staleIfError } = context.freshness;
  const young = isList ? null : await noOlder(context, ways, maxAge);
  if (young !== null) return { value: young.value, kept: { observedAt: young.observedAt, problem: null } };
  const before = context.failures.get(accountKey);
  if (before !== undefined) {
    const found = await noOlder(context, ways, staleIfError);
    if (found !== null) return because(before, found);
  }
  try {
    return { value: await live(), kept: null };
  } catch (error) {
    if (!isOutage(error)) throw error;
    noteFailure(context, accountKey, error);
    if (staleIfError === null) throw error;
    const found = await orNull(ways.kept());
    if (found === null) throw error;
    if (!isWithin(context, found.observedAt, staleIfError)) throw tooOld(context, found, error);
    return because(error, found);
  }
}

/** A failure that says how old what there is instead of an answer is. */
export function tooOld(
  { at }: Pick<FreshContext, 'at'>,
  { observedAt }: Pick<Kept<unknown>, 'observedAt'>,
  failure: ProblemError,
): ProblemError {
  return tooOldFor(failure, ageIn(observedAt, at));
}

/** An answer that cannot be used may be about one thing alone: the account is asked for others. */
export function noteFailure({ failures }: FreshContext, accountKey: string, error: ProblemError): void {
  if (error.problem.code !== 'UPSTREAM_BAD_RESPONSE') failures.set(accountKey, error);
}

function because<T>({ problem }: ProblemError, { value, observedAt }: Kept<T>): Answered<T> {
  return { value, kept: { observedAt, problem } };
}

async function noOlder<T>(
  context: FreshContext,
  { kept }: Ways<T>,
  seconds: number | null,
): Promise<Kept<T> | null> {
  if (seconds === null) return null;
  const found = await orNull(kept());
  return found !== null && isWithin(context, found.observedAt, seconds) ? found : null;
}

/** Whether a moment is at most so many seconds ago. */
export function isWithin(
  { at }: Pick<FreshContext, 'at'>,
  observedAt: string,
  seconds: number | null,
): boolean {
  return seconds !== null && ageIn(observedAt, at) <= seconds;
}

/** While the store cannot be read, it is as if the inventory had nothing. */
export async function orNull<T>(read: Promise<T | null>): Promise<T | null> {
  try {
    return await read;
  } catch {
    return null;
  }
}

/** What is said of an account whose rows come from the inventory. */
export function keptLine(accountKey: string, { observedAt, problem }: KeptAnswer): AccountCoverage {
  if (problem === null) return { ...complete(accountKey), observedAt };
  return { accountKey, status: 'STALE', reason: 'UPSTREAM_FAILURE', problem, observedAt };
}
