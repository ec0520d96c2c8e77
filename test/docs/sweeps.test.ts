// What docs/upstream-calls.md says of sweeps: its numbers agree with each other, and it has every section of every vendor, in order; and what it
// says of look-ups.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { lookUpCalls } from '../../src/inventory/look-up.ts';
import type { ProviderAccount } from '../../src/providers/provider.ts';
import { offline } from '../support/provider.ts';
import { callsFor, sweepTable, writtenNumber } from '../support/sweep-table.ts';

const TABLE = sweepTable();
const VENDORS: readonly (readonly [string, ProviderAccount])[] = [
  ['Genesys Cloud', offline('genesys')],
  ['Webex', offline('webex')],
  ['ThingSpace', offline('thingspace')],
  ['Yext', offline('yext')],
];

describe('the table of sweeps', () => {
  it.each(VENDORS)('has the sections of %s, in the order in which they are read', (vendor, account) => {
    const own = TABLE.filter((row) => row.vendor === vendor);
    expect(own.map(({ section }) => section)).toEqual(account.inventory?.map(({ name }) => name) ?? []);
  });

  it('is of these vendors alone', () => {
    expect(TABLE.length).toBeGreaterThanOrEqual(7);
    const names = VENDORS.map(([name]) => name);
    expect(TABLE.filter(({ vendor }) => !names.includes(vendor))).toEqual([]);
  });

  it.each(
    TABLE.filter(({ rows }) => writtenNumber(rows) !== null).map(
      (row) => [row.vendor, row.section, row] as const,
    ),
  )('has the calls of %s, %s that its pages make', (vendor, section, { calls }) => {
    expect(writtenNumber(calls)).toBe(callsFor(vendor, section, 100_000));
  });
});

describe('what is said of look-ups', () => {
  const text = readFileSync(new URL('../../docs/upstream-calls.md', import.meta.url), 'utf8');

  it.each(VENDORS)('has how many rows one of %s takes', (vendor, { account }) => {
    const { lookupBatchSize, assignmentBatchSize } = account.capabilities;
    const [, rows, holders] =
      new RegExp(`^\\| ${vendor} +\\| ([\\d,]+) +\\| ([\\d,]+) +\\|$`, 'm').exec(text) ?? [];
    expect([rows, holders].map((one) => writtenNumber(one ?? ''))).toEqual([
      lookupBatchSize,
      assignmentBatchSize,
    ]);
  });

  it('has how many calls those of a section take', () => {
    expect(text.replaceAll('\n', ' ')).toContain(
      '2,000 calls may be followed by 100 calls of look-ups, and 200 calls by 50',
    );
    expect([2_000, 200].map(lookUpCalls)).toEqual([100, 50]);
  });
});
