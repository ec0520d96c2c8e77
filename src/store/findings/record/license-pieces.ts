// A rule about licenses by their own rows.
import { sql, type RawBuilder } from 'kysely';
import { exemptLicense, gradeColumns, type Grade, type Piece, type RuleContext } from './rule.ts';

export interface LicenseFound extends Grade {
  /** Seats it is about. */
  readonly seats: RawBuilder<unknown>;
  /** On licenses `l`, and what `from` adds. */
  readonly where: RawBuilder<boolean>;
  readonly from?: RawBuilder<unknown>;
  readonly evidence: RawBuilder<unknown>;
  /** As with holders. */
  readonly isBySilence: boolean;
}

/** The findings of a rule about licenses: there are few enough of them for one statement. */
export function licensePieces(context: RuleContext, found: LicenseFound): readonly Piece[] {
  const { accountNo, isCatalogueKnown } = context;
  const { where, seats, from = sql`` } = found;
  return [
    {
      found: sql`
        select l.id as license_id, null::integer as assignee_id, null::text as key, (${seats})::integer as seats,
          ${isCatalogueKnown}::boolean as may_open, ${gradeColumns(found)}, ${found.evidence} as evidence
        from licenses l ${from} where l.account_no = ${accountNo} and ${where} and not ${exemptLicense(context)}`,
      about: sql<boolean>`true`,
      closes: sql<boolean>`${!found.isBySilence || isCatalogueKnown}::boolean`,
    },
  ];
}
