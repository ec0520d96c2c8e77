// The real app over a database of the bench: it sweeps nothing, or a synthetic account.
import { z } from 'zod';
import { startGraph } from '../graph.ts';
import type { Peer } from '../peers/access.ts';
import { syntheticSections } from './synthetic.ts';

/** Where its store is, and what it sweeps. */
export const AppOptions = z.object({
  store: z.object({ url: z.string() }).or(z.object({ directory: z.string() })),
  /** A synthetic account that is swept, and no other; `COMPANY`: all accounts, as they are. null: none. */
  swept: z
    .object({ accountKey: z.string(), devices: z.int(), pauseMs: z.number() })
    .or(z.literal('COMPANY'))
    .nullable(),
});
export type AppOptions = z.output<typeof AppOptions>;

/** Starts it on a free port of the loopback interface. */
export function startApp(accounts: readonly unknown[], { store, swept }: AppOptions): Promise<Peer> {
  if (swept === 'COMPANY') return startGraph(accounts, { store });
  return startGraph(accounts, {
    store,
    change: (account) => ({
      ...account,
      inventory: account.account.key === swept?.accountKey ? syntheticSections(swept) : [],
    }),
  });
}
