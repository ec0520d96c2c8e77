// Takes a license from the users who have been idle longest and gives it to others, in one change set.
import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createClient, type Client } from './client.ts';
import {
  ApplyDocument,
  ChangesDocument,
  FindLicensesDocument,
  PlanDocument,
  ProgressDocument,
  RetryDocument,
  UsersDocument,
  type ApplyLicenseChangesInput,
  type ChangesQuery,
  type LicenseChangeInput,
  type PayloadFragment,
  type ProblemPartsFragment,
} from './generated.ts';

const USAGE = `usage: node docs/client/move-licenses.ts --account KEY --license NAME --to EMAIL[,EMAIL...] --idle-days N --file FILE

  --file  where it is kept what is to be done: with the same file again, nothing is done twice

  LICENSE_GRAPH_URL    environment variable: the graph (http://127.0.0.1:4000/graphql)
  LICENSE_GRAPH_TOKEN  environment variable: a token with mayChange, where the server asks for one
`;

interface Task {
  readonly account: string;
  readonly license: string;
  readonly to: readonly string[];
  readonly idleDays: number;
  readonly file: string;
}

type Change = NonNullable<NonNullable<NonNullable<ChangesQuery['changeSet']>['changes']>['nodes']>[number];

const DAY_MS = 86_400_000;
const ROUNDS = 3;
const LONGEST_WAIT_MS = 15 * 60_000;
const AS_WISHED = ['VERIFIED', 'NO_CHANGE'];

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

function readTask(): Task | null {
  const text = { type: 'string' } as const;
  const options = { account: text, license: text, to: text, 'idle-days': text, file: text };
  const { account, license, to, 'idle-days': idleDays, file } = parseArgs({ options }).values;
  const days = Number(idleDays ?? 'none');
  if (!account || !license || !to || !file || !(days > 0)) return null;
  return { account, license, to: to.toLowerCase().split(','), idleDays: days, file };
}

/** What goes with an idempotency key is decided once and written down: the world, and with it the choice, moves on. */
async function decide(client: Client, task: Task): Promise<ApplyLicenseChangesInput> {
  if (existsSync(task.file)) {
    say(`as decided in ${task.file}`);
    // This program wrote it.
    return JSON.parse(readFileSync(task.file, 'utf8')) as ApplyLicenseChangesInput;
  }
  const changes = await choose(client, task);
  const { planLicenseChanges: plan } = await client.ask(PlanDocument, { input: { changes } });
  // A license must not be taken from somebody for the sake of a change that cannot be.
  if (plan.changeSet === null || plan.problems.length > 0) throw refusal('The plan', plan.problems);
  const { id, hash } = plan.changeSet;
  const input = { plan: { id, hash }, idempotencyKey: randomUUID() };
  writeFileSync(task.file, JSON.stringify(input), { flag: 'wx' });
  return input;
}

async function choose(client: Client, { account, license: name, to, idleDays }: Task) {
  const { licenses } = await client.ask(FindLicensesDocument, { accountKey: account, name });
  const [license, ...others] = (licenses?.nodes ?? []).filter((one) => one.name === name);
  if (license === undefined) throw new Error(`There is no license ${name} in ${account}.`);
  if (others.length > 0) throw new Error(`Several licenses of ${account} have the name ${name}.`);
  const holders = await readHolders(client, account, license.id);
  const receivers = to.filter((email) => !holders.has(email));
  const before = new Date(Date.now() - idleDays * DAY_MS).toISOString();
  // Nobody knows how idle somebody without a date is.
  const idle = [...holders].flatMap(([email, last]) => (last && last < before ? [{ email, last }] : []));
  const givers = idle.filter(({ email }) => !to.includes(email)).sort((a, b) => (a.last < b.last ? -1 : 1));
  const change = (action: LicenseChangeInput['action'], email: string): LicenseChangeInput => ({
    action,
    license: { id: license.id },
    assignee: { email },
  });
  return [
    ...givers.slice(0, receivers.length).map(({ email }) => change('REMOVE', email)),
    ...to.map((email) => change('ASSIGN', email)),
  ];
}

