// Where shells of the tests find their commands.
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const STAND_INS = fileURLToPath(new URL('./stand-ins', import.meta.url));

/** This Node, what a machine has, and last of all stand-ins for what it may lack. */
export const SHELL_PATH = [dirname(process.execPath), '/usr/local/bin', '/usr/bin', '/bin', STAND_INS].join(
  ':',
);
