// What Quayside sends, the fields used, renamed where they enter (quayside contract 2, 3).
import { z } from 'zod';
import { instantOf } from '../../../src/domain/instant.ts';
import { parseRows, type ParsedRows, type RowReader } from '../../../src/upstream/parse.ts';

/** A page of a list. */
export interface PageBody<Row> extends ParsedRows<Row> {
  readonly next: string | null;
}

const Text = z
  .string()
  .nullish()
  .transform((text) => (text === undefined || text === '' ? null : text));
const Count = z
  .int()
  .nullish()
  .transform((count) => count ?? null);

export interface PlanRow {
  readonly id: string;
  readonly name: string | null;
  readonly description: string | null;
  readonly metered: boolean | null;
  readonly seats: { readonly total: number | null; readonly assigned: number | null };
}

export interface UserRow {
  readonly id: string;
  readonly email: string | null;
  readonly name: string | null;
  readonly state: string | null;
}

export interface HoldRow {
  readonly userId: string;
  readonly planId: string;
  readonly since: string | null;
}

/** The bodies of one account's answers. */
export type Wire = ReturnType<typeof createWire>;

/** Bodies that leave out rows they cannot read, and count what is odd. */
export function createWire(reader: RowReader) {
  /** A field that may be lost alone: null, and counted, where it is odd. */
  function soft<T>(field: string, kind: string, schema: z.ZodType<T>): z.ZodType<T | null> {
    return schema.nullable().catch(() => {
      reader.drift.note(field, kind);
      return null;
    });
  }
  const text = (field: string) => soft(field, 'not a text', Text);
  const Moment = z.string().transform((written, { addIssue }) => {
    const moment = instantOf(written);
    if (moment === null) addIssue('no moment');
    return moment;
  });
  const listOf = <Row>(row: z.ZodType<Row>, list: string): z.ZodType<PageBody<Row>> =>
    z
      .object({ items: z.array(z.unknown()), next: Text })
      .transform(({ items, next }) => ({ ...parseRows(row, items, list, reader), next }));

  const Plan: z.ZodType<PlanRow> = z.object({
    id: z.string().min(1),
    name: text('plans.name'),
    description: text('plans.description'),
    metered: soft('plans.metered', 'not a boolean', z.boolean()),
    seats: z
      .object({
        total: soft('plans.seats.total', 'not a whole number', Count),
        assigned: soft('plans.seats.assigned', 'not a whole number', Count),
      })
      .catch({ total: null, assigned: null }),
  });
  const User: z.ZodType<UserRow> = z.object({
    id: z.string().min(1),
    email: text('users.email'),
    name: text('users.name'),
    state: text('users.state'),
  });
  const Hold: z.ZodType<HoldRow> = z.object({
    userId: z.string().min(1),
    planId: z.string().min(1),
    since: soft('holders.since', 'not a moment', Moment),
  });
  return {
    user: User,
    hold: Hold,
    plans: listOf(Plan, 'plans'),
    users: listOf(User, 'users'),
    holds: listOf(Hold, 'holders'),
  };
}
