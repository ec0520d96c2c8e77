// The promises of the write side of the port, each tried on changes that the provider makes and on some that it refuses.
import { sentByFailure } from '../../src/changes/run/write-failure.ts';
import type { Assignee } from '../../src/domain/assignee.ts';
import { isLicense, type Holding } from '../../src/domain/assignment.ts';
import { assigneeKey, isAbout, type Change, type Sent } from '../../src/domain/change.ts';
import { ProblemError } from '../../src/domain/problem.ts';
import type { ProviderAccount, Writes } from '../../src/providers/provider.ts';
import { present } from '../support/assertions.ts';
import type { State } from '../support/provider-state.ts';
import { testCall } from '../support/runtime.ts';
import { isAsRequested } from '../support/true-outcomes.ts';
import { WRITE_FAULTS } from '../support/write-faults.ts';
import type { Check } from './checks.ts';
import { bare, kindsOf } from './reading.ts';
import type { Fault, Rig } from './rig.ts';
import type { WriteSubject } from './subject.ts';

type Status = Sent['status'];

/** More than any provider takes in one call. */
const CROWD = 2_500;

const subjectOf = ({ subject }: Rig): WriteSubject => present(subject.writes, 'a write side to try');
const goodOf = (rig: Rig): readonly Change[] => subjectOf(rig).good(rig.truth());
const writesOf = ({ account }: Rig): Writes => present(account.writes, 'a write side of the account');

/** Every promise, on every fault. */
export const WRITE_CHECKS: readonly Check[] = [
  { name: 'every change is in one group, and no group is larger than a call takes', violations: grouped },
  { name: 'nothing is refused beforehand that the provider makes', violations: checked },
  { name: 'what is accepted is made, as the provider and every read of the account tell', violations: made },
  { name: 'what the provider refuses among others is not called accepted', violations: refusedAmongOthers },
  { name: 'a call that is over sends nothing', violations: unsent },
  { name: 'reading back agrees with the other reads, before and after', violations: readBackAgrees },
  ...faults().map(({ name, fault, statuses }) => ({
    name: `a write that meets ${name} is told truly, and sent once`,
    violations: (rig: Rig) => struck(rig, fault, statuses),
  })),
];

/** Those every provider has in common, and those after which providers may know more or less. */
function faults(): readonly {
  readonly name: string;
  readonly fault: Fault;
  readonly statuses: readonly Status[];
}[] {
  return [
    ...WRITE_FAULTS.map(([name, fault, status]) => ({ name, fault, statuses: [status] })),
    { name: 'lie', fault: { kind: 'lie' }, statuses: ['ACCEPTED'] },
    { name: 'error 400', fault: { kind: 'error', status: 400 }, statuses: ['REJECTED', 'UNKNOWN'] },
    { name: 'error 401', fault: { kind: 'error', status: 401 }, statuses: ['REJECTED'] },
    { name: 'error 409', fault: { kind: 'error', status: 409 }, statuses: ['REJECTED', 'UNKNOWN'] },
    { name: 'error 502', fault: { kind: 'error', status: 502 }, statuses: ['UNKNOWN'] },
  ];
}

function grouped(rig: Rig): readonly string[] {
  const { limit } = subjectOf(rig);
  const good = goodOf(rig);
  const changes = [...good, ...crowdOf(good)];
  const groups = writesOf(rig).group(changes);
  const broken: string[] = [];
  for (const group of groups) {
    const assignees = new Set(group.map(({ assignee }) => assigneeKey(assignee)));
    const size = limit.of === 'changes' ? group.length : assignees.size;
    if (size === 0 || size > limit.most)
      broken.push(`a group has ${size} ${limit.of}, not 1 to ${limit.most}`);
  }
  const times = Map.groupBy(groups.flat(), (change) => change);
  for (const change of changes) {
    const count = times.get(change)?.length ?? 0;
    if (count !== 1) broken.push(`${nameOf(change)} is in ${count} groups`);
  }
  if (times.size !== changes.length) broken.push('groups have changes that nobody asked for');
  return broken;
}

