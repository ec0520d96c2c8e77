// Mutations of the inventory: what is to be read now, and what becomes of a sweep that is held.
import type { AssigneeRef } from '../../domain/inventory/search.ts';
import { ProblemError, type Problem } from '../../domain/problem.ts';
import { noSuchSweep } from '../../inventory/asked/asked-service.ts';
import { renew, type GraphContext } from '../context.ts';
import type {
  InventoryAssigneeRef,
  MutationResolvers,
  RefreshedAssigneeResolvers,
} from '../generated/resolvers.ts';
import { attempt, problemForCaller } from '../inputs/attempt.ts';
import { badInput, checkTexts } from '../inputs/write-options.ts';
import { assigneeOfId, decodeId, wrongType } from '../nodes/ids.ts';
import type { RefreshedAccountModel, RefreshedAssigneeModel } from './models.ts';
import { assigneeModel } from './sources.ts';

/** As many as live lists give rows: a call or two for those of a vendor that looks many up at once. */
const MAX_ASSIGNEES = 100;
/** A statement or two each, one after the other. */
const MAX_ACCOUNTS = 100;

export const refreshInventory: NonNullable<MutationResolvers['refreshInventory']> = async (
  _root,
  { input },
  context,
) => {
  const asked = input.assignees ?? [];
  const keys = input.accountKeys ?? [];
  const problems: Problem[] = [];
  try {
    check(asked.length, keys.length);
    const assignees = await readAll(context, asked, problems);
    return { assignees, accounts: await sweepAll(context, keys, problems), problems };
  } catch (error) {
    return { assignees: [], accounts: [], problems: [problemForCaller(error)] };
  } finally {
    renew(context);
  }
};

function check(assignees: number, accounts: number): void {
  if (assignees + accounts === 0) throw badInput('assignees', 'and `accountKeys` are empty.');
  if (assignees > MAX_ASSIGNEES) {
    throw badInput(
      'assignees',
      `takes at most ${MAX_ASSIGNEES}, and has ${assignees}.`,
      'Ask for a sweep of the account.',
    );
  }
  if (accounts > MAX_ACCOUNTS) {
    throw badInput('accountKeys', `takes at most ${MAX_ACCOUNTS}, and has ${accounts}.`, 'Ask in portions.');
  }
}

/** Reads those that are named well, and tells of each what became of it. */
async function readAll(
  context: GraphContext,
  asked: readonly InventoryAssigneeRef[],
  problems: Problem[],
): Promise<RefreshedAssigneeModel[]> {
  const named = asked.map((one) => attempt(() => refOf(context, one)));
  const refs = named.flatMap((ref) => (ref instanceof ProblemError ? [] : [ref]));
  const read = refs.length === 0 ? [] : await context.asked.readAssignees(refs);
  const of = new Map(refs.map((ref, index) => [ref, read[index]]));
  return named.map((ref, index) => {
    const came =
      ref instanceof ProblemError ? { status: 'FAILED' as const, problem: ref.problem } : of.get(ref);
    if (came === undefined) throw new Error('an assignee that was read has no answer');
    if ('problem' in came) problems.push(at(came.problem, ['assignees', String(index)]));
    return { status: came.status, ref: ref instanceof ProblemError ? null : ref };
  });
}

/** As its account spells it. Throws UNKNOWN_ACCOUNT. */
function refOf({ accounts }: GraphContext, named: InventoryAssigneeRef): AssigneeRef {
  const { accountKey, kind, externalId } = named.key ?? ofId(named.id ?? '');
  return { accountKey, kind, externalId: accounts.canonical(accountKey, kind, externalId) };
}

function ofId(text: string): AssigneeRef {
  const id = decodeId(text);
  const found = assigneeOfId(id);
  if (found === null) throw wrongType(id, 'User, Device, Workspace or Entity');
  return found;
}

/** Asks for each account once, in the order of the input. */
async function sweepAll(
  { asked }: GraphContext,
  keys: readonly string[],
  problems: Problem[],
): Promise<RefreshedAccountModel[]> {
  const rows: RefreshedAccountModel[] = [];
  for (const accountKey of new Set(keys)) {
    const came = await asked.askForSweep(accountKey);
    if ('problem' in came) {
      problems.push(at(came.problem, ['accountKeys', String(keys.indexOf(accountKey))]));
    }
    const { sweep, isNew } = 'problem' in came ? { sweep: null, isNew: false } : came;
    rows.push({ accountKey, sweep, isNew });
  }
  return rows;
}

export const refreshedAssignee: RefreshedAssigneeResolvers = {
  async assignee({ ref, status }, _args, { inventory }) {
    if (ref === null || status === 'GONE') return null;
    const row = await inventory.assignee(ref);
    return row && assigneeModel(row);
  },
};

export const resolveHeldSweep: NonNullable<MutationResolvers['resolveHeldSweep']> = async (
  _root,
  { input },
  context,
) => {
  try {
    const by = checkTexts(input);
    const { sweep, problem } = await context.asked.releaseSweep(await sweepOfId(input.sweepId, context), by);
    return { sweep, problems: problem === null ? [] : [problem] };
  } catch (error) {
    return { sweep: null, problems: [problemForCaller(error)] };
  } finally {
    renew(context);
  }
};

async function sweepOfId(text: string, { inventory, numbers }: GraphContext): Promise<number> {
  await inventory.ready();
  const sweepId = numbers.reveal('SWEEP', text);
  if (sweepId === null) throw noSuchSweep();
  return sweepId;
}

function at(problem: Problem, path: readonly string[]): Problem {
  return { ...problem, path };
}
