// Hides numbers of rows with a key that all replicas of a database share.
import { createCipheriv, createDecipheriv } from 'node:crypto';
import { sql } from 'kysely';
import type { HiddenNumbers, NumberedKind } from '../domain/inventory/hidden-number.ts';
import type { Db } from './database/tables.ts';

/** The first byte of a block. */
const KINDS: Readonly<Record<NumberedKind, number>> = { EVENT: 1, SWEEP: 2, FINDING: 3, ROW: 4 };

const BLOCK = 16;
const NUMBER_AT = 8;
const TEXT = /^[\w-]{22}$/;

/** Reads the key of a database. */
export async function hiddenNumbers(db: Db): Promise<HiddenNumbers> {
  const { rows } = await sql<{ key: string }>`select key from hidden_numbers`.execute(db);
  const [row] = rows;
  if (row === undefined) throw new Error('the table hidden_numbers has no row');
  return hideWith(Buffer.from(row.key, 'hex'));
}

/**
 * A number is one block of AES-128 (FIPS 197): under one key every block has a text of its own, so that nothing has to be kept. The seven
 * bytes between kind and number are 0: of the texts that others make up, one in 2^64 is right.
 */
export function hideWith(key: Uint8Array): HiddenNumbers {
  // Without padding each block comes out as it goes in, and neither ever ends.
  const cipher = createCipheriv('aes-128-ecb', key, null).setAutoPadding(false);
  const decipher = createDecipheriv('aes-128-ecb', key, null).setAutoPadding(false);
  const hide: HiddenNumbers['hide'] = (kind, number) => {
    const block = Buffer.alloc(BLOCK);
    block[0] = KINDS[kind];
    block.writeBigUInt64BE(BigInt(number), NUMBER_AT);
    return cipher.update(block).toString('base64url');
  };
  return {
    hide,
    reveal(kind, text) {
      if (!TEXT.test(text)) return null;
      const block = decipher.update(Buffer.from(text, 'base64url'));
      const number = Number(block.readBigUInt64BE(NUMBER_AT));
      // Base64 has several spellings of one value: only the one given out counts.
      return Number.isSafeInteger(number) && hide(kind, number) === text ? number : null;
    },
  };
}
