// Removes a license from the users who have been idle longest and assigns it to others, in one change set.
import { parseArgs } from 'node:util';
import {
  carryOut,
  COMMON_USAGE,
  keepDecision,
  nextPage,
  PATIENCE_SECONDS,
  readDecision,
  refusal,
  report,
  runProgram,
} from './carry-out.ts';
import type { Client } from './client.ts';
import {
  FindLicensesDocument,
  PlanDocument,
  UsersDocument,
  type ApplyLicenseChangesInput,
  type LicenseChangeInput,
} from './generated.ts';

const USAGE = `usage: node docs/client/move-licenses.ts --account KEY --license NAME --to EMAIL[,EMAIL...] --idle-days N --file FILE [--patience SECONDS]
${COMMON_USAGE}`;

interface Task {
  readonly account: string;
  readonly license: string;
  readonly to: readonly string[];
  readonly idleDays: number;
  readonly file: string;
  readonly patienceSeconds: number;
}

const DAY_MS = 86_400_000;

function readTask(): Task | null {
  const text = { type: 'string' } as const;
  const options = { account: text, license: text, to: text, 'idle-days': text, file: text, patience: text };
  const { account, license, to, 'idle-days': days, file, patience } = parseArgs({ options }).values;
  const idleDays = Number(days ?? 'none');
  const patienceSeconds = Number(patience ?? PATIENCE_SECONDS);
  if (!account || !license || !to || !file || !(idleDays > 0) || !(patienceSeconds >= 0)) return null;
  return { account, license, to: to.toLowerCase().split(','), idleDays, file, patienceSeconds };
}

async function decide(client: Client, task: Task): Promise<ApplyLicenseChangesInput> {
  const decided = readDecision(task.file);
  if (decided !== null) return decided;
  const changes = await choose(client, task);
  const { planLicenseChanges: plan } = await client.ask(PlanDocument, { input: { changes } });
  // No license may be removed for an assignment that is not possible.
  if (plan.changeSet === null || plan.problems.length > 0) throw refusal('The plan', plan.problems);
  const { id, hash } = plan.changeSet;
  const input = { plan: { id, hash }, idempotencyKey: id };
  keepDecision(task.file, input);
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
  // Without a date it is not known how long a user has been idle.
  const idle = [...holders].flatMap(([email, last]) => (last && last < before ? [{ email, last }] : []));
  const givers = idle.filter(({ email }) => !to.includes(email)).sort((a, b) => (a.last < b.last ? -1 : 1));
  const change = (action: LicenseChangeInput['action'], email: string): LicenseChangeInput => ({
    action,
    license: { id: license.id },
    assignee: { email },
  });
  // No `waitsFor`: a seat must be free before it can be assigned, so removals must be sent before assignments.
  return [
    ...givers.slice(0, receivers.length).map(({ email }) => change('REMOVE', email)),
    ...to.map((email) => change('ASSIGN', email)),
  ];
}

/** When each holder was last active, by e-mail address. Walks over all users, because not every vendor lists this with the holders of a license. */
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

await runProgram(USAGE, readTask, async (client, task) =>
  report(await carryOut(client, await decide(client, task), task.patienceSeconds)),
);
