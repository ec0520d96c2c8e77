// The filters of the findings, out of the address. Pure.
import type {
  FindingCode,
  FindingConfidence,
  FindingFilter,
  FindingSortField,
} from '../../generated/documents.ts';
import { CONFIDENCES } from './finding-words.ts';
import { FINDING_CODES } from '../../parts/words/rule-names.ts';

const FIELDS: readonly FindingSortField[] = ['SEVERITY', 'SINCE', 'CODE'];

export interface FindingsAddress {
  /** By which the list is filtered; what the address names and nobody knows is left out. */
  readonly filter: FindingFilter;
  /** The same without the rules, for the summary by rule. */
  readonly withoutRules: FindingFilter;
  readonly orderBy: { readonly field: FindingSortField; readonly direction: 'ASC' | 'DESC' };
  readonly isDismissed: boolean;
  /** Whether anything is left out by them. */
  readonly isFiltered: boolean;
}

export function findingsAddressOf(query: URLSearchParams): FindingsAddress {
  const codes: FindingCode[] = FINDING_CODES.filter((code) => query.getAll('code').includes(code));
  const confidence: FindingConfidence | undefined = CONFIDENCES.find(
    (one) => one === query.get('confidence'),
  );
  const isDismissed = query.get('dismissed') === 'yes';
  const withoutRules: FindingFilter = {
    ...listOf(query, 'account', 'accountKeys'),
    ...listOf(query, 'department', 'departments'),
    ...listOf(query, 'license', 'licenseIds'),
    ...(confidence && { minConfidence: confidence }),
    ...(isDismissed && { dismissed: true }),
  };
  const filter = { ...withoutRules, ...(codes.length > 0 && { codes }) };
  const [field, direction] = (query.get('sort') ?? '').split('.');
  const known = FIELDS.find((one) => one === field);
  return {
    filter,
    withoutRules,
    orderBy: known
      ? { field: known, direction: direction === 'ASC' ? 'ASC' : 'DESC' }
      : { field: 'SEVERITY', direction: 'DESC' },
    isDismissed,
    isFiltered: Object.keys(filter).length > 0,
  };
}

function listOf<Name extends string>(
  query: URLSearchParams,
  from: string,
  to: Name,
): { readonly [name in Name]?: string[] } {
  const all = query.getAll(from).filter((one) => one !== '');
  // The one name is the one that was given.
  return (all.length > 0 ? { [to]: all } : {}) as { readonly [name in Name]?: string[] };
}
