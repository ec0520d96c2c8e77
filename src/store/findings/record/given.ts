// What a rule that takes more than rows has found, by the keys of the rows it is about.
import { sql } from 'kysely';
import { CONFIDENCES, SEVERITIES, type Found } from '../../../domain/insight/finding.ts';
import { recordset } from '../../database/bulk.ts';
import type { Piece } from './rule.ts';

const COLUMNS = {
  licenseId: 'text',
  kind: 'text',
  externalId: 'text',
  key: 'text',
  severity: 'smallint',
  confidence: 'smallint',
  seats: 'integer',
  evidence: 'jsonb',
} as const;

/** What is about a license or an assignee that the inventory does not have is left out. */
export function givenPiece(accountNo: number, found: readonly Found[]): Piece {
  const rows = found.map(({ licenseId, assignee, key, severity, confidence, seats, evidence }) => ({
    licenseId,
    kind: assignee?.kind ?? null,
    externalId: assignee?.externalId ?? null,
    key,
    severity: SEVERITIES.indexOf(severity),
    confidence: CONFIDENCES.indexOf(confidence),
    seats,
    evidence: Object.fromEntries(evidence.map(({ name, value }) => [name, value])),
  }));
  return {
    found: sql`
      select l.id as license_id, a.id as assignee_id, r.key, r.severity, r.confidence, r.seats, r.evidence, true as may_open
      from ${recordset(rows, COLUMNS)}
      left join licenses l on l.account_no = ${accountNo} and l.external_id = r.license_id
      left join assignees a on a.account_no = ${accountNo} and a.kind = r.kind and a.external_id = r.external_id
      where (r.license_id is null or l.id is not null) and (r.external_id is null or a.id is not null)`,
    about: sql<boolean>`true`,
    closes: sql<boolean>`true`,
  };
}
