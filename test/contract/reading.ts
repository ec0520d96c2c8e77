// Reading through the port: lists to their end, one slot, every read there is, and what they end in.
import { ASSIGNEE_KINDS, type AssigneeKind } from '../../src/domain/account.ts';
import type { Assignee } from '../../src/domain/assignee.ts';
import type { Assignment } from '../../src/domain/assignment.ts';
import type { Call } from '../../src/domain/call.ts';
import type { Page, Slots } from '../../src/domain/page.ts';
import { ProblemError } from '../../src/domain/problem.ts';
import type { Collection, ProviderAccount } from '../../src/providers/provider.ts';
import type { Subject } from './subject.ts';

/** The kinds of assignees an account has. */
export function kindsOf(account: ProviderAccount): readonly AssigneeKind[] {
  return ASSIGNEE_KINDS.filter((kind) => account.assignees[kind] !== undefined);
}

export function collectionOf(account: ProviderAccount, kind: AssigneeKind): Collection<Assignee> {
  const collection: Collection<Assignee> | undefined = account.assignees[kind];
  if (collection === undefined) throw new Error(`the account has no ${kind}`);
  return collection;
}

/** An assignee of which only the id is known. */
export function bare(kind: AssigneeKind, accountKey: string, externalId: string): Assignee {
  return { kind, accountKey, externalId };
}

/** What tells assignments apart, and what is said about each. */
export function factsOf(row: Assignment): string {
  const { licenseId, assignee, status, assignedAt, removalOn } = row;
  return JSON.stringify([licenseId, assignee.kind, assignee.externalId, status, assignedAt, removalOn]);
}

/** The value in a slot; null for what does not exist. Throws the problem of a slot that failed. */
export function valueIn<T>(slots: Slots<T>, key: string): T | null {
  const slot = slots.get(key) ?? null;
  if (slot instanceof ProblemError) throw slot;
  return slot;
}

/** The problem a read ends in. */
export async function failureOf(work: Promise<unknown>): Promise<ProblemError> {
  try {
    await work;
  } catch (error) {
    if (error instanceof ProblemError) return error;
    throw error;
  }
  throw new Error('expected a problem, got an answer');
}

/** A value, or the problem instead. */
export async function outcomeOf<T>(work: Promise<T>): Promise<T | ProblemError> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof ProblemError) return error;
    throw error;
  }
}

/** One way of reading, on something that is there. */
export interface Read {
  readonly name: string;
  readonly run: (account: ProviderAccount, call: Call) => Promise<unknown>;
}

/** Every read of the port that this account has. */
export function readsOf(subject: Subject, account: ProviderAccount): readonly Read[] {
  const { license } = subject;
  const truth = subject.truth({ scale: 1, switches: subject.switches });
  const reads: Read[] = [
    { name: 'catalogue', run: (of, call) => of.catalogue(call) },
    { name: 'assignments.page', run: (of, call) => of.assignments.page(null, call) },
    { name: 'assignments.ofLicense', run: (of, call) => of.assignments.ofLicense(license, null, call) },
  ];
  for (const kind of kindsOf(account)) {
    const id = truth.lists[kind]?.[0] ?? '';
    reads.push(
      { name: `${kind}.page`, run: (of, call) => collectionOf(of, kind).page(null, call) },
      {
        name: `${kind}.byIds`,
        run: async (of, call) => valueIn(await collectionOf(of, kind).byIds([id], call), id),
      },
      {
        name: `assignments.ofAssignees of ${kind}`,
        async run(of, call) {
          const one = bare(kind, of.account.key, id);
          return valueIn(await of.assignments.ofAssignees([one], call), id);
        },
      },
    );
  }
  return [...reads, ...specialReads(subject, account)];
}

function specialReads(subject: Subject, account: ProviderAccount): readonly Read[] {
  const [address = ''] = subject.truth({ scale: 1, switches: subject.switches }).addresses?.[0] ?? [];
  const reads: Read[] = [];
  if (account.licensesInFull !== undefined) {
    reads.push({
      name: 'licensesInFull',
      async run(of, call) {
        const slots = await of.licensesInFull?.([subject.license], call);
        return slots && valueIn(slots, subject.license);
      },
    });
  }
  if (account.assignees.USER !== undefined) {
    reads.push({
      name: 'USER.byEmails',
      async run(of, call) {
        const slots = await of.assignees.USER?.byEmails([address], call);
        return slots && valueIn(slots, address);
      },
    });
  }
  if (account.inferLicenses !== undefined) {
    const roleIds = [subject.roleId ?? ''];
    reads.push({ name: 'inferLicenses', run: async (of, call) => of.inferLicenses?.(roleIds, call) });
  }
  if (account.featureToggle !== undefined) {
    reads.push({ name: 'featureToggle', run: async (of, call) => of.featureToggle?.('anything', call) });
  }
  return reads;
}

/** An answer without its cursor, which some providers make anew each time. */
export function withoutCursor(answer: unknown): unknown {
  return isPage(answer) ? { items: answer.items, total: answer.total, isLast: answer.next === null } : answer;
}

function isPage(answer: unknown): answer is Page<unknown> {
  return typeof answer === 'object' && answer !== null && 'items' in answer && 'next' in answer;
}
