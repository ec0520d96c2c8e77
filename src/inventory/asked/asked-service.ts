// What one caller may ask of the inventory: to read some assignees now, to sweep accounts, to decide on a sweep that is held.
import type { Call } from '../../domain/call.ts';
import type { Sweep } from '../../domain/inventory/accounts.ts';
import type { AssigneeRef } from '../../domain/inventory/search.ts';
import { ProblemError, problem, unknownAccount, unread, type Problem } from '../../domain/problem.ts';
import type { ProviderAccount } from '../../providers/provider.ts';
import type { Decided, InventoryAsked } from '../../store/inventory/asked/api.ts';
import type { JobRunner } from '../../store/jobs/api.ts';
import { keyOf, readNow } from './read-now.ts';

/** READ: recorded as it was read. GONE: it does not exist. A problem says why neither is known. */
export type Refreshed =
  { readonly status: 'READ' | 'GONE' } | { readonly status: 'FAILED'; readonly problem: Problem };

/** A sweep that somebody decided on, and why nothing came of it. */
export interface DecidedOn {
  readonly sweep: Sweep;
  readonly problem: Problem | null;
}

/** A sweep that was asked for, or why there is none. */
export type AskedFor = { readonly sweep: Sweep; readonly isNew: boolean } | { readonly problem: Problem };

/** Every method throws ProblemError: STORE_UNAVAILABLE while the database cannot be reached. Whether the caller may ask is checked before, by the scopes of the graph. */
export interface AskedService {
  /** One for each, in their order; a ref as the account spells it. */
  readAssignees(refs: readonly AssigneeRef[]): Promise<readonly Refreshed[]>;
  /** Nothing is asked for any more when the time of the request is over. */
  askForSweep(accountKey: string): Promise<AskedFor>;
  /** The sweep as it is then; with SWEEP_NOT_HELD where there was nothing to decide. Throws BAD_ID for one that is not there or not for this caller. */
  releaseSweep(sweepId: number, by: Pick<Decided, 'reason' | 'ticket'>): Promise<DecidedOn>;
}

/** The store, with the jobs. */
type AskedStore = InventoryAsked & Pick<JobRunner, 'enqueueSweep'>;

/** Whoever asks. */
interface AskingCaller {
  readonly name: string;
  /** Accounts the caller sees, by key. */
  readonly accounts: ReadonlyMap<string, ProviderAccount>;
  /** Somebody waits for what it reads. */
  readonly call: Call;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Whether the configuration keeps an account from being swept. */
  readonly isOff: (accountKey: string) => Promise<boolean>;
}

/** `opened` throws what the opening of the store does. */
export function createAskedService(opened: () => Promise<AskedStore>, caller: AskingCaller): AskedService {
  return {
    async readAssignees(refs) {
      const store = await opened();
      const byAccount = [...Map.groupBy(refs, ({ accountKey }) => accountKey)];
      const read = await Promise.all(
        byAccount.map(
          async ([key, some]) => [key, await readIn(store, caller, { key, refs: some })] as const,
        ),
      );
      const byKey = new Map(read);
      return refs.map((ref) => byKey.get(ref.accountKey)?.(ref) ?? failed(unknownAccount(ref.accountKey)));
    },
    askForSweep: async (accountKey) => askForSweep(await opened(), caller, accountKey),
    releaseSweep: async (sweepId, by) => releaseSweep(await opened(), caller, { sweepId, by }),
  };
}

interface InAccount {
  readonly key: string;
  readonly refs: readonly AssigneeRef[];
}

/** Reads those of one account, records what was read, and tells what became of each. */
async function readIn(
  store: AskedStore,
  { accounts, call, now, isOff }: AskingCaller,
  { key, refs }: InAccount,
): Promise<(ref: AssigneeRef) => Refreshed> {
  const account = accounts.get(key);
  if (account === undefined) return () => failed(unknownAccount(key));
  if (await isOff(key)) return () => failed(notSwept(key));
  const readAt = now();
  // What is gone is closed on it, and it is dated by when it was asked for.
  const { shown, sightings } = await readNow(account, refs, { ...call, thorough: true, alone: true });
  const gone = refs.filter((ref) => shown.get(keyOf(ref)) === 'GONE');
  const isRead = sightings.length > 0 || gone.length > 0;
  const kept = isRead ? await store.keepLookedUp(key, { readAt, sightings, gone }) : 'KEPT';
  if (kept === 'NOT_KEPT') return () => failed(notReady(key));
  return (ref) => {
    const status = shown.get(keyOf(ref)) ?? unread();
    if (status instanceof ProblemError) return failed(status);
    return kept === 'TOO_MANY' ? failed(tooMany(key)) : { status };
  };
}

