// Which sections a sweep has.
import type { SweepReason } from '../domain/inventory/accounts.ts';
import type { SectionPlan } from '../store/inventory/sweeping/api.ts';
import type { InventorySection } from '../providers/provider.ts';
import { timeOf } from './due.ts';
import { sectionsOf } from './sections.ts';
import type { SweepDeps } from './sweep-port.ts';

const HOUR_MS = 3_600_000;

/** Those that are due, null for an account that this process does not have: one for the seats reads the licenses only, and a section may be read more seldom than the others. */
export async function plannedSections(
  { store, accounts, now }: Pick<SweepDeps, 'store' | 'accounts' | 'now'>,
  accountKey: string,
  why: SweepReason,
): Promise<readonly SectionPlan[] | null> {
  const account = accounts().get(accountKey);
  if (account === undefined) return null;
  const times = await store.sectionTimes(accountKey);
  const due = sectionsOf(account).filter((section) => isDue(section, times.get(section.name), now()));
  const read =
    why === 'SEATS' ? due.filter(({ lists }) => lists.every(({ what }) => what === 'LICENSES')) : due;
  return read.map(({ name, lists }) => ({ name, lists }));
}

function isDue({ everyHours }: InventorySection, completeAt: string | undefined, now: number): boolean {
  const readAt = timeOf(completeAt ?? null, now);
  return everyHours === undefined || readAt === null || now >= readAt + everyHours * HOUR_MS;
}
