// What programs that change licenses share: they keep their decision in a file, follow the change set to its end, and report the outcomes.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { createClient, type Client } from './client.ts';
import {
  ApplyDocument,
  ChangesDocument,
  FollowDocument,
  RetryDocument,
  type ApplyLicenseChangesInput,
  type ChangeFragment,
  type PayloadFragment,
  type ProblemPartsFragment,
} from './generated.ts';
import { progressLine } from './progress-bar.ts';

/** The options and variables of all these programs, for their usage. */
export const COMMON_USAGE = `
  --file      keeps the decision: run again with the same file, nothing is done twice
  --patience  seconds to wait until a read shows what a vendor has accepted (300)

  LICENSE_GRAPH_URL    environment variable: the graph (http://127.0.0.1:4000/graphql)
  LICENSE_GRAPH_TOKEN  environment variable: a token that may change licenses, if the server needs one
`;

/** How long a set may be UNSETTLED by default, in seconds: the server settles it within about two minutes. */
export const PATIENCE_SECONDS = 300;

const ROUNDS = 3;
const LONGEST_WAIT_MS = 15 * 60_000;
const DONE = ['VERIFIED', 'NO_CHANGE'];
const NEVER_SENT = ['PLANNED', 'EXPIRED'];

/** Reports progress to people on stderr; results go to stdout. */
export function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** The cursor of the next page; null when there is none. */
export function nextPage(
  page: { readonly hasNextPage: boolean; readonly endCursor: string | null } | undefined,
): string | null {
  return page?.hasNextPage === true ? page.endCursor : null;
}

/** The decision of an earlier run; null when there is none. */
export function readDecision(file: string): ApplyLicenseChangesInput | null {
  if (!existsSync(file)) return null;
  say(`as decided in ${file}`);
  // `keepDecision` wrote it.
  return JSON.parse(readFileSync(file, 'utf8')) as ApplyLicenseChangesInput;
}

/** Keeps the input of an idempotency key: decided again later, it might differ. */
export function keepDecision(file: string, input: ApplyLicenseChangesInput): void {
  writeFileSync(file, JSON.stringify(input), { flag: 'wx' });
}

/** Applies, waits until the set is settled, and retries what failed and can succeed; returns the last outcome of each change. */
export async function carryOut(
  client: Client,
  input: ApplyLicenseChangesInput,
  patienceSeconds: number,
): Promise<readonly ChangeFragment[]> {
  const latest = new Map<string, ChangeFragment>();
  const { applyLicenseChanges } = await client.ask(ApplyDocument, { input: { ...input, waitSeconds: 0 } });
  let payload: PayloadFragment = applyLicenseChanges;
  for (let round = 1; ; round += 1) {
    const { changeSet: set, problems } = payload;
    if (set === null || NEVER_SENT.includes(set.status)) {
      const refused = refusal(round === 1 ? 'The set' : 'Trying again', problems);
      if (round === 1) throw refused;
      say(refused.message);
      return [...latest.values()];
    }
    const isSettled = await settled(client, set.id, patienceSeconds);
    const changes = await readChanges(client, set.id);
    for (const change of changes) latest.set(nameOf(change), change);
    const again = changes.filter(({ outcome, problem }) => outcome === 'REJECTED' && problem?.retryable);
    if (!isSettled || again.length === 0 || round > ROUNDS) return [...latest.values()];
    say(`${again.length} once more, round ${round} of ${ROUNDS}`);
    await sleep(Math.min(untilRetry(again), LONGEST_WAIT_MS));
    const retry = { id: set.id, waitSeconds: 0, idempotencyKey: `${input.idempotencyKey}-retry-${round}` };
    payload = (await client.ask(RetryDocument, { input: retry })).retryChangeSet;
  }
}

/** A name that a change keeps in the set that retries it. A request without license or assignee is never retried. */
function nameOf({ id, action, license, assignee }: ChangeFragment): string {
  return license && assignee ? `${action} ${license.id} ${assignee.id}` : id;
}

function untilRetry(changes: readonly ChangeFragment[]): number {
  return Math.max(0, ...changes.map(({ problem }) => Date.parse(problem?.retryAt ?? '') - Date.now() || 0));
}

/** Follows the set until it is settled; false when that took too long. UNSETTLED is not over: a later read may show that the vendor did nothing. */
async function settled(client: Client, id: string, patienceSeconds: number): Promise<boolean> {
  const impatience = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let told = '';
  let isOver = false;
  for await (const { changeSetProgress: set } of client.follow(FollowDocument, { id }, impatience.signal)) {
    if (set === null) throw new Error(`The change set ${id} is gone.`);
    const line = progressLine(set);
    if (line !== told) say(line);
    told = line;
    isOver = set.status !== 'RUNNING' && set.status !== 'UNSETTLED';
    if (set.status === 'UNSETTLED') {
      timer ??= setTimeout(() => impatience.abort(), patienceSeconds * 1000);
    } else {
      clearTimeout(timer);
      timer = undefined;
    }
  }
  if (!isOver) say(`not settled within ${patienceSeconds} s: run the same command later for the outcome`);
  return isOver;
}

/** Every change of a set, in the order of its input. */
export async function readChanges(client: Client, id: string): Promise<readonly ChangeFragment[]> {
  const all: ChangeFragment[] = [];
  let after: string | null = null;
  do {
    const { changeSet } = await client.ask(ChangesDocument, { id, after });
    all.push(...(changeSet?.changes?.nodes ?? []));
    after = nextPage(changeSet?.changes?.pageInfo);
  } while (after !== null);
  return all;
}

/** The error that says why nothing was sent. */
export function refusal(what: string, problems: readonly ProblemPartsFragment[]): Error {
  const lines = problems.map(({ code, message, path }) => `  ${(path ?? []).join('.')} ${code}: ${message}`);
  return new Error([`${what} was refused, and nothing of it was sent.`, ...lines].join('\n'));
}

/** Prints a line for each change, and returns the exit code: 0 when reads have shown every change. */
export function report(changes: readonly ChangeFragment[]): number {
  for (const change of changes) process.stdout.write(`${change.outcome}  ${describe(change)}\n`);
  return changes.every(({ outcome }) => DONE.includes(outcome)) ? 0 : 1;
}

/** A change in words, with its problem if it has one. */
export function describe({ action, license, assignee, problem }: ChangeFragment): string {
  const who = assignee === null ? 'unknown assignee' : (assignee.displayName ?? assignee.id);
  const what = license === null ? 'unknown license' : `${license.name} (${license.account.key})`;
  const why = problem === null ? '' : `  ${problem.code}: ${problem.message}`;
  return `${action}  ${who}  ${what}${why}`;
}

/** A client of the graph that the environment names. */
function connect(): Client {
  const url = process.env['LICENSE_GRAPH_URL'] ?? 'http://127.0.0.1:4000/graphql';
  return createClient(url, process.env['LICENSE_GRAPH_TOKEN'] ?? null);
}

/** Runs a program and sets its exit code: 2 when its options make no task, 1 when it throws. */
export async function runProgram<Task>(
  usage: string,
  readTask: () => Task | null,
  run: (client: Client, task: Task) => Promise<number>,
): Promise<void> {
  try {
    const task = readTask();
    if (task === null) say(usage);
    process.exitCode = task === null ? 2 : await run(connect(), task);
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
}
