// Sending what is planned: intent recorded, sent once, the provider's answer recorded.
import { fanOut } from '../../batching/chunk.ts';
import { within, type Call } from '../../domain/call.ts';
import type { ChangeRecord } from '../../domain/change-set.ts';
import type { Change, Sent } from '../../domain/change.ts';
import { inSpan } from '../../domain/telemetry/tracer.ts';
import { forAll, sentAfter } from '../../providers/outcomes.ts';
import type { Writes } from '../../providers/provider.ts';
import type { ChangeResult } from '../../store/changes/api.ts';
import { stateOfStatus } from '../plan/current-state.ts';
import { cancelKeptRemovals, isKeptHere } from '../schedules/kept-removals.ts';
import { waitForRoom } from './pacing.ts';
import { outcomeAttributes } from './part-span.ts';
import type { PartRun } from './part-run.ts';
import { leftOutOfAnswer } from './results.ts';

/** Changes that were not sent after all are tried this many times as often as those that were. */
const UNSENT_TRIES = 4;
const FIRST_PAUSE_MS = 250;
/** The pause doubles so many times. */
const MOST_DOUBLINGS = 6;

/** Sends what the provider is to carry out, group by group; what was not sent after all is PLANNED again, after a pause. */
export async function sendAll(run: PartRun, planned: readonly ChangeRecord[]): Promise<void> {
  const { writes } = run.account;
  if (!writes) return;
  const changes = planned.map(({ change }) => change).filter((change) => !isKeptHere(change, run.account));
  const attempts = new Map(planned.map(({ change, attempts: made }) => [change.id, made]));
  await cancelKeptRemovals(
    changes.filter(({ action }) => action === 'ASSIGN'),
    run,
  );
  for (const wave of inWaves(writes.group(changes))) {
    const pause = await sendWave({ run, writes, attempts }, wave);
    if (pause === 0) continue;
    await run.pause(pause);
    return;
  }
}

interface Sending {
  readonly run: PartRun;
  readonly writes: Writes;
  /** Times each change was sent before, by its id. */
  readonly attempts: ReadonlyMap<string, number>;
}

type Groups = readonly (readonly Change[])[];

/** What frees seats is answered before what may need them is sent. */
function inWaves(groups: Groups): readonly Groups[] {
  const frees = (group: readonly Change[]): boolean => group.some(({ action }) => action === 'REMOVE');
  return [groups.filter(frees), groups.filter((group) => !frees(group))];
}

/** Milliseconds to pause before what was not sent is tried again; 0 when everything was sent, or never will be. */
async function sendWave(sending: Sending, groups: Groups): Promise<number> {
  const { run, writes } = sending;
  const pauses: number[] = [];
  const failures: unknown[] = [];
  // The lease is given back only when nothing is under way any more: whoever takes it next reads what was sent.
  await fanOut(groups, writes.concurrency, async (group) => {
    if (run.signal.aborted || failures.length > 0) return;
    try {
      await waitForRoom(run);
      pauses.push(await sendGroup(sending, group));
    } catch (error) {
      failures.push(error);
    }
  });
  if (failures.length > 0) throw failures[0];
  if (run.signal.aborted) throw run.signal.reason;
  return Math.max(0, ...pauses);
}

/** The same, of one group. */
async function sendGroup({ run, writes, attempts }: Sending, group: readonly Change[]): Promise<number> {
  const marked = await run.markSending(group.map(({ id }) => id));
  const ours = group.filter(({ id }) => marked.has(id));
  if (ours.length === 0) return 0;
  const triesOf = ({ id }: Change): number => attempts.get(id) ?? 0;
  // A reload may have given the account other credentials since the groups were made.
  const current = run.account.writes ?? writes;
  const sent = await run.write((call) => sendSpanned(run, current, ours, call));
  const mayTry = (change: Change): boolean => triesOf(change) + 1 < run.deps.maxAttempts * UNSENT_TRIES;
  const again = ours.filter((change) => sent.get(change.id)?.status === 'NOT_SENT' && mayTry(change));
  const answered = ours.filter((change) => !again.includes(change));
  await run.backToPlanned(again.map(({ id }) => id));
  await run.record(answered.map((change) => resultOf(change, sent.get(change.id) ?? noAnswer())));
  return Math.max(0, ...again.map((change) => backoff(triesOf(change))));
}

function noAnswer(): Sent {
  return { status: 'UNKNOWN', problem: leftOutOfAnswer(), upstreamRequestIds: [] };
}

/** One write call has one span, with how many of its changes the provider said what about. */
async function sendSpanned(
  { account, deps, trace }: PartRun,
  writes: Writes,
  group: readonly Change[],
  call: Call,
): Promise<ReadonlyMap<string, Sent>> {
  const attributes = {
    'license_graph.account': account.account.key,
    'license_graph.changes.total': group.length,
  };
  const span = deps.tracer.start('change', trace, { kind: 'INTERNAL', attributes });
  return await inSpan(span, async () => {
    const sent = await sendOnce(writes, group, within(call, span.trace));
    const counts = Map.groupBy(sent.values(), ({ status }) => status);
    span.set(outcomeAttributes(new Map([...counts].map(([status, all]) => [status, all.length]))));
    return sent;
  });
}

async function sendOnce(
  writes: Writes,
  group: readonly Change[],
  call: Call,
): Promise<ReadonlyMap<string, Sent>> {
  try {
    return await writes.send(group, call);
  } catch (error) {
    const sent = sentAfter(error);
    return forAll(group, sent);
  }
}

/** Milliseconds. The time that the provider asks for is waited for besides, before anything else is sent. */
function backoff(attempts: number): number {
  return FIRST_PAUSE_MS * 2 ** Math.min(attempts, MOST_DOUBLINGS);
}

/** Also a refusal is read back: an earlier try whose answer was lost, or somebody else, may have done what was asked for. */
function resultOf(change: Change, sent: Sent): ChangeResult {
  const { problem, upstreamRequestIds, timing, holds } = sent;
  const told = { problem, upstreamRequestIds, ...(timing && { timing }) };
  const base = { changeId: change.id, phase: 'SENT', ...told } as const;
  const after = holds === undefined ? null : stateOfStatus(holds);
  switch (sent.status) {
    case 'ACCEPTED':
      return { ...base, outcome: 'PENDING', ...(after && { after }) };
    case 'UNKNOWN':
      return { ...base, outcome: 'UNKNOWN', after };
    case 'REJECTED':
    case 'NOT_SENT':
      return { ...base, outcome: 'REJECTED' };
  }
}
