// Words of the graph that an address may name.
import type { Activity, UserState } from '../../generated/documents.ts';

export const USER_STATES = [
  'ACTIVE',
  'INACTIVE',
  'PENDING',
  'DELETED',
  'UNKNOWN',
] as const satisfies readonly UserState[];

export const ACTIVITIES = ['TOLD', 'NEVER', 'NOT_TOLD'] as const satisfies readonly Activity[];
