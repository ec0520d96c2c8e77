// Numbers of rows, as callers are told them.
import { describe, expect, it } from '@jest/globals';
import { hideWith } from '../../src/store/hidden-numbers.ts';
import { DATABASES } from '../support/databases.ts';
import { useStore } from '../support/store.ts';

const NUMBERS = hideWith(Buffer.from('00112233445566778899aabbccddeeff', 'hex'));
const LARGEST = Number.MAX_SAFE_INTEGER;

describe('a hidden number', () => {
  it('is the AES of FIPS 197', () => {
    // openssl enc -aes-128-ecb -nopad of 01 00 .. 00 07 with this key.
    expect(Buffer.from(NUMBERS.hide('EVENT', 7), 'base64url').toString('hex')).toBe(
      '54a91650bb32ca7b11fcc4fe57d75804',
    );
  });

  it('is revealed, as what it counts', () => {
    for (const number of [0, 1, 255, 256, 2_147_483_647, LARGEST]) {
      const hidden = NUMBERS.hide('EVENT', number);
      expect(hidden).toMatch(/^[\w-]{22}$/);
      expect(NUMBERS.hide('EVENT', number)).toBe(hidden);
      expect(NUMBERS.reveal('EVENT', hidden)).toBe(number);
      expect([NUMBERS.reveal('SWEEP', hidden), NUMBERS.reveal('ROW', hidden)]).toEqual([null, null]);
    }
  });

  it('is nothing that anybody else can make', () => {
    const hidden = NUMBERS.hide('SWEEP', 12);
    const others = hideWith(Buffer.alloc(16)).hide('SWEEP', 12);
    // The last character has four bits that say nothing.
    const spelled = hidden.replace(/.$/, (last) => String.fromCharCode(last.charCodeAt(0) + 1));
    for (const text of [
      '',
      '12',
      'x',
      others,
      spelled,
      `${hidden}A`,
      `${hidden}==`,
      hidden.slice(1),
      'A'.repeat(22),
    ]) {
      expect(NUMBERS.reveal('SWEEP', text)).toBeNull();
    }
    expect(NUMBERS.reveal('SWEEP', hidden)).toBe(12);
  });
});

describe.each(DATABASES)('the key on %s', (database) => {
  const { store, query } = useStore(database);

  it('is one for all who open the database', async () => {
    const [row] = await query('select key from hidden_numbers');
    expect(row?.['key']).toMatch(/^[0-9a-f]{32}$/);
    const same = hideWith(Buffer.from(String(row?.['key']), 'hex'));
    expect(store.numbers.hide('ROW', 3)).toBe(same.hide('ROW', 3));
  });
});
