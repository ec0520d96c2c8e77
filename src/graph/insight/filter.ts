// Filters of findings, from the words of the SDL into those of the store.
import type { FindingFilter } from '../../domain/insight/finding.ts';
import type { AccountDirectory } from '../../loaders/accounts.ts';
import type * as Sdl from '../generated/resolvers.ts';
import { assigneeRefs, checkDays, licenseRefs, listOf } from '../inventory/filters.ts';

/** Accounts are chosen with `selectAccounts`. */
export function findingFilter(
  directory: AccountDirectory,
  filter: Sdl.FindingFilter | null | undefined,
): FindingFilter {
  if (filter == null) return {};
  const { codes, minSeverity, minConfidence, licenseIds, assigneeIds, openDays, open, dismissed } = filter;
  checkDays('openDays', openDays);
  return {
    ...(codes != null && { codes }),
    ...(minSeverity != null && { minSeverity }),
    ...(minConfidence != null && { minConfidence }),
    ...(licenseIds != null && { licenses: licenseRefs(directory, 'licenseIds', licenseIds) }),
    ...(assigneeIds != null && { assignees: assigneeRefs(directory, assigneeIds) }),
    ...listOf('departments', filter.departments),
    ...(openDays != null && { openDays }),
    ...(open !== undefined && { open }),
    ...(dismissed !== undefined && { dismissed }),
  };
}
