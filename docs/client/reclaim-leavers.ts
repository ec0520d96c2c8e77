// Removes the licenses of people who have left, whose addresses are in a CSV file: first makes a plan to look at, then carries it out.
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import {
  carryOut,
  COMMON_USAGE,
  describe,
  keepDecision,
  nextPage,
  PATIENCE_SECONDS,
  readChanges,
  readDecision,
  refusal,
  report,
  runProgram,
  say,
} from './carry-out.ts';
import type { Client } from './client.ts';
import {
  HeldDocument,
  PlanDocument,
  ProgressDocument,
  type LicenseChangeInput,
  type ToldFragment,
} from './generated.ts';

const USAGE = `usage: node docs/client/reclaim-leavers.ts --csv FILE --file FILE [--column NAME] [--keep NAME]...
       node docs/client/reclaim-leavers.ts --apply --file FILE [--patience SECONDS]

  The first makes a plan, shows it and sends nothing; the second carries out the plan.

  --csv     a file with a row for each person who has left, below a row with the names of the columns
  --column  name of the column with the e-mail addresses (email)
  --keep    name of a license that nobody loses
${COMMON_USAGE}`;

interface Task {
  /** Null when the plan is to be carried out. */
  readonly leavers: { readonly csv: string; readonly column: string } | null;
  readonly keep: ReadonlySet<string>;
  readonly file: string;
  readonly patienceSeconds: number;
}

/** Reasons in `coverage` that are no failure. With any other reason, assignments of the person are missing that no later page has. */
const NO_FAILURE = new Set([null, 'NOT_SUPPORTED', 'MORE_TO_COME', 'NOT_REACHED']);
const AT_ONCE = 10;

function readTask(): Task | null {
  const text = { type: 'string' } as const;
  const { csv, column, keep, apply, file, patience } = parseArgs({
    options: {
      csv: text,
      column: text,
      keep: { type: 'string', multiple: true },
      apply: { type: 'boolean' },
      file: text,
      patience: text,
    },
  }).values;
  const patienceSeconds = Number(patience ?? PATIENCE_SECONDS);
  if (!file || !(patienceSeconds >= 0) || (apply === true) === (csv !== undefined)) return null;
  const leavers = csv === undefined ? null : { csv, column: column ?? 'email' };
  return { leavers, keep: new Set(keep), file, patienceSeconds };
}

/** The addresses of a column, each once and in lower case. Throws when a row has no address: it may be a misspelt one. */
function readAddresses(csv: string, column: string): readonly string[] {
  const [head = '', ...rows] = readFileSync(csv, 'utf8')
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/);
  const place = cellsOf(head).indexOf(column);
  if (place < 0) throw new Error(`${csv} has no column ${column}.`);
  const addresses = rows.flatMap((row, index) => {
    if (row.trim() === '') return [];
    const address = cellsOf(row)[place]?.toLowerCase() ?? '';
    if (!/^[^\s@]+@[^\s@]+$/.test(address)) {
      throw new Error(`${csv}, line ${index + 2}: ${address || 'nothing'} is no address.`);
    }
    return [address];
  });
  return [...new Set(addresses)];
}

/** The cells of a row, with or without quotes; line breaks within quotes are not supported. */
function cellsOf(row: string): string[] {
  const cells = row.match(/(?<=^|,)(?:\s*"(?:[^"]|"")*"\s*|[^,]*)/g) ?? [];
  return cells.map((cell) =>
    cell
      .trim()
      .replace(/^"(.*)"$/, '$1')
      .replaceAll('""', '"'),
  );
}

/** The removal of each license that a person holds; null when no account knows the address. */
async function readHeld(client: Client, email: string, keep: ReadonlySet<string>) {
  const changes: LicenseChangeInput[] = [];
  let after: string | null = null;
  do {
    const { person } = await client.ask(HeldDocument, { email, after });
    if (person === null) return null;
    // Both are null only beside an error, which `ask` throws.
    mustBeComplete(email, [...(person.coverage ?? []), ...(person.assignments?.coverage ?? [])]);
    for (const { license, assignee } of person.assignments?.nodes ?? []) {
      if (license.name !== null && keep.has(license.name)) continue;
      changes.push({ action: 'REMOVE', license: { id: license.id }, assignee: { id: assignee.id } });
    }
    after = nextPage(person.assignments?.pageInfo);
  } while (after !== null);
  return changes;
}

/** Throws when an account could not be read. A query about a person in all accounts then has no error: the account is only missing from the answer. */
function mustBeComplete(email: string, coverage: readonly ToldFragment[]): void {
  const missing = coverage.filter(({ reason }) => !NO_FAILURE.has(reason));
  if (missing.length === 0) return;
  const accounts = [...new Set(missing.map(({ account, reason }) => `${account.key} (${reason})`))];
  throw new Error(`Cannot read now what ${email} holds: ${accounts.join(', ')}. Nothing was planned.`);
}

async function choose(client: Client, addresses: readonly string[], keep: ReadonlySet<string>) {
  const changes: LicenseChangeInput[] = [];
  for (let at = 0; at < addresses.length; at += AT_ONCE) {
    const some = addresses.slice(at, at + AT_ONCE);
    const held = await Promise.all(some.map((email) => readHeld(client, email, keep)));
    for (const [index, theirs] of held.entries()) {
      if (theirs === null) process.stdout.write(`UNKNOWN  ${some[index]}\n`);
      else changes.push(...theirs);
    }
    say(`${at + some.length} of ${addresses.length} addresses looked up`);
  }
  return changes;
}

/** Plans, keeps the plan in the file, and shows it. */
async function plan(client: Client, task: Task, leavers: NonNullable<Task['leavers']>): Promise<number> {
  let id = readDecision(task.file)?.plan?.id;
  if (id === undefined) {
    const changes = await choose(client, readAddresses(leavers.csv, leavers.column), task.keep);
    if (changes.length === 0) {
      say('They hold no license to remove.');
      return 0;
    }
    const { planLicenseChanges: made } = await client.ask(PlanDocument, { input: { changes } });
    if (made.changeSet === null) throw refusal('The plan', made.problems);
    ({ id } = made.changeSet);
    // A plan is made once and applied once, so its id is a good key.
    keepDecision(task.file, { plan: { id, hash: made.changeSet.hash }, idempotencyKey: id });
  }
  const planned = await readChanges(client, id);
  for (const change of planned) process.stdout.write(`${change.outcome}  ${describe(change)}\n`);
  const refused = planned.filter(({ outcome }) => outcome === 'REJECTED').length;
  const { changeSet: set } = await client.ask(ProgressDocument, { id });
  const next = set?.status === 'PLANNED' ? `to carry it out: --apply --file ${task.file}` : `${set?.status}`;
  say(`${planned.length} licenses, ${refused} of them refused; ${next}`);
  return refused === 0 ? 0 : 1;
}

async function run(client: Client, task: Task): Promise<number> {
  if (task.leavers !== null) return await plan(client, task, task.leavers);
  const decided = readDecision(task.file);
  if (decided === null) throw new Error(`There is no plan in ${task.file}: make one with --csv first.`);
  return report(await carryOut(client, decided, task.patienceSeconds));
}

await runProgram(USAGE, readTask, run);
