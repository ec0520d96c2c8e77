// Reading lists page by page: each page once a request, or from the page hold when the walk stopped in the middle of it. One that is smaller
// than usual, because no more is wanted of it, is for those who want no more either.
import type { AssigneeKind } from '../domain/account.ts';
import type { AssigneeOf } from '../domain/assignee.ts';
import type { Assignment } from '../domain/assignment.ts';
import type { Call } from '../domain/call.ts';
import type { LicenseKey } from '../domain/license.ts';
import type { Page } from '../domain/page.ts';
import { collectionIn } from './assignees.ts';
import { memo } from './memo.ts';
import type { HeldPages, ReadPage } from './page-hold.ts';
import type { ReadContext } from './read-context.ts';

/** One list of an account, page by page. */
export interface PagedList<T> {
  /** With `resumes`, a page that was kept will do: the walk that asks has been given rows of it. */
  read(cursor: string | null, resumes: boolean, wanted?: number): Promise<Page<T>>;
  /** Keeps a page that a walk is in the middle of for the next request, or lets go of it. */
  left(cursor: string | null, isUnfinished: boolean): void;
}

/** Lists of the accounts of a caller. */
export interface ListReads {
  /** Throws NOT_SUPPORTED when it is read, where the account's provider has no such assignees. */
  assignees<K extends AssigneeKind>(accountKey: string, kind: K): PagedList<AssigneeOf<K>>;
  assignments(accountKey: string): PagedList<Assignment>;
  licenseAssignments(key: LicenseKey): PagedList<Assignment>;
}

/** The list reads of one request. `held` are the pages that callers of the same rights may go on in. */
export function createListReads(context: ReadContext, held: HeldPages | null): ListReads {
  const { accounts, call } = context;
  // Changes are not decided on pages that were read for an earlier request.
  const pages = { call, held: call.thorough === true ? null : held };
  const ofKind = <K extends AssigneeKind>(kind: K) =>
    memo((accountKey: string): PagedList<AssigneeOf<K>> =>
      pagedList(pages, { accountKey, name: [kind] }, async (cursor, wanted) =>
        collectionIn(accounts.provider(accountKey), kind).page(cursor, call, wanted),
      ),
    );
  const lists: { readonly [K in AssigneeKind]: (accountKey: string) => PagedList<AssigneeOf<K>> } = {
    USER: ofKind('USER'),
    DEVICE: ofKind('DEVICE'),
    WORKSPACE: ofKind('WORKSPACE'),
    ENTITY: ofKind('ENTITY'),
  };
  const assignments = memo((accountKey: string) =>
    pagedList(pages, { accountKey, name: ['assignments'] }, async (cursor, wanted) =>
      accounts.provider(accountKey).assignments.page(cursor, call, wanted),
    ),
  );
  const holders = memo((accountKey: string, licenseId: string) =>
    pagedList(pages, { accountKey, name: ['holders', licenseId] }, async (cursor, wanted) =>
      accounts.provider(accountKey).assignments.ofLicense(licenseId, cursor, call, wanted),
    ),
  );
  return {
    assignees: (accountKey, kind) => lists[kind](accountKey),
    assignments,
    licenseAssignments: ({ accountKey, externalId }) =>
      holders(accountKey, accounts.canonical(accountKey, 'LICENSE', externalId)),
  };
}

/** Where the pages of a request come from besides the provider. */
interface PageSource {
  readonly call: Call;
  readonly held: HeldPages | null;
}

/** What tells a list from all others. */
interface ListPlace {
  readonly accountKey: string;
  /** Tells it from the account's other lists. */
  readonly name: readonly string[];
}

/** When a page was read that is not kept. */
const NEVER = { at: 0, writes: 0 };

function pagedList<T>(
  { call, held }: PageSource,
  { accountKey, name }: ListPlace,
  readPage: (cursor: string | null, wanted?: number) => Promise<Page<T>>,
): PagedList<T> {
  const placeOf = (cursor: string | null): string => JSON.stringify([...name, cursor]);
  /** With how many rows were wanted. */
  const reading = new Map<string | null, { readonly most: number; readonly read: Promise<ReadPage<T>> }>();
  const done = new Map<string | null, ReadPage<T>>();

  async function readNow(cursor: string | null, wanted: number | undefined): Promise<ReadPage<T>> {
    const since = held?.now(accountKey) ?? NEVER;
    const read = { page: await readPage(cursor, wanted), since };
    if (wanted === undefined) done.set(cursor, read);
    return read;
  }

  return {
    async read(cursor, resumes, wanted) {
      const most = wanted ?? Infinity;
      const known = reading.get(cursor);
      if (known !== undefined && known.most >= most) return (await known.read).page;
      const found = resumes ? held?.find(accountKey, placeOf(cursor)) : null;
      if (found) {
        call.record({ accountKey, kind: 'SHARED', waitedMs: 0 });
        return found as Page<T>; // a place names its list, and only pages of that list are kept there, by `left`
      }
      const begun = readNow(cursor, wanted);
      reading.set(cursor, { most, read: begun });
      return (await begun).page;
    },
    left(cursor, isUnfinished) {
      const read = done.get(cursor);
      if (!isUnfinished) held?.release(accountKey, placeOf(cursor));
      else if (read !== undefined) held?.keep(accountKey, placeOf(cursor), read);
    },
  };
}
