// The JSON of what assign and remove did: one outcome for each device, in five shapes (thingspace contract 4.3 and 9.1).
import type { FotaCall, Version } from '../call.ts';
import { licensesBelow, totalLicenses } from '../state/licenses.ts';
import type { ThingspaceState } from '../state/state.ts';
import { choice } from '../switches.ts';
import { trimmedTime } from './times.ts';

/** What was done to the licenses. */
export type Action = 'Assign' | 'Remove';

/** What became of one entry of the request. */
export interface Outcome {
  readonly deviceId: string;
  readonly ok: boolean;
  readonly reason: string;
}

type Counter = 'licCount' | 'licTotalCount';

interface Shape {
  readonly counters: readonly Counter[];
  readonly row: (outcome: Outcome, action: Action, now: number) => object;
}

const V1: Shape = { counters: ['licCount'], row: longRow };
const V2: Shape = { counters: ['licTotalCount'], row: shortRow };
const BOTH: readonly Counter[] = ['licCount', 'licTotalCount'];

/** The shape of each version; v3 has four competing descriptions. */
function shapeOf(state: ThingspaceState, version: Version, action: Action): Shape {
  if (version === 'v1') return V1;
  if (version === 'v2') return V2;
  switch (choice(state.switches, 'v3ResultDialect')) {
    case 'wire':
      return V1;
    case 'portal':
      return { counters: ['licTotalCount'], row: longRow };
    case 'sdk':
      return { counters: ['licCount'], row: timedRow };
    case 'seed':
      return { counters: BOTH, row: action === 'Assign' ? longRow : updatedRow };
  }
}

/** The body of the answer, with the counters as they are after the call. */
export function resultBody(
  { state, account }: Pick<FotaCall, 'state' | 'account'>,
  version: Version,
  action: Action,
  outcomes: readonly Outcome[],
): object {
  const { counters, row } = shapeOf(state, version, action);
  const now = state.clock.now();
  const rows = outcomes.map((outcome) => row(outcome, action, now));
  const total = totalLicenses(state, account);
  return {
    accountName: account.name,
    ...Object.fromEntries(counters.map((name) => [name, total])),
    licUsedCount: licensesBelow(state, account),
    deviceList: choice(state.switches, 'resultOrder') === 'reversed' ? rows.toReversed() : rows,
  };
}

function longRow({ deviceId, ok, reason }: Outcome, action: Action): object {
  return { deviceId, status: `License${action}${ok ? 'Success' : 'Failed'}`, Reason: reason };
}

function shortRow({ deviceId, ok, reason }: Outcome): object {
  return { deviceId, status: ok ? 'Success' : 'Failure', resultReason: reason };
}

function updatedRow(outcome: Outcome, _action: Action, now: number): object {
  return { ...shortRow(outcome), ...(outcome.ok && { updatedTime: trimmedTime(now) }) };
}

function timedRow(outcome: Outcome, _action: Action, now: number): object {
  const attempts = { recentAttemptTime: trimmedTime(now), nextAttemptTime: trimmedTime(now + 86_400_000) };
  return { ...shortRow(outcome), updatedTime: trimmedTime(now), ...(!outcome.ok && attempts) };
}
