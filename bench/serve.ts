// One server of the comparison, alone in its process: `node bench/serve.ts NAME [ACCOUNTS] [OPTIONS]`, a child of the bench.
// It sends its address, answers each message with the processor time it has used, and ends when the bench ends.
import { z } from 'zod';
import { Access, type Peer } from './peers/access.ts';

const Accounts = z.array(z.looseObject({ key: z.string() }));
type Accounts = z.output<typeof Accounts>;

/** Imported by name, so that no process loads the modules of another server. */
const SERVERS: Readonly<Record<string, (accounts: Accounts, options: unknown) => Promise<Peer>>> = {
  emulators: async () => (await import('./emulators.ts')).startEmulators(),
  graph: async (accounts) => (await import('./graph.ts')).startGraph(accounts),
  afternoon: async (accounts) => (await import('./peers/afternoon.ts')).startAfternoon(accessOf(accounts)),
  inventory: async (accounts, options) => {
    const { startApp, AppOptions } = await import('./inventory/app.ts');
    return startApp(accounts, AppOptions.parse(options));
  },
  raw: async (accounts) => (await import('./peers/raw.ts')).startRaw(accessOf(accounts)),
};

function accessOf(accounts: Accounts): Access {
  return Access.parse(accounts.find(({ key }) => key === 'genesys-us'));
}

const [name = '', accounts = '[]', options = 'null'] = process.argv.slice(2);
const start = SERVERS[name];
if (!start) throw new Error(`no server ${name}; there are: ${Object.keys(SERVERS).join(', ')}`);
process.on('disconnect', () => process.exit(0));
process.on('message', () => process.send?.({ kind: 'cpu', ...process.cpuUsage() }));
process.send?.({
  kind: 'ready',
  ...(await start(Accounts.parse(JSON.parse(accounts)), JSON.parse(options))),
});
