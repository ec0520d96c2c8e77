// What Quayside sends: the fields used, null where one cannot be read, which is counted (quayside contract 2, 3).
import { z } from 'zod';
import { Count, Moment, Text, listOf, orDrift } from '../../../src/upstream/fields.ts';
import type { RowReader } from '../../../src/upstream/parse.ts';
import type { LinkedPage } from '../../../src/upstream/walk.ts';

/** The bodies of one account's answers. */
export type Wire = ReturnType<typeof createWire>;
export type PlanRow = z.output<Wire['plan']>;
export type UserRow = z.output<Wire['user']>;
export type HoldRow = z.output<Wire['hold']>;

const Id = z.string().min(1);
const Flag = z.boolean().nullable().describe('a boolean');

/** Bodies that leave out rows they cannot read. */
export function createWire(reader: RowReader) {
  const soft = <T>(form: z.ZodType<T>, field: string) => orDrift(form, field, reader.drift, null);
  const pageOf = <Row>(row: z.ZodType<Row>, list: string): z.ZodType<LinkedPage<Row>> =>
    z
      .object({ items: listOf(row, list, reader), next: Text })
      .transform(({ items, next }) => ({ ...items, next }));

  const Seats = z.object({
    total: soft(Count, 'plans.seats.total'),
    assigned: soft(Count, 'plans.seats.assigned'),
  });
  const plan = z.object({
    id: Id,
    name: soft(Text, 'plans.name'),
    description: soft(Text, 'plans.description'),
    metered: soft(Flag, 'plans.metered'),
    seats: orDrift(Seats.describe('an object'), 'plans.seats', reader.drift, { total: null, assigned: null }),
  });
  const user = z.object({
    id: Id,
    email: soft(Text, 'users.email'),
    name: soft(Text, 'users.name'),
    state: soft(Text, 'users.state'),
  });
  const hold = z.object({ userId: Id, planId: Id, since: soft(Moment, 'holders.since') });
  return {
    plan,
    user,
    hold,
    plans: pageOf(plan, 'plans'),
    users: pageOf(user, 'users'),
    holds: pageOf(hold, 'holders'),
  };
}