function failed({ problem: why }: ProblemError): Refreshed {
  return { status: 'FAILED', problem: why };
}

async function askForSweep(
  store: AskedStore,
  { accounts, isOff, call }: AskingCaller,
  accountKey: string,
): Promise<AskedFor> {
  // Of the others that were asked for the answer tells what became of them.
  if (call.signal.aborted) return noTimeLeft(accountKey);
  if (!accounts.has(accountKey)) return unknownAccount(accountKey);
  if (await isOff(accountKey)) return notSwept(accountKey);
  const asked = await store.askForSweep(accountKey);
  if (asked === 'NOT_KEPT') return notReady(accountKey);
  if ('retryAt' in asked) return tooSoon(accountKey, asked.retryAt);
  // Nobody waits for the planner.
  await store.enqueueSweep(asked.sweepId);
  const found = await store.sweepById(asked.sweepId);
  return found === null ? notReady(accountKey) : { sweep: found.sweep, isNew: asked.isNew };
}

interface Decision {
  readonly sweepId: number;
  readonly by: Pick<Decided, 'reason' | 'ticket'>;
}

async function releaseSweep(
  store: AskedStore,
  { accounts, name }: AskingCaller,
  { sweepId, by }: Decision,
): Promise<DecidedOn> {
  const found = await store.sweepById(sweepId);
  if (found === null || !accounts.has(found.accountKey)) throw noSuchSweep();
  const was = await store.releaseHeldSweep(sweepId, { principal: name, ...by });
  if (was === null) throw noSuchSweep();
  // Whatever became of it since it was found.
  const { sweep } = (await store.sweepById(sweepId)) ?? found;
  return { sweep, problem: was === 'HELD' ? null : notHeld(found.accountKey, was).problem };
}

const WHERE_SWEEPS_ARE = 'Look at `inventory { accounts { status sweep { id status } } }`.';

/** The id of a sweep that there is not, or not for this caller: the answer is the same for both. */
export function noSuchSweep(): ProblemError {
  return new ProblemError(
    problem('BAD_ID', 'CALLER', 'There is no such sweep.', { path: ['sweepId'], hint: WHERE_SWEEPS_ARE }),
  );
}

function notHeld(accountKey: string, status: string): ProblemError {
  return new ProblemError(
    problem('SWEEP_NOT_HELD', 'CALLER', `The sweep is ${status}: there is nothing to decide.`, {
      accountKey,
      path: ['sweepId'],
      hint: WHERE_SWEEPS_ARE,
    }),
  );
}

function notReady(accountKey: string): ProblemError {
  return new ProblemError(
    problem('INVENTORY_NOT_READY', 'PLATFORM', 'The inventory does not know the account yet.', {
      accountKey,
      retryable: true,
    }),
  );
}

function notSwept(accountKey: string): ProblemError {
  const message = 'The configuration keeps the account from being swept.';
  return new ProblemError(problem('NOT_SUPPORTED', 'CALLER', message, { accountKey }));
}

function noTimeLeft(accountKey: string): ProblemError {
  return new ProblemError(
    problem(
      'DEADLINE_EXCEEDED',
      'PLATFORM',
      'The time for this request was up before a sweep was asked for.',
      {
        accountKey,
        retryable: true,
        hint: 'Ask for fewer accounts and assignees at once.',
      },
    ),
  );
}

function tooSoon(accountKey: string, retryAt: string): ProblemError {
  return new ProblemError(
    problem('REFRESH_TOO_SOON', 'CALLER', 'A sweep of the account was asked for less than a minute ago.', {
      accountKey,
      retryable: true,
      retryAt,
      hint: 'Name the assignees you need: they are read at once.',
    }),
  );
}

function tooMany(accountKey: string): ProblemError {
  return new ProblemError(
    problem('SWEEP_HELD', 'PLATFORM', 'So much of the account is gone at once that nothing was closed.', {
      accountKey,
      hint: 'See whether the credentials are those of the right account: the next sweep finds the same, and is held for a decision.',
    }),
  );
}
