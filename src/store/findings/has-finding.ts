// Whether something has findings, in SQL.
import { sql, type RawBuilder } from 'kysely';
import type { FindingCode } from '../../domain/insight/codes.ts';
import { isOneOf } from '../database/bulk.ts';
import { dismissible } from './rows.ts';

/** Whether an open finding `f` of one of the rules is about it, and nobody has dismissed it. */
export function hasFinding(
  subject: RawBuilder<unknown>,
  codes: readonly FindingCode[],
  now: number,
): RawBuilder<boolean> {
  return sql<boolean>`exists (select from ${dismissible(now)}
    where ${subject} and f.closed_at is null and d.by is null and ${isOneOf('f.code', codes)})`;
}
