// The copy of an account, in words. Pure.
import type { InventoryStatus, SweepStatus } from '../../generated/documents.ts';
import type { Format } from '../../kit/format.ts';
import type { Tone } from '../../parts/words/state-badge.ts';

export interface Copy {
  readonly status: InventoryStatus;
  readonly observedAt: string | null;
  readonly sweep: {
    readonly status: SweepStatus;
    readonly rows: number;
    readonly waitsUntil: string | null;
    readonly problem: { readonly code: string } | null;
  } | null;
}

const STATES: Readonly<Record<InventoryStatus, readonly [Tone, string]>> = {
  READY: ['good', 'Whole'],
  FIRST_SWEEP: ['info', 'First read'],
  STALE: ['warning', 'Old'],
  HELD: ['over', 'Held back'],
  OFF: ['plain', 'Switched off'],
};

/** What to say of it; `detail` is empty when there is nothing to add. */
export function copyOf(
  copy: Copy | undefined,
  format: Pick<Format, 'number' | 'distance'>,
): { readonly tone: Tone; readonly state: string; readonly detail: string } {
  if (!copy) return { tone: 'plain', state: 'Not known', detail: '' };
  const [tone, state] = STATES[copy.status];
  const { sweep, observedAt } = copy;
  const isRunning = sweep?.status === 'RUNNING';
  const parts = [
    observedAt === null ? null : `read ${format.distance(observedAt)}`,
    isRunning ? `being read: ${format.number(sweep.rows)} rows` : null,
    sweep?.status === 'QUEUED' ? 'about to be read' : null,
    isRunning && sweep.waitsUntil !== null
      ? sweep.problem === null
        ? `waits for the vendor's quota`
        : `failed, tried again ${format.distance(sweep.waitsUntil)}`
      : null,
  ];
  return { tone, state, detail: parts.filter((one) => one !== null).join(' · ') };
}
