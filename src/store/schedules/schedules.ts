// Kept removals over a database: removals that License Graph carries out itself on a day.
import type { StoreContext } from '../context.ts';
import { reading, writing } from '../database/transactions.ts';
import type { Schedules } from './api.ts';
import { cancelSchedules } from './cancel-schedules.ts';
import { createSchedules } from './create-schedules.ts';
import { dueSchedules, listSchedules, schedulesOf } from './find-schedules.ts';
import { fireSchedules } from './fire-schedules.ts';

/** Kept removals over a database. */
export function schedules(context: StoreContext): Schedules {
  return {
    createSchedules: (removals, principal) =>
      writing(context, (tx) => createSchedules(context, tx, removals, principal)),
    cancelSchedules: (targets, principal, setId) =>
      writing(context, (tx) => cancelSchedules(tx, targets, { principal, setId, now: context.now() })),
    dueSchedules: (limit) => reading(context, (db) => dueSchedules(db, limit, context.now())),
    fireSchedules: (ids, input, requests, enqueue) =>
      writing(context, (tx) => fireSchedules(context, tx, ids, { input, requests, enqueue })),
    schedulesOf: (accountKey, assignees) => reading(context, (db) => schedulesOf(db, accountKey, assignees)),
    schedules: (filter, after, limit) => reading(context, (db) => listSchedules(db, filter, after, limit)),
  };
}
