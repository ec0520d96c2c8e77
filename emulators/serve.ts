// `npm run emulators`: the emulators alone, for any client. Prints their addresses and credentials.
import { stringify } from 'yaml';
import { portsOf, seededAccounts, startFleet } from './fleet.ts';
import { seededVendorsIn } from './outside.ts';
import { SCALE, portInUse, printedLines, readFlags, refuse, stopOnSignal } from './process.ts';

const USAGE = `usage: npm run emulators -- [--port N] [--scale N] [--with FOLDER]

  --port N       first of ${portsOf()} ports in a row: the APIs, then their control ports (4100); 0 takes any that are free
  --scale N      1 is the seeded company; 400 has 100,000 people and 1,000,000 devices
  --with FOLDER  a vendor from outside as well: its emulator/index.ts; may be repeated
  HOST           environment variable: the address they listen on (127.0.0.1); whoever reaches it may do anything to them
`;

const flags = readFlags({ port: { fallback: 4100, min: 0, max: 65_536 - portsOf() }, scale: SCALE }, USAGE);
const { port, scale } = flags.numbers;
const others = await seededVendorsIn(flags.with).catch((error: unknown) => refuse(error, USAGE));

try {
  const fleet = await startFleet({
    basePort: port === 0 ? undefined : port,
    scale,
    host: process.env['HOST'],
    others,
  });
  stopOnSignal(() => fleet.close());
  process.stdout.write(`Emulators are up.\n\n${printedLines(fleet.all())}\n
Accounts, in the form of License Graph's configuration file:

${stringify({ accounts: seededAccounts(fleet) })}
A control port takes faults, a clock, switches and a reset: curl ${fleet.genesys.controlUrl}/
Ctrl-C stops.\n`);
} catch (error) {
  portInUse(error, 'npm run emulators -- --port N (0 takes any that are free)');
}
