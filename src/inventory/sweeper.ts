// Sweeps accounts in the background: queues what is due, and works on what is queued, one sweep an account over all replicas.
import { asJob } from '../domain/telemetry/job-span.ts';
import type { SweepHandlers } from '../store/jobs/api.ts';
import { PLAN_SWEEPS, RUN_SWEEP } from '../store/jobs/queue-names.ts';
import { dueReason } from './due.ts';
import type { SweepDeps } from './sweep-port.ts';
import { runSweep } from './sweep-run.ts';

/** The handlers of the jobs. */
export function createSweeper(deps: SweepDeps): SweepHandlers {
  return {
    planSweeps: () => asJob(PLAN_SWEEPS, deps, () => planSweeps(deps)),
    runSweep: (sweepId, signal) =>
      asJob(RUN_SWEEP, deps, async (trace) => {
        const end = deps.keepHeapSmall?.();
        try {
          await runSweep(sweepId, deps, { signal, trace });
        } finally {
          end?.();
        }
      }),
  };
}

/** Queues what is due, and sends a job for each sweep that nobody works on and that waits for nothing. */
async function planSweeps({ store, settingsOf, now, enqueue }: SweepDeps): Promise<void> {
  for (const times of await store.sweepTimes()) {
    const { everyMinutes, off } = settingsOf(times.accountKey);
    const why = off ? null : dueReason(times, everyMinutes, now());
    if (why !== null) await store.queueSweep(times.accountKey, why);
  }
  for (const sweepId of await store.sweepsToRun()) await enqueue(sweepId);
}
