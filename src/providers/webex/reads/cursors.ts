// Cursors of the lists: a mark in Webex's own list, and before it where in a list of several parts it belongs.
import { callerError } from '../../../domain/problem.ts';
import { isId } from '../ids.ts';
import { LIMITS } from '../policy.ts';
import { markOf, markText, type Mark } from './pages.ts';

const MARK = '[^:]{1,20000}';
const ONE_LIST = new RegExp(`^all-(?<list>people|workspaces):(?<mark>${MARK})$`);
const HOLDERS = new RegExp(`^(?<part>users|workspaces):(?<mark>${MARK})?$`);
const EVERYTHING = new RegExp(
  `^(?:(?<part>people|workspaces):(?<mark>${MARK})?|external(?<cut>-from)?:(?:(?<licenses>${MARK}):(?<external>${MARK})?)?)$`,
);

/** Where in a license's holders a page starts: its users come first, the workspaces after them. */
interface HoldersPlace {
  readonly part: 'users' | 'workspaces';
  readonly mark: Mark | null;
}

/** Where in all assignments a page starts: people, then workspaces, then external users site by site. */
export type Place = { readonly part: 'people' | 'workspaces'; readonly mark: Mark | null } | ExternalPlace;

/** Where among the licenses of the meeting sites. */
export interface ExternalPlace {
  readonly part: 'external';
  /** Those still to be read, the first of them from `mark` on; null before any is known. */
  readonly licenses: readonly string[] | null;
  /** Whether there are as many more as come behind the last of them in the catalogue. */
  readonly isCut: boolean;
  readonly mark: Mark | null;
}

/** A list of one part. */
type OneList = 'people' | 'workspaces';

export function pageCursor(list: OneList, mark: Mark | null): string | null {
  return mark && `all-${list}:${markText(mark)}`;
}

/** The mark behind the cursor of a list of one part. */
export function pageMark(list: OneList, cursor: string | null): Mark | null {
  if (cursor === null) return null;
  const groups = ONE_LIST.exec(cursor)?.groups;
  if (groups?.['list'] !== list) throw badCursor();
  return markIn(groups['mark']);
}

export function holdersCursor(place: HoldersPlace): string {
  return `${place.part}:${textOf(place.mark)}`;
}

export function holdersPlace(cursor: string | null): HoldersPlace {
  if (cursor === null) return { part: 'users', mark: null };
  const { part, mark } = HOLDERS.exec(cursor)?.groups ?? {};
  if (part === 'workspaces') return { part, mark: markIn(mark) };
  // The users of a license are what a list without a cursor starts with.
  if (part !== 'users' || mark === undefined) throw badCursor();
  return { part, mark: markIn(mark) };
}

export function placeCursor(place: Place): string {
  if (place.part !== 'external') return `${place.part}:${textOf(place.mark)}`;
  const { licenses, mark } = place;
  if (licenses === null) return 'external:';
  const listed = fitting(licenses);
  const isCut = place.isCut || listed.length < licenses.length;
  return `external${isCut ? '-from' : ''}:${listed.join(',')}:${textOf(mark)}`;
}

/** As many from the first on as a cursor has room for. */
function fitting(licenses: readonly string[]): readonly string[] {
  let length = 0;
  const count = licenses.findIndex((id) => (length += id.length + 1) > LIMITS.charactersOfLicenses);
  return count < 0 ? licenses : licenses.slice(0, count);
}

export function placeOf(cursor: string | null): Place {
  if (cursor === null) return { part: 'people', mark: null };
  const groups = EVERYTHING.exec(cursor)?.groups;
  if (!groups) throw badCursor();
  const { part, mark, cut, licenses, external } = groups;
  if (part === 'workspaces') return { part, mark: markIn(mark) };
  if (part === 'people') {
    if (mark === undefined) throw badCursor();
    return { part, mark: markIn(mark) };
  }
  const ids = licenses?.split(',') ?? null;
  if (ids?.some((id) => !isId('LICENSE', id))) throw badCursor();
  const isCut = cut !== undefined;
  if (isCut && ids === null) throw badCursor();
  return { part: 'external', licenses: ids, isCut, mark: markIn(external) };
}

function textOf(mark: Mark | null): string {
  return mark === null ? '' : markText(mark);
}

function markIn(text: string | undefined): Mark | null {
  if (text === undefined) return null;
  const mark = markOf(text);
  if (mark === null) throw badCursor();
  return mark;
}

function badCursor(): Error {
  return callerError(
    'BAD_CURSOR',
    'This cursor does not belong to this list.',
    'Pass the `endCursor` of the page before, unchanged, to the same list.',
  );
}
