// What tests know of each vendor of the seeded company. Tests name no vendor that they are not about: who adds one adds it here.
import { VENDORS, type VendorName } from '../../emulators/company.ts';
import type { EmulatedState, EmulatorDefinition } from '../../emulators/core/definition.ts';
import type { Route } from '../../emulators/core/http.ts';
import type { ChangeCalls, Shown } from './provider-kit.ts';
import { genesys } from './providers/genesys.ts';
import { thingspace } from './providers/thingspace.ts';
import { webex } from './providers/webex.ts';
import { yext } from './providers/yext.ts';

/** What a kit holds that is told without opening an account. */
interface Told {
  readonly definition: Pick<EmulatorDefinition<EmulatedState>, 'switches'> & {
    readonly routes: readonly Route<never>[];
  };
  readonly changes: ChangeCalls;
  readonly shown: Shown;
}

/** One line for each vendor of the seeded company. */
export const KITS = { genesys, webex, thingspace, yext } satisfies Record<VendorName, Told>;

/** The same, whichever vendor it is. */
export const KIT_OF: Readonly<Record<VendorName, Told>> = KITS;

/** One value for each vendor of the seeded company. */
export function eachVendor<Value>(valueOf: (name: VendorName) => Value): Readonly<Record<VendorName, Value>> {
  // Of every name there is.
  return Object.fromEntries(VENDORS.map((name) => [name, valueOf(name)])) as Record<VendorName, Value>;
}
