// Writing through the port: every group sent, and what is so afterwards, by the account and by the emulator.
import { forEachChange, sentAfter } from '../../src/providers/outcomes.ts';
import type { Assignee } from '../../src/domain/assignee.ts';
import { isLicense, type Holding } from '../../src/domain/assignment.ts';
import { assigneeKey, isAbout, type Change, type Sent } from '../../src/domain/change.ts';
import { ProblemError } from '../../src/domain/problem.ts';
import type { ProviderAccount, Writes } from '../../src/providers/provider.ts';
import { present, rowsIn } from '../support/assertions.ts';
import type { State } from '../support/provider-state.ts';
import { testCall } from '../support/runtime.ts';
import { isAsRequested } from '../support/true-outcomes.ts';
import { bare } from './reading.ts';
import type { Rig } from './rig.ts';
import type { WriteSubject } from './subject.ts';

/** What the subject brings for writes. */
export const subjectOf = ({ subject }: Rig): WriteSubject => present(subject.writes, 'a write side to try');
/** Changes that the provider makes. */
export const goodOf = (rig: Rig): readonly Change[] => subjectOf(rig).good(rig.truth());
/** The write side of the account. */
export const writesOf = ({ account }: Rig): Writes => present(account.writes, 'a write side of the account');

/** Whom to ask about. */
export type Asked = readonly { readonly assignee: Change['assignee'] }[];

type Slot = readonly Holding[] | null | ProblemError | undefined;

/** What a slot says that somebody holds. */
export function told(slot: Slot): string {
  if (slot instanceof ProblemError) return slot.problem.code;
  const licenses = (slot ?? []).filter(isLicense).map(({ licenseId }) => licenseId);
  return licenses.length === 0 ? 'nothing' : licenses.sort().join(', ');
}

/** What each holds by the port itself, by `assigneeKey`: as changes are read back, or as anybody reads it. */
export async function slotsOf(
  account: ProviderAccount,
  asked: Asked,
  by: 'assignments' | 'read-back' = 'read-back',
) {
  const { writes, assignments } = account;
  const slots = new Map<string, Slot>();
  for (const [kind, group] of Map.groupBy(asked, ({ assignee }) => assignee.kind)) {
    const ids = new Set(group.map(({ assignee }) => assignee.externalId));
    const assignees = [...ids].map((id): Assignee => bare(kind, account.account.key, id));
    const found =
      by === 'read-back' && writes?.readBack !== undefined
        ? rowsIn(await writes.readBack(assignees, testCall()))
        : await assignments.ofAssignees(assignees, testCall());
    for (const externalId of ids) slots.set(assigneeKey({ kind, externalId }), found.get(externalId));
  }
  return slots;
}

/** The same without what failed or is not there. */
export async function holdingsOf(
  account: ProviderAccount,
  asked: Asked,
  by?: 'assignments' | 'read-back',
): Promise<ReadonlyMap<string, readonly Holding[]>> {
  const slots = await slotsOf(account, asked, by);
  return new Map(
    [...slots].flatMap(([key, slot]) =>
      slot && !(slot instanceof ProblemError) ? [[key, slot] as const] : [],
    ),
  );
}

/** Changes that holdings do not show to be made. */
export function notShown(
  changes: readonly Change[],
  held: ReadonlyMap<string, readonly Holding[]>,
): string[] {
  const isShown = (change: Change): boolean => {
    const found = held.get(assigneeKey(change.assignee))?.find((one) => isAbout(change, one));
    return isAsRequested(change, { held: found !== undefined, removalOn: found?.removalOn ?? null });
  };
  return changes.filter((change) => !isShown(change)).map(nameOf);
}

interface Answers {
  readonly sent: ReadonlyMap<string, Sent>;
  /** Answers that are no answers. */
  readonly broken: readonly string[];
}

/** Sends all groups as the engine does, one after the other: those with removals first. */
export async function sendAll(rig: Rig, changes: readonly Change[], call = testCall()): Promise<Answers> {
  const writes = writesOf(rig);
  const sent = new Map<string, Sent>();
  const broken: string[] = [];
  const isLate = (group: readonly Change[]): number =>
    Number(group.every(({ action }) => action !== 'REMOVE'));
  for (const group of [...writes.group(changes)].sort((one, other) => isLate(one) - isLate(other))) {
    const results = await writes.send(group, call).catch((error: unknown) => {
      if (!(error instanceof ProblemError)) throw error;
      return forEachChange(group, () => sentAfter(error));
    });
    for (const [id, one] of results) {
      if (!group.some((change) => change.id === id)) broken.push(`${id} is answered, but not in the group`);
      if ((one.problem === null) !== (one.status === 'ACCEPTED'))
        broken.push(`${id} is ${one.status} with the wrong reason`);
      sent.set(id, one);
    }
    const missing = group.filter(({ id }) => !results.has(id));
    broken.push(...missing.map((change) => `${nameOf(change)} has no answer`));
  }
  return { sent, broken };
}

/** What the emulator has, told without the adapter. */
export async function statesOf(
  rig: Rig,
  changes: readonly Change[],
): Promise<readonly (readonly [Change, State])[]> {
  const provider = subjectOf(rig).state(rig.emulator.url);
  const states: [Change, State][] = [];
  for (const change of changes) {
    const { accountKey, licenseId, assignee } = change;
    states.push([change, await provider.stateOf({ accountKey, licenseId, ...assignee })]);
  }
  return states;
}

/** Changes that are said to be made and are not, or the other way round. */
export function untruths(sent: Answers['sent'], states: readonly (readonly [Change, State])[]): string[] {
  return states.flatMap(([change, state]) => {
    const status = sent.get(change.id)?.status ?? 'UNKNOWN';
    const isMade = isAsRequested(change, state);
    if (status === 'UNKNOWN' || isMade === (status === 'ACCEPTED')) return [];
    return [`${nameOf(change)} is ${status}, but ${isMade ? 'made' : 'not made'}`];
  });
}

/** The writes of the account, with their bodies. */
export function writesSent(rig: Rig): string[] {
  const isWrite = new RegExp(subjectOf(rig).path);
  return rig
    .sent()
    .filter(({ method, url }) => method !== 'GET' && isWrite.test(new URL(url).pathname))
    .map(({ method, url, body = '' }) => `${method} ${url} ${body}`);
}

/** A change in short. */
export const nameOf = ({ action, licenseId, assignee }: Change): string =>
  `${action} ${licenseId} ${assigneeKey(assignee)}`;