/** Such changes of assignees that are made up: grouping asks nobody. */
function crowdOf(good: readonly Change[]): readonly Change[] {
  return Array.from({ length: CROWD }, (_, at) => {
    const like = present(good[at % good.length]);
    const { kind, externalId } = like.assignee;
    const made = `${externalId.slice(0, -4)}${String(at).padStart(4, '0')}`;
    return { ...like, id: `made up ${at}`, assignee: { kind, externalId: made } };
  });
}

async function checked(rig: Rig): Promise<readonly string[]> {
  const good = goodOf(rig);
  const catalogue = (await rig.account.catalogue(testCall())).items;
  const held = await holdingsOf(rig.account, good);
  const today = new Date(rig.now()).toISOString().slice(0, 10);
  const before = rig.sent().length;
  const refused = writesOf(rig).check(good, { catalogue, held, today });
  return [
    ...[...refused].map(([id, { code }]) => `${id} is refused beforehand with ${code}`),
    ...(rig.sent().length > before ? ['a check sends requests'] : []),
  ];
}

async function made(rig: Rig): Promise<readonly string[]> {
  const good = goodOf(rig);
  for (const [change, state] of await statesOf(rig, good)) {
    if (isAsRequested(change, state)) throw new Error(`${nameOf(change)} is so before anything is sent`);
  }
  const { sent, broken } = await sendAll(rig, good);
  const refused = good.filter(({ id }) => sent.get(id)?.status !== 'ACCEPTED');
  const reader = rig.fresh();
  const shown = await holdingsOf(reader, good, 'assignments');
  const readBack = await holdingsOf(reader, good);
  return [
    ...broken,
    ...refused.map(
      (change) => `${nameOf(change)} is ${sent.get(change.id)?.problem?.code ?? 'not answered'}`,
    ),
    ...untruths(sent, await statesOf(rig, good)),
    ...notShown(good, shown).map((name) => `assignments do not show ${name}`),
    ...notShown(good, readBack).map((name) => `reading back does not show ${name}`),
  ];
}

async function refusedAmongOthers(rig: Rig): Promise<readonly string[]> {
  const refused = subjectOf(rig).refused(rig.truth());
  const changes = [...goodOf(rig), ...refused];
  const { sent, broken } = await sendAll(rig, changes);
  const accepted = refused.filter(({ id }) => !['REJECTED', 'UNKNOWN'].includes(sent.get(id)?.status ?? ''));
  return [
    ...broken,
    ...accepted.map((change) => `${nameOf(change)} is ${sent.get(change.id)?.status}, but refused`),
    ...untruths(sent, await statesOf(rig, changes)),
  ];
}

async function unsent(rig: Rig): Promise<readonly string[]> {
  const call = testCall();
  call.abort();
  const { sent, broken } = await sendAll(rig, goodOf(rig), call);
  const others = [...sent].filter(([, { status }]) => status !== 'NOT_SENT');
  return [
    ...broken,
    ...others.map(([id, { status }]) => `${id} is ${status}, but was never sent`),
    ...(writesSent(rig).length > 0 ? ['something was sent'] : []),
  ];
}

async function struck(rig: Rig, fault: Fault, statuses: readonly Status[]): Promise<readonly string[]> {
  const good = goodOf(rig);
  rig.emulator.fault({ path: subjectOf(rig).path, fault });
  rig.hurry(fault.kind === 'stall');
  const { sent, broken } = await sendAll(rig, good);
  rig.hurry(false);
  rig.emulator.clearFaults();
  const lies = fault.kind === 'lie';
  const states = await statesOf(rig, good);
  const wrong = good.filter(({ id }) => !statuses.some((status) => sent.get(id)?.status === status));
  const requests = writesSent(rig);
  // A refused login is made again, and the write with it: nothing was done the first time.
  const mayRepeat = fault.kind === 'error' && fault.status === 401;
  return [
    ...broken,
    ...wrong.map(
      (change) => `${nameOf(change)} is ${sent.get(change.id)?.status}, not ${statuses.join(' or ')}`,
    ),
    ...(lies ? [] : untruths(sent, states)),
    ...(mayRepeat || new Set(requests).size === requests.length ? [] : ['a write is sent more than once']),
  ];
}

