// Cursors of the lists: a mark in Webex's own list, and before it where in a list of several parts it belongs.
import { callerError } from '../../domain/problem.ts';
import { acceptsId } from './ids.ts';
import { markOf, markText, type Mark } from './steady.ts';

const MARK = '[^:]{1,20000}';
const ONE_LIST = new RegExp(`^all-(?<list>people|workspaces):(?<mark>${MARK})$`);
const HOLDERS = new RegExp(`^(?<part>users|workspaces):(?<mark>${MARK})?$`);
const EVERYTHING = new RegExp(
  `^(?:(?<part>people|workspaces):(?<mark>${MARK})?|external:(?:(?<licenses>${MARK}):(?<external>${MARK})?)?)$`,
);

/** Where in a license's holders a page starts: its users come first, the workspaces after them. */
export interface HoldersPlace {
  readonly part: 'users' | 'workspaces';
  readonly mark: Mark | null;
}

/** Where in all assignments a page starts: people, then workspaces, then external users site by site. */
export type Place =
  | { readonly part: 'people' | 'workspaces'; readonly mark: Mark | null }
  /** `licenses` are those still to be read, the first of them from `mark` on; null before any is known. */
  | { readonly part: 'external'; readonly licenses: readonly string[] | null; readonly mark: Mark | null };

/** A list of one part. */
export type OneList = 'people' | 'workspaces';

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
  return place.licenses === null ? 'external:' : `external:${place.licenses.join(',')}:${textOf(place.mark)}`;
}

export function placeOf(cursor: string | null): Place {
  if (cursor === null) return { part: 'people', mark: null };
  const groups = EVERYTHING.exec(cursor)?.groups;
  if (!groups) throw badCursor();
  const { part, mark, licenses, external } = groups;
  if (part === 'workspaces') return { part, mark: markIn(mark) };
  if (part === 'people') {
    if (mark === undefined) throw badCursor();
    return { part, mark: markIn(mark) };
  }
  const ids = licenses?.split(',') ?? null;
  if (ids?.some((id) => !acceptsId('LICENSE', id))) throw badCursor();
  return { part: 'external', licenses: ids, mark: markIn(external) };
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
