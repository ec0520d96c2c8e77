// Amounts of money, a currency each, in the reader's language. They are never added up.
import type { MoneyFragment } from '../../generated/documents.ts';
import { format } from '../../kit/reader.ts';

export function amounts(all: readonly MoneyFragment[] | null): string[] {
  return (all ?? []).map(format.money);
}