async function readBackAgrees(rig: Rig): Promise<readonly string[]> {
  const good = goodOf(rig);
  const some = kindsOf(rig.account).flatMap((kind) =>
    (rig.truth().lists[kind] ?? []).slice(0, 20).map((externalId) => ({ assignee: { kind, externalId } })),
  );
  const changed = new Set(good.map(({ assignee }) => assignee.kind));
  const asked = [...good, ...some.filter(({ assignee }) => changed.has(assignee.kind))];
  const broken = await differences(rig.account, asked);
  await sendAll(rig, good);
  return [...broken, ...(await differences(rig.fresh(), asked))];
}

type Asked = readonly { readonly assignee: Change['assignee'] }[];

/** Assignees of whom the two reads tell other licenses. */
async function differences(account: ProviderAccount, asked: Asked): Promise<readonly string[]> {
  const [left, right] = [await slotsOf(account, asked, 'assignments'), await slotsOf(account, asked)];
  return [...left].flatMap(([key, slot]) => {
    const [one, other] = [told(slot), told(right.get(key))];
    return one === other ? [] : [`assignments tell that ${key} holds ${one}; reading back, ${other}`];
  });
}

type Slot = readonly Holding[] | null | ProblemError | undefined;

function told(slot: Slot): string {
  if (slot instanceof ProblemError) return slot.problem.code;
  const licenses = (slot ?? []).filter(isLicense).map(({ licenseId }) => licenseId);
  return licenses.length === 0 ? 'nothing' : licenses.sort().join(', ');
}

/** What each holds by the port itself, by `assigneeKey`: as changes are read back, or as anybody reads it. */
async function slotsOf(
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
        ? await writes.readBack(assignees, testCall())
        : await assignments.ofAssignees(assignees, testCall());
    for (const externalId of ids) slots.set(assigneeKey({ kind, externalId }), found.get(externalId));
  }
  return slots;
}

/** The same without what failed or is not there. */
async function holdingsOf(
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
function notShown(changes: readonly Change[], held: ReadonlyMap<string, readonly Holding[]>): string[] {
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
async function sendAll(rig: Rig, changes: readonly Change[], call = testCall()): Promise<Answers> {
  const writes = writesOf(rig);
  const sent = new Map<string, Sent>();
  const broken: string[] = [];
  const isLate = (group: readonly Change[]): number =>
    Number(group.every(({ action }) => action !== 'REMOVE'));
  for (const group of [...writes.group(changes)].sort((one, other) => isLate(one) - isLate(other))) {
    const results = await writes.send(group, call).catch((error: unknown) => {
      if (!(error instanceof ProblemError)) throw error;
      return new Map(group.map(({ id }) => [id, sentByFailure(error)]));
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
async function statesOf(
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
function untruths(sent: Answers['sent'], states: readonly (readonly [Change, State])[]): string[] {
  return states.flatMap(([change, state]) => {
    const status = sent.get(change.id)?.status ?? 'UNKNOWN';
    const isMade = isAsRequested(change, state);
    if (status === 'UNKNOWN' || isMade === (status === 'ACCEPTED')) return [];
    return [`${nameOf(change)} is ${status}, but ${isMade ? 'made' : 'not made'}`];
  });
}

function writesSent(rig: Rig): string[] {
  const isWrite = new RegExp(subjectOf(rig).path);
  return rig
    .sent()
    .filter(({ method, url }) => method !== 'GET' && isWrite.test(new URL(url).pathname))
    .map(({ method, url, body = '' }) => `${method} ${url} ${body}`);
}

const nameOf = ({ action, licenseId, assignee }: Change): string =>
  `${action} ${licenseId} ${assigneeKey(assignee)}`;
