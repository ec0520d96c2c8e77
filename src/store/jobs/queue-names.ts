// The queues: one for parts of sets, one for sweeps of the inventory, and one for each recurring job.
// In version 0.2 `resume` was named `sweep`. While replicas of both run on one database, each does the same work from its own queue.
// Those of 0.2 take every job of a queue `sweep`, so no other queue may have that name; pg-boss deletes what they leave in it.

export const RUN_PART = 'run-part';
export const RECURRING = ['resume', 'settle', 'fire-schedules', 'retention'] as const;
export type Recurring = (typeof RECURRING)[number];

export const RUN_SWEEP = 'run-sweep';
export const PLAN_SWEEPS = 'plan-sweeps';

export const WORK_OUT_FINDINGS = 'work-out-findings';
