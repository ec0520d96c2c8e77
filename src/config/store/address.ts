// What can be said of the address of a PostgreSQL server before anything is asked of it.
import { Client } from 'pg';

const MODES = ['disable', 'prefer', 'require', 'verify-ca', 'verify-full', 'no-verify'];

/** Files may come later, and the driver warns of some modes when it reads them. */
const OF_TLS = /([?&])ssl(?:cert|key|rootcert|mode)=[^&#]*/g;

/** What is wrong with an address; null when the driver can read it. Repeats nothing of it. */
export function addressFault(text: string): string | null {
  const mode = /[?&]sslmode=([^&#]*)/.exec(text)?.[1];
  if (mode !== undefined && !MODES.includes(mode)) return `sslmode must be one of ${MODES.join(', ')}`;
  try {
    void new Client({ connectionString: text.replaceAll(OF_TLS, '$1') });
    return null;
  } catch {
    return 'cannot be read: it is postgres://USER:PASSWORD@HOST:PORT/DATABASE, where characters like / and # of a password are %2F and %23';
  }
}
