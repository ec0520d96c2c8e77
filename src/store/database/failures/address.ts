// Addresses of PostgreSQL servers, as the driver reads them.
import { Client } from 'pg';
import type { Secret } from '../../../domain/secret.ts';

/** The driver cannot read an address, or a file that it names. Says nothing of what is in it. */
export class AddressError extends Error {
  readonly isFile: boolean;
  readonly code: string;

  constructor(cause: unknown) {
    super('the address of the database cannot be read');
    this.name = 'AddressError';
    const code: unknown = cause instanceof Error && 'code' in cause ? cause.code : '';
    this.code = typeof code === 'string' ? code : '';
    this.isFile = /^E[A-Z]+$/.test(this.code);
  }
}

/** Why an address cannot be used; null when it can. */
export function faultOf(connectionString: string): AddressError | null {
  try {
    void new Client({ connectionString });
    return null;
  } catch (error) {
    return new AddressError(error);
  }
}

/** Host and port for people; null when the address cannot be read. */
export function hostAndPort(url: Secret): string | null {
  try {
    const { host, port } = new Client({ connectionString: url.reveal() });
    return `${host}:${port}`;
  } catch {
    return null;
  }
}
