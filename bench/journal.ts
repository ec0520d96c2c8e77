// The requests that the Genesys emulator received, read from its control port.
import { z } from 'zod';

const Entries = z.object({
  entries: z.array(z.object({ method: z.string(), path: z.string(), query: z.string() })),
});

export interface Journal {
  /** Forgets the requests so far. */
  clear(): Promise<void>;
  /** One line a request with its parameters sorted by name; the lines are sorted too. */
  calls(): Promise<readonly string[]>;
}

/** The journal behind the control port at this address. */
export function journalAt(controlUrl: string): Journal {
  const url = `${controlUrl}/journal`;
  return {
    async clear() {
      await fetch(url, { method: 'DELETE' });
    },
    async calls() {
      const { entries } = Entries.parse(await (await fetch(url)).json());
      return entries.map(({ method, path, query }) => `${method} ${path}?${sorted(query)}`).toSorted();
    },
  };
}

function sorted(query: string): string {
  const parameters = new URLSearchParams(query);
  parameters.sort();
  return parameters.toString();
}
