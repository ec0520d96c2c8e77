// The Quayside emulator: its definition, and the credentials of its account.
import { CLIENT } from './emulator.ts';

export { definition } from './emulator.ts';

/** What a client has to be told to call the emulator. */
export const access = { clientId: CLIENT.id, clientSecret: CLIENT.secret } as const;
