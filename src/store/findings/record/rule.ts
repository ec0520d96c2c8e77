// What a rule is: what it finds now, in SQL, and what of it can be known.
import { sql, type RawBuilder } from 'kysely';
import type { AssigneeKind } from '../../../domain/account.ts';
import {
  CONFIDENCES,
  SEVERITIES,
  type FindingCode,
  type FindingConfidence,
  type FindingSeverity,
} from '../../../domain/insight/finding.ts';
import { isOneOf } from '../../database/bulk.ts';
import { allOf } from '../../inventory/reads/statements/keyset.ts';
import type { RuleSettings } from '../api.ts';

/** The account that rules are worked out for, and what of it is known. */
export interface RuleContext {
  readonly accountNo: number;
  readonly now: Date;
  /**
   * When its holders were last read whole. What was so for days is counted up to then: time stands still where nothing is read. null where
   * they never were.
   */
  readonly readAt: Date | null;
  /** The end of the first complete sweep: holdings that were there before it have been held since then at least. */
  readonly baselineAt: Date | null;
  /** On assignees `a`: whether the last sweep read whole the lists that they and what they hold are in. */
  readonly isKnown: RawBuilder<boolean>;
  /** Whether the last sweep read the whole catalogue. */
  readonly isCatalogueKnown: boolean;
  readonly settings: RuleSettings;
}

/** A piece of what a rule is about: one statement compares what is found there with the open findings there. */
export interface Piece {
  /** Selects `license_id, assignee_id, key, severity, confidence, seats, evidence, may_open`, no subject twice. */
  readonly found: RawBuilder<unknown>;
  /** On findings `f`: those that are about the piece. */
  readonly about: RawBuilder<boolean>;
  /** On findings `f`: those that are closed when they are not found. What cannot be known is neither opened nor closed. */
  readonly closes: RawBuilder<boolean>;
}

/** A rule about whole licenses, or the account. */
export interface AccountRule {
  readonly code: FindingCode;
  pieces(context: RuleContext): readonly Piece[];
}

/** A rule about who holds what: one seat each. */
export interface HolderRule {
  readonly code: FindingCode;
  /** Only they can have it. */
  readonly kinds: readonly AssigneeKind[];
  /**
   * Whether it goes by silence: what was not seen, or not told. It is then closed only by a whole reading, or because nothing is held any
   * more. Others go by what a row says, and rows change by what was seen alone, whatever became of the rest of the sweep.
   */
  readonly isBySilence: boolean;
  /** null where nothing of it can be known. */
  found(context: RuleContext): HolderFound | null;
}

export interface HolderFound extends Grade {
  /** On holdings `h`, assignees `a` and licenses `l`. */
  readonly where: RawBuilder<boolean>;
  readonly evidence: RawBuilder<unknown>;
}

export interface Grade {
  readonly severity: FindingSeverity;
  readonly confidence: FindingConfidence;
}

/** The places of a grade, as they are kept. */
export function gradeColumns({ severity, confidence }: Grade): RawBuilder<unknown> {
  return sql`${SEVERITIES.indexOf(severity)}::smallint as severity, ${CONFIDENCES.indexOf(confidence)}::smallint as confidence`;
}

/** What a rule went by: values of any type by their names. Those that are null are left out. */
export function evidence(values: Readonly<Record<string, RawBuilder<unknown>>>): RawBuilder<unknown> {
  const pairs = Object.entries(values).flatMap(([name, value]) => [sql.lit(name), sql`(${value})::text`]);
  return sql`jsonb_strip_nulls(jsonb_build_object(${sql.join(pairs)}))`;
}

/** A moment as evidence tells it. */
export function told(moment: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`to_char(${moment} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}

const DAY_MS = 86_400_000;

/** So many days before. */
export function daysBefore(moment: Date, days: number): Date {
  return new Date(moment.getTime() - days * DAY_MS);
}

/** Since when `h` is held, as far as anybody knows: the vendor may tell of a day before it was first seen. */
export function heldSince({ baselineAt }: RuleContext): RawBuilder<unknown> {
  return sql`least(h.assigned_at, coalesce(h.held_since, ${baselineAt}::timestamptz, h.valid_from))`;
}

/** Whether nothing is found about `l`. */
export function exemptLicense({ settings: { account } }: Pick<RuleContext, 'settings'>): RawBuilder<boolean> {
  const { licenseIds } = account.exempt;
  return licenseIds.length > 0 ? isOneOf('l.externalId', licenseIds) : sql<boolean>`false`;
}

/** All of these hold. */
export function where(...conditions: readonly RawBuilder<unknown>[]): RawBuilder<boolean> {
  return allOf(conditions.map((one) => sql<boolean>`${one}`));
}
