// The settings of both peers: one Genesys organisation and the credentials of a client.
import { z } from 'zod';

export const Access = z.object({ apiBaseUrl: z.string(), clientId: z.string(), clientSecret: z.string() });
export type Access = z.output<typeof Access>;

/** A server that listens. */
export interface Peer {
  /** Where it takes queries. */
  readonly url: string;
}
