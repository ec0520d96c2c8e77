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

/** Letters that are two UTF-16 code units, as a regular expression. */
const PAIRS = '[\\U00010000-\\U0010FFFF]';
/** An accent, which no folded text has. */
const MARK = 'chr(769)';
/** U+FFFD, which stands for what is left of a letter that a cut goes through. */
const HALF = 'chr(65533)';

/** Cut where names are that are stored from now on: counted in UTF-16 code units, which a mark behind each letter of two makes characters of. */
function key(text: string): string {
  const units = `regexp_replace(${text}, '(${PAIRS})', '\\1' || ${MARK}, 'g')`;
  return `replace(regexp_replace(left(${units}, ${LONGEST_KEY}), '${PAIRS}$', ${HALF}), ${MARK}, '')`;
}

/**
 * Folds what is there, for a sweep does not write a row anew whose facts are as they were. A name is one of the texts that are searched, so
 * that these alone tell which rows have such a letter; the others are not written.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const table of ['licenses', 'assignees']) {
    await sql
      .raw(
        `update ${table} set name_key = ${key(plain('name_key'))}, search = ${plain('search')}
          where search ~ '[${LETTERS}]'`,
      )
      .execute(db);
  }
}
