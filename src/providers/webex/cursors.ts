// Cursors of the lists: Webex's own token, and before it where in a list of several parts it belongs.
import { callerError } from '../../domain/problem.ts';
import { acceptsId } from './ids.ts';
import { TOKEN } from './paging.ts';

const ONE_LIST = new RegExp(`^all-(?<list>people|workspaces):(?<token>${TOKEN})$`);
const HOLDERS = new RegExp(`^(?:users:(?<users>${TOKEN})|workspaces:(?<workspaces>${TOKEN})?)$`);
const EVERYTHING = new RegExp(
  `^(?:people:(?<people>${TOKEN})|workspaces:(?<workspaces>${TOKEN})?|external:(?:(?<licenses>[^:]{1,20000}):(?<external>${TOKEN})?)?)$`,
);

/** Where in a license's holders a page starts: its users come first, the workspaces after them. */
export interface HoldersPlace {
  readonly part: 'users' | 'workspaces';
  readonly token: string | null;
}

/** Where in all assignments a page starts: people, then workspaces, then external users site by site. */
export type Place =
  | { readonly part: 'people' | 'workspaces'; readonly token: string | null }
  /** `licenses` are those still to be read, the first of them from `token` on; null before any is known. */
  | { readonly part: 'external'; readonly licenses: readonly string[] | null; readonly token: string | null };

/** A list of one part. */
export type OneList = 'people' | 'workspaces';

export function pageCursor(list: OneList, token: string | null): string | null {
  return token === null ? null : `all-${list}:${token}`;
}

/** The token behind the cursor of a list of one part. */
export function pageToken(list: OneList, cursor: string | null): string | null {
  if (cursor === null) return null;
  const groups = ONE_LIST.exec(cursor)?.groups;
  if (groups?.['list'] !== list) throw badCursor();
  return groups['token'] ?? null;
}

export function holdersCursor(place: HoldersPlace): string {
  return `${place.part}:${place.token ?? ''}`;
}

export function holdersPlace(cursor: string | null): HoldersPlace {
  if (cursor === null) return { part: 'users', token: null };
  const groups = HOLDERS.exec(cursor)?.groups;
  if (!groups) throw badCursor();
  const { users, workspaces } = groups;
  return users === undefined
    ? { part: 'workspaces', token: workspaces ?? null }
    : { part: 'users', token: users };
}

export function placeCursor(place: Place): string {
  if (place.part !== 'external') return `${place.part}:${place.token ?? ''}`;
  return place.licenses === null ? 'external:' : `external:${place.licenses.join(',')}:${place.token ?? ''}`;
}

export function placeOf(cursor: string | null): Place {
  if (cursor === null) return { part: 'people', token: null };
  const groups = EVERYTHING.exec(cursor)?.groups;
  if (!groups) throw badCursor();
  const { people, workspaces, licenses, external } = groups;
  if (people !== undefined) return { part: 'people', token: people };
  if (!cursor.startsWith('external:')) return { part: 'workspaces', token: workspaces ?? null };
  const ids = licenses?.split(',') ?? null;
  if (ids?.some((id) => !acceptsId('LICENSE', id))) throw badCursor();
  return { part: 'external', licenses: ids, token: external ?? null };
}

function badCursor(): Error {
  return callerError(
    'BAD_CURSOR',
    'This cursor does not belong to this list.',
    'Pass the `endCursor` of the page before, unchanged, to the same list.',
  );
}