/** When each holder was last active, by e-mail address. Not every vendor tells it with the holders of a license: the users are walked. */
async function readHolders(client: Client, accountKey: string, licenseId: string) {
  const holders = new Map<string, string | null>();
  let after: string | null = null;
  do {
    const { account } = await client.ask(UsersDocument, { accountKey, after });
    for (const { email, lastActiveAt, assignments } of account?.users?.nodes ?? []) {
      const holds = assignments?.nodes?.some(({ license }) => license.id === licenseId);
      if (holds && email !== null) holders.set(email.toLowerCase(), lastActiveAt);
    }
    after = nextPage(account?.users?.pageInfo);
  } while (after !== null);
  return holders;
}

function nextPage(page?: { readonly hasNextPage: boolean; readonly endCursor: string | null }) {
  return page?.hasNextPage === true ? page.endCursor : null;
}

/** Applies, and tries again what failed and can succeed; what became of each change in the end. */
async function carryOut(client: Client, input: ApplyLicenseChangesInput): Promise<readonly Change[]> {
  const latest = new Map<string, Change>();
  const { applyLicenseChanges } = await client.ask(ApplyDocument, { input: { ...input, waitSeconds: 0 } });
  let payload: PayloadFragment = applyLicenseChanges;
  for (let round = 1; ; round += 1) {
    const id = payload.changeSet?.id;
    if (id === undefined || payload.problems.length > 0) throw refusal('The set', payload.problems);
    await finished(client, id);
    const changes = await readChanges(client, id);
    for (const change of changes) latest.set(`${change.action} ${change.assignee?.id}`, change);
    const again = changes.filter((change) => change.outcome === 'REJECTED' && change.problem?.retryable);
    if (again.length === 0 || round > ROUNDS) return [...latest.values()];
    say(`${again.length} once more, round ${round} of ${ROUNDS}`);
    await sleep(Math.min(untilRetry(again), LONGEST_WAIT_MS));
    const retry = { id, waitSeconds: 0, idempotencyKey: `${input.idempotencyKey}-retry-${round}` };
    payload = (await client.ask(RetryDocument, { input: retry })).retryChangeSet;
  }
}

function untilRetry(changes: readonly Change[]): number {
  return Math.max(0, ...changes.map(({ problem }) => Date.parse(problem?.retryAt ?? '') - Date.now() || 0));
}

async function finished(client: Client, id: string): Promise<void> {
  for (;;) {
    const { changeSet: set } = await client.ask(ProgressDocument, { id });
    if (set === null) throw new Error(`The change set ${id} is gone.`);
    say(`${set.progress.total - set.progress.pending} of ${set.progress.total}, ${set.status}`);
    if (set.status !== 'RUNNING') return;
    await sleep(1_000);
  }
}

async function readChanges(client: Client, id: string): Promise<readonly Change[]> {
  const all: Change[] = [];
  let after: string | null = null;
  do {
    const { changeSet } = await client.ask(ChangesDocument, { id, after });
    all.push(...(changeSet?.changes?.nodes ?? []));
    after = nextPage(changeSet?.changes?.pageInfo);
  } while (after !== null);
  return all;
}

function refusal(what: string, problems: readonly ProblemPartsFragment[]): Error {
  const lines = problems.map(({ code, message, path }) => `  ${(path ?? []).join('.')} ${code}: ${message}`);
  return new Error([`${what} was refused, and nothing of it was sent.`, ...lines].join('\n'));
}

async function main(): Promise<number> {
  const task = readTask();
  if (task === null) {
    say(USAGE);
    return 2;
  }
  const url = process.env['LICENSE_GRAPH_URL'] ?? 'http://127.0.0.1:4000/graphql';
  const client = createClient(url, process.env['LICENSE_GRAPH_TOKEN'] ?? null);
  const changes = await carryOut(client, await decide(client, task));
  for (const { action, assignee, outcome, problem } of changes) {
    const why = problem === null ? '' : `  ${problem.code}: ${problem.message}`;
    process.stdout.write(`${outcome}  ${action}  ${assignee?.displayName ?? assignee?.id}${why}\n`);
  }
  return changes.every(({ outcome }) => AS_WISHED.includes(outcome)) ? 0 : 1;
}

process.exitCode = await main().catch((error: unknown) => {
  say(error instanceof Error ? error.message : String(error));
  return 1;
});
