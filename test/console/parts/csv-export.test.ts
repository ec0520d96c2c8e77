import { describe, expect, it } from '@jest/globals';
import { csvOf } from '../../../src/console/parts/lists/csv-export.ts';

const COLUMNS = [
  { title: 'Name', value: ({ name }: Row) => name },
  { title: 'Held', value: ({ held }: Row) => held },
];

interface Row {
  readonly name: string;
  readonly held: number | null;
}

describe('a list as a file', () => {
  it('has a heading and a line for each row; what is not told is empty, and no 0', () => {
    const rows = [
      { name: 'A, "b"', held: 0 },
      { name: 'C', held: null },
    ];
    expect(csvOf({ columns: COLUMNS, rows, missing: [] })).toBe('Name,Held\r\n"A, ""b""",0\r\nC,\r\n');
  });

  it('ends with what it does not hold', () => {
    expect(csvOf({ columns: COLUMNS, rows: [], missing: ['Acme', 'Branch'], notes: ['Not known: =x'] })).toBe(
      'Name,Held\r\nNot all of it: these accounts are missing or not whole: Acme; Branch\r\nNot known: =x\r\n',
    );
  });

  it('keeps spreadsheets from taking a name for a formula', () => {
    expect(csvOf({ columns: COLUMNS, rows: [{ name: '=1+1', held: 1 }], missing: [] })).toContain("'=1+1,1");
  });
});
