// The PATH of shells in tests.
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const STAND_INS = fileURLToPath(new URL('./stand-ins', import.meta.url));

/** This Node first, then the PATH of the machine, then stand-ins for commands that may be missing. */
export const SHELL_PATH = [dirname(process.execPath), '/usr/local/bin', '/usr/bin', '/bin', STAND_INS].join(
  ':',
);
