// Pages of the summary: the counters of an account, and who holds its licenses (thingspace contract 4.2, 4.5).
import { z } from 'zod';
import { ToldCount } from '../../../upstream/fields.ts';
import type { ParsedRows } from '../../../upstream/parse.ts';
import { Cursor, Flag, Imei, Time } from './fields.ts';
import { renamed, type Reading } from './rows.ts';

/** A page of license holders, whatever the version. */
export interface Summary extends ParsedRows<HolderRow> {
  /** Licenses of the account; null where the summary does not tell. */
  readonly total: number | null;
  readonly assigned: number | null;
  readonly hasMore: boolean;
  /** The cursor of the next page, as the provider names it. */
  readonly lastSeen: string | null;
  /** The page size that the provider says it keeps to. */
  readonly reportedPageSize: number | null;
}

/** One of them. */
export interface HolderRow {
  readonly imei: string;
  readonly assignedAt?: string | null | undefined;
}

function holderOf(row: { deviceId: string; assignmentTime?: string | null | undefined }): HolderRow {
  return { imei: row.deviceId, assignedAt: row.assignmentTime };
}

/** The summary of v2 and v3, and that of v1. */
export function summaryAnswers({ fields, rows }: Reading) {
  const shape = {
    ...fields('summary', { totalLicenses: ToldCount, totalLicense: ToldCount, maxPageSize: ToldCount }),
    assignedLicenses: ToldCount,
    hasMoreData: Flag,
    lastSeenDeviceId: Cursor,
    deviceList: rows('summary', { deviceId: Imei }, { assignmentTime: Time })
      .transform(renamed(holderOf))
      .nullish(),
  };
  const V1 = z.object(shape);
  type Body = z.output<typeof V1>;

  /** A list may be missing where nobody is counted (contract 8.8, 9.14): anywhere else that would read as "nobody". */
  const hasItsList = ({ deviceList, assignedLicenses, hasMoreData }: Body): boolean =>
    Boolean(deviceList) || (assignedLicenses === 0 && hasMoreData !== true);
  const NO_LIST = { error: 'is not a list of license holders', path: ['deviceList'] };

  function summaryOf({ totalLicenses, totalLicense, deviceList, ...body }: Body): Summary {
    return {
      // The total goes by two names, on all versions (contract 8.5).
      total: totalLicenses ?? totalLicense ?? null,
      assigned: body.assignedLicenses ?? null,
      hasMore: body.hasMoreData ?? false,
      lastSeen: body.lastSeenDeviceId,
      reportedPageSize: body.maxPageSize ?? null,
      ...(deviceList ?? { rows: [], leftOut: 0 }),
    };
  }

  return {
    Summary: z
      .object({ ...shape, assignedLicenses: z.number().int(), hasMoreData: z.boolean() })
      .refine(hasItsList, NO_LIST)
      .transform(summaryOf),

    /** V1 promises no field alone; on a last page it says that nothing follows, or from nowhere (contract 5). */
    SummaryV1: V1.refine(hasItsList, NO_LIST)
      .refine(({ hasMoreData, lastSeenDeviceId }) => hasMoreData != null || lastSeenDeviceId === null, {
        error: 'does not say whether more follows',
        path: ['hasMoreData'],
      })
      .transform(summaryOf),
  };
}

/** The total for summaries that leave it out (contract 4.5). Every field is optional; what has none of them is something else. */
export const Subscription = z
  .object({
    accountName: z.string(),
    purchaseType: z.string(),
    licenseCount: ToldCount,
    licenseUsedCount: ToldCount,
  })
  .partial()
  .refine((body) => Object.keys(body).length > 0, 'is no subscription')
  .transform(({ licenseCount }) => licenseCount ?? null);
