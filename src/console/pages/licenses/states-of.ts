// Findings about licenses, put together by license. Pure.
import type { FindingCode } from '../../generated/documents.ts';
import { STATE_CODES, type LicenseState } from './filters.ts';

interface Found {
  readonly code: FindingCode;
  readonly subject: { readonly license: { readonly id: string } | null };
}

/** The gravest first, each once. */
export function statesOf(findings: readonly Found[]): ReadonlyMap<string, readonly LicenseState[]> {
  const codes = new Map<string, Set<FindingCode>>();
  for (const { code, subject } of findings) {
    if (subject.license === null) continue;
    const known = codes.get(subject.license.id);
    if (known) known.add(code);
    else codes.set(subject.license.id, new Set([code]));
  }
  return new Map([...codes].map(([id, known]) => [id, STATE_CODES.filter((code) => known.has(code))]));
}
