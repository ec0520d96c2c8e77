// Comma-separated values (RFC 4180), for spreadsheets and out of them.

/** A text that a spreadsheet would take for a formula gets an apostrophe in front (OWASP, CSV injection). */
function field(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Rows as lines; null is an empty field. */
export function toCsv(rows: readonly (readonly (string | number | null)[])[]): string {
  return rows.map((row) => `${row.map(field).join(',')}\r\n`).join('');
}

/** The first field of each line, without empty ones: what somebody pasted, a line or a semicolon apart, or a file with more columns. */
export function firstFields(text: string): string[] {
  return text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
    .map((row) => (/^\s*(?:"((?:[^"]|"")*)"|([^,;\t]*))/.exec(row) ?? []).slice(1))
    .map(([quoted, plain]) => (quoted?.replaceAll('""', '"') ?? plain ?? '').trim())
    .filter((one) => one !== '');
}

/** Each of them once, as it was written first. Letter case makes no difference to addresses, and may to ids. */
export function withoutRepeats(fields: readonly string[]): string[] {
  const first = new Map<string, string>();
  for (const one of fields) {
    const key = one.includes('@') ? one.toLowerCase() : one;
    if (!first.has(key)) first.set(key, one);
  }
  return [...first.values()];
}
