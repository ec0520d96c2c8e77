// `npm run emulators`: the four emulators alone, for any client. Prints their addresses and credentials.
import { stringify } from 'yaml';
import { seededAccounts, startFleet } from './fleet.ts';
import { SCALE, portInUse, readFlags, stopOnSignal } from './process.ts';

const USAGE = `usage: npm run emulators -- [--port N] [--scale N]

  --port N    first of eight ports in a row: four APIs, then their control ports (4100); 0 takes any that are free
  --scale N   1 is the seeded company; 400 has 100,000 people and 1,000,000 devices
`;

const flag = readFlags({ port: { fallback: 4100, min: 0, max: 65_528 }, scale: SCALE }, USAGE);
const port = flag('port');

try {
  const fleet = await startFleet({ basePort: port === 0 ? undefined : port, scale: flag('scale') });
  stopOnSignal(() => fleet.close());
  const lines = fleet
    .all()
    .map(({ name, url, controlUrl }) => `  ${name.padEnd(12)}${url}   control ${controlUrl}`);
  process.stdout.write(`Emulators are up.\n\n${lines.join('\n')}\n
Accounts, in the form of License Graph's configuration file:

${stringify({ accounts: seededAccounts(fleet) })}
A control port takes faults, a clock, switches and a reset: curl ${fleet.genesys.controlUrl}/
Ctrl-C stops.\n`);
} catch (error) {
  portInUse(error, 'npm run emulators -- --port N (0 takes any that are free)');
}
