// The promises of the write side of the port, each tried on changes that the provider makes and on some that it refuses.
import { assigneeKey, type Change, type Sent } from '../../src/domain/change.ts';
import type { ProviderAccount } from '../../src/providers/provider.ts';
import { present, refusedBeforehand } from '../support/assertions.ts';
import { testCall } from '../support/runtime.ts';
import { isAsRequested } from '../support/true-outcomes.ts';
import { WRITE_FAULTS } from '../support/write-faults.ts';
import type { Check } from './checks.ts';
import { FOREIGN_404S } from './foreign-answers.ts';
import { kindsOf } from './reading.ts';
import type { Fault, Rig } from './rig.ts';
import type { Subject } from './subject.ts';
import {
  goodOf,
  holdingsOf,
  nameOf,
  notShown,
  sendAll,
  slotsOf,
  statesOf,
  subjectOf,
  told,
  untruths,
  writesOf,
  writesSent,
  type Asked,
} from './writing.ts';

type Status = Sent['status'];

/** More than any provider takes in one call. */
const CROWD = 2_500;

/** Every promise, on every fault. */
export function writeChecks({ answersInParts = false }: Subject): readonly Check[] {
  return [
    { name: 'every change is in one group, and no group is larger than a call takes', violations: grouped },
    { name: 'nothing is refused beforehand that the provider makes', violations: checked },
    {
      name: 'what is accepted is made, as the provider and every read of the account tell',
      violations: made,
    },
    { name: 'what the provider refuses among others is not called accepted', violations: refusedAmongOthers },
    { name: 'a call that is over sends nothing', violations: unsent },
    { name: 'reading back agrees with the other reads, before and after', violations: readBackAgrees },
    ...faults().map((ill) => ({
      name: `a write that meets ${ill.name} is told truly, and sent once`,
      violations: (rig: Rig) => struck(rig, ill),
    })),
    ...(answersInParts ? faults().filter(({ fault }) => OF_PARTS.includes(fault.kind)) : []).map((ill) => ({
      name: `a part of a write that meets ${ill.name} is told truly, and sent once`,
      violations: (rig: Rig) => struck(rig, { ...ill, part: '' }),
    })),
  ];
}

/** Faults that can strike a part of a batch (emulators/core/faults.ts). */
const OF_PARTS: readonly string[] = ['throttle', 'error', 'answer', 'lie'];

/** A fault, and what may be said of a change that meets it. */
interface Ill {
  readonly name: string;
  readonly fault: Fault;
  readonly statuses: readonly Status[];
  /** As in `FaultRule`: absent for one that strikes whole requests. */
  readonly part?: string;
}

/** Those every provider has in common, and those after which providers may know more or less. */
function faults(): readonly Ill[] {
  return [
    ...WRITE_FAULTS.map(([name, fault, status]) => ({ name, fault, statuses: [status] })),
    ...FOREIGN_404S.map((one): Ill => ({ ...one, statuses: ['REJECTED', 'UNKNOWN'] })),
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
  const refused = refusedBeforehand(writesOf(rig), good, { catalogue, held, today });
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

async function struck(rig: Rig, ill: Ill): Promise<readonly string[]> {
  const { fault, statuses, part } = ill;
  const good = goodOf(rig);
  rig.emulator.fault({ path: subjectOf(rig).path, fault, ...(part !== undefined && { part }) });
  rig.hurry(fault.kind === 'stall');
  const { sent, broken } = await sendAll(rig, good);
  rig.hurry(false);
  rig.emulator.clearFaults();
  const states = await statesOf(rig, good);
  const isLiedTo = (change: Change): boolean => fault.kind === 'lie' || isWord(rig, fault, change);
  const wrong = good.filter((change) => {
    const status = sent.get(change.id)?.status ?? 'UNKNOWN';
    return !statuses.includes(status) && !(status === 'ACCEPTED' && isLiedTo(change));
  });
  const requests = writesSent(rig);
  // A refused login is made again, and the write with it: nothing was done the first time.
  const mayRepeat = fault.kind === 'error' && fault.status === 401;
  return [
    ...broken,
    ...wrong.map(
      (change) => `${nameOf(change)} is ${sent.get(change.id)?.status}, not ${statuses.join(' or ')}`,
    ),
    ...untruths(
      sent,
      states.filter(([change]) => !isLiedTo(change)),
    ),
    ...(mayRepeat || new Set(requests).size === requests.length ? [] : ['a write is sent more than once']),
  ];
}

/** Whether a scripted answer is what the provider itself would say of a change that it made. */
function isWord({ subject }: Rig, fault: Fault, change: Change): boolean {
  if (fault.kind !== 'answer') return false;
  if (fault.status === 404) return subject.plainNotFound === true && change.action === 'REMOVE';
  return fault.body === undefined && subject.writes?.saysDone?.(change, fault.status) === true;
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

/** Assignees of whom the two reads tell other licenses. */
async function differences(account: ProviderAccount, asked: Asked): Promise<readonly string[]> {
  const [left, right] = [await slotsOf(account, asked, 'assignments'), await slotsOf(account, asked)];
  return [...left].flatMap(([key, slot]) => {
    const [one, other] = [told(slot), told(right.get(key))];
    return one === other ? [] : [`assignments tell that ${key} holds ${one}; reading back, ${other}`];
  });
}
