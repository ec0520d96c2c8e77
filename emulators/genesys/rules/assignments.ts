// What a user may hold at one time (genesys contract 2.2, 2.4.3): prerequisites, one base tier, one of WEM and STA.
import { STA, TIERS, WEM_OF } from '../seed/catalogue.ts';
import type { Org } from '../state/state.ts';
import type { Settings } from '../switches.ts';

const WORKFORCE: readonly string[] = Object.values(WEM_OF);

/** The licenses held after adding one; `undefined` when the rules forbid it. */
export function afterAdding(
  org: Org,
  held: readonly string[],
  licenseId: string,
  settings: Settings,
): readonly string[] | undefined {
  if (settings.exclusiveTiers && licenseId === STA && held.some((id) => WORKFORCE.includes(id)))
    return undefined;
  const kept = settings.exclusiveTiers ? held.filter((id) => !excludes(licenseId, id)) : held;
  const next = [...kept, licenseId];
  if (!settings.enforcePrerequisites) return next;
  return meetsPrerequisites(org, next, licenseId) ? withoutOrphans(org, next) : undefined;
}

/** The licenses held after removing one: add-ons that need it go too, while prerequisites are enforced. */
export function afterRemoving(
  org: Org,
  held: readonly string[],
  licenseId: string,
  settings: Settings,
): readonly string[] {
  const next = held.filter((id) => id !== licenseId);
  return settings.enforcePrerequisites ? withoutOrphans(org, next) : next;
}

function excludes(added: string, held: string): boolean {
  if (TIERS.includes(added)) return TIERS.includes(held);
  return WORKFORCE.includes(added) && (held === STA || WORKFORCE.includes(held));
}

function withoutOrphans(org: Org, held: readonly string[]): readonly string[] {
  return held.filter((id) => meetsPrerequisites(org, held, id));
}

function meetsPrerequisites(org: Org, held: readonly string[], licenseId: string): boolean {
  const definition = org.definitions.find(({ id }) => id === licenseId);
  return definition?.prerequisites.every((needed) => held.includes(needed)) ?? true;
}
