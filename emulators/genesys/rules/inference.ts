// Which licenses a set of permissions asks for, by the vendor's precedence (genesys contract 2.4.3).
import { STA, TIERS, TOP_TIER, WEM_OF, type Definition } from '../seed/catalogue.ts';

const ADD_ONS: readonly string[] = [...Object.values(WEM_OF), STA];

/** The base tier by highest need, at most one add-on (WEM before STA), and the apps that a permission belongs to alone. */
export function inferLicenses(
  definitions: readonly Definition[],
  permissions: ReadonlySet<string>,
): string[] {
  const held = new Map(definitions.map((definition) => [definition.id, definition]));
  const unlocks = (id: string, permission: string): boolean =>
    held.get(id)?.permissions.includes(permission) ?? false;
  const tiers = TIERS.filter((id) => held.has(id));
  const simple = tiers.filter((id) => id !== TOP_TIER);

  let base = -1;
  const extras: string[] = [];
  const apps = new Set<string>();
  for (const permission of permissions) {
    const lowest = simple.findIndex((id) => unlocks(id, permission));
    if (lowest >= 0) base = Math.max(base, lowest);
    else if ([TOP_TIER, ...ADD_ONS].some((id) => unlocks(id, permission))) extras.push(permission);
    else for (const app of appsWith(definitions, permission)) apps.add(app);
  }
  const covers = (id: string): boolean =>
    held.has(id) && extras.every((permission) => unlocks(id, permission));
  const seat =
    extras.length === 0 ? tiers.slice(Math.max(base, 0), base + 1) : seatWithExtras(tiers, base, covers);
  return [...seat, ...apps];
}

function seatWithExtras(
  tiers: readonly string[],
  base: number,
  covers: (id: string) => boolean,
): readonly string[] {
  for (const tier of tiers.slice(Math.max(base, 0))) {
    if (covers(tier)) return [tier];
    const workforce = WEM_OF[tier];
    if (workforce === undefined) continue;
    if (covers(workforce)) return [tier, workforce];
    if (covers(STA)) return [tier, STA];
  }
  return tiers.slice(-1);
}

function appsWith(definitions: readonly Definition[], permission: string): string[] {
  return definitions
    .filter(({ id }) => !TIERS.includes(id) && !ADD_ONS.includes(id))
    .filter(({ permissions, comprises }) => comprises.length === 0 && permissions.includes(permission))
    .map(({ id }) => id);
}
