// Names and texts that are searched and sorted by, as they are folded from now on: ł as l, ß as ss.
import { sql, type Kysely } from 'kysely';

/** Letters that stand for one other, and what they stand for. */
const SINGLE = ['łøđðħı', 'loddhi'] as const;
const DOUBLE = { ß: 'ss', æ: 'ae', œ: 'oe', þ: 'th' } as const;

/** What is stored is in lower case already. */
function plain(column: string): string {
  let text = `translate(${column}, '${SINGLE.join("', '")}')`;
  for (const [from, to] of Object.entries(DOUBLE)) text = `replace(${text}, '${from}', '${to}')`;
  return text;
}

const LETTERS = [SINGLE[0], ...Object.keys(DOUBLE)].join('');

/** The longest name that is sorted by (domain/inventory/folded.ts): two letters in place of one make it longer. */
const LONGEST_KEY = 300;

/**
 * Folds what is there, for a sweep does not write a row anew whose facts are as they were. A name is one of the texts that are searched, so
 * that these alone tell which rows have such a letter; the others are not written.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const table of ['licenses', 'assignees']) {
    await sql
      .raw(
        `update ${table} set name_key = left(${plain('name_key')}, ${LONGEST_KEY}), search = ${plain('search')}
          where search ~ '[${LETTERS}]'`,
      )
      .execute(db);
  }
}
