// Faults that change the rows of a page and leave the rest of the answer as it is: links, cursors and totals stay true.

/** Where the rows are in a provider's lists. */
export interface RowPlaces {
  /** The field of the body that has the lists; absent where they are in the body itself. */
  readonly within?: string;
  /** The field of a row that has rows of its own, which are counted instead. */
  readonly groups?: string;
}

type Fields = Readonly<Record<string, unknown>>;

/** A list of anything: `Array.isArray` alone would make it a list of `any`. */
function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !isList(value);
}

/** The body with the first `keep` rows of each of its lists. */
export function firstRows(body: unknown, keep: number, { within, groups }: RowPlaces = {}): unknown {
  return withLists(body, within, (rows) =>
    groups === undefined ? rows.slice(0, keep) : cut(rows, keep, groups),
  );
}

/** The body with the rows that another answer has in lists of the same names. */
export function rowsOfAnother(body: unknown, other: unknown, { within }: RowPlaces = {}): unknown {
  return withLists(body, within, (rows, name) => listIn(other, within, name) ?? rows);
}

/** `change` is given each list with the name of its field, which is empty where the body is a list. */
function withLists(
  body: unknown,
  within: string | undefined,
  change: (rows: readonly unknown[], name: string) => readonly unknown[],
): unknown {
  if (isList(body)) return change(body, '');
  if (!isFields(body)) return body;
  if (within !== undefined) return { ...body, [within]: withLists(body[within], undefined, change) };
  const entries = Object.entries(body).map(([name, value]) => [
    name,
    isList(value) ? change(value, name) : value,
  ]);
  return Object.fromEntries(entries);
}

function listIn(body: unknown, within: string | undefined, name: string): readonly unknown[] | undefined {
  if (isList(body)) return body;
  if (!isFields(body)) return undefined;
  if (within !== undefined) return listIn(body[within], undefined, name);
  const list = body[name];
  return isList(list) ? list : undefined;
}

/** Groups with `keep` rows together; a group without any is left out. */
function cut(rows: readonly unknown[], keep: number, groups: string): unknown[] {
  const kept: unknown[] = [];
  let left = keep;
  for (const row of rows) {
    if (left === 0) break;
    const own = isFields(row) ? row[groups] : undefined;
    if (!isFields(row) || !isList(own)) {
      kept.push(row);
      left -= 1;
      continue;
    }
    const first = own.slice(0, left);
    kept.push({ ...row, [groups]: first });
    left -= first.length;
  }
  return kept;
}
