// The table of docs/upstream-calls.md that tells what sweeps cost.
import { readFileSync } from 'node:fs';
import { present } from './assertions.ts';

/** One row of it. */
interface SectionCost {
  readonly vendor: string;
  readonly section: string;
  /** For 100,000 users or devices. */
  readonly calls: string;
  /** Of a full page. */
  readonly rows: string;
}

const ROW = /^\| (\S[^|]*?) +\| `([\w-]+)` +\| (\S[^|]*?) +\| (\S[^|]*?) +\|$/gm;

/** The rows, in their order. */
export function sweepTable(): readonly SectionCost[] {
  const text = readFileSync(new URL('../../docs/upstream-calls.md', import.meta.url), 'utf8');
  const [, section = ''] = /^## Sweeps\n([\s\S]*?)^## /m.exec(text) ?? [];
  return [...section.matchAll(ROW)].map(([, vendor = '', name = '', calls = '', rows = '']) => ({
    vendor,
    section: name,
    calls,
    rows,
  }));
}

/** A number as documents write it: `1,000`. Null for anything else. */
export function writtenNumber(text: string): number | null {
  return /^\d{1,3}(?:,\d{3})*$/.test(text) ? Number(text.replaceAll(',', '')) : null;
}

/** The calls that a section takes for so many rows, by the table: one for none. */
export function callsFor(vendor: string, section: string, rows: number): number {
  const row = present(
    sweepTable().find((one) => one.vendor === vendor && one.section === section),
    `a row for ${section} of ${vendor}`,
  );
  const ofPage = present(writtenNumber(row.rows), `a number of rows for ${section} of ${vendor}`);
  return Math.max(1, Math.ceil(rows / ofPage));
}
