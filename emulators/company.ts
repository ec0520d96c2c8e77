// The seeded company: one row for each vendor that it has licenses with. Ports, printed lines, the test kit and the rules derive from it.
import { seeded as genesys } from './genesys/index.ts';
import { seeded as thingspace } from './thingspace/index.ts';
import { seeded as webex } from './webex/index.ts';
import { seeded as yext } from './yext/index.ts';

/** In the order of the configuration. */
export const COMPANY = { genesys, webex, thingspace, yext } as const;

/** The name of an emulator. */
export type VendorName = keyof typeof COMPANY;

/** The same, in order. */
// The keys of a constant: there are no others.
export const VENDORS = Object.keys(COMPANY) as readonly VendorName[];
