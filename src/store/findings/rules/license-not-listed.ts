// LICENSE_NOT_LISTED: a license is held that two whole readings of the catalogue in a row did not have: only then is its row gone. It goes by
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
      where: where(sql`l.held > 0`, sql`l.gone_at is not null`),
      evidence: evidence({ goneAt: told(sql`l.gone_at`), held: sql`l.held` }),
      isBySilence: false,
    }),
};
