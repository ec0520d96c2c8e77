// LICENSE_NOT_LISTED: a license is held that two whole readings of the catalogue did not have. One that was listed is gone only then; one of
// which holdings alone tell is gone at once, and the reading before it was the first, so that a later one must not have it either. It goes by
// the row's own word: it is opened where the catalogue was read whole, and closed whenever the row says otherwise. Where a vendor lists active
// licenses only, it is one that is not active any more.
import { sql } from 'kysely';
import { licensePieces } from '../record/license-pieces.ts';
import { evidence, told, where, type AccountRule } from '../record/rule.ts';

export const licenseNotListed: AccountRule = {
  code: 'LICENSE_NOT_LISTED',
  pieces: (context) =>
    licensePieces(context, {
      severity: 'MEDIUM',
      confidence: 'CERTAIN',
      seats: sql`l.held`,
      where: where(
        sql`l.held > 0`,
        sql`l.gone_at is not null`,
        sql`(l.hash is not null or exists (select from inventory_sections s where s.account_no = l.account_no
          and s.complete_at > l.gone_at and s.lists @> '[{"what": "LICENSES"}]'))`,
      ),
      evidence: evidence({ goneAt: told(sql`l.gone_at`), held: sql`l.held` }),
      isBySilence: false,
    }),
};
