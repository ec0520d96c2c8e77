// The queues: one for parts of sets, and one for each recurring job.

export const RUN_PART = 'run-part';
export const RECURRING = ['sweep', 'settle', 'fire-schedules', 'retention'] as const;
export type Recurring = (typeof RECURRING)[number];
