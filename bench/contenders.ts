// Who is compared: the graph, its two peers, and the graph once more in a way that leaves its callers nothing to share.
import { z } from 'zod';
import type { Question } from './question.ts';
import { launch, type Served } from './processes.ts';

export interface Contender {
  readonly name: string;
  readonly url: string;
  /** What a client asks. */
  readonly bodyOf: (client: number) => string;
  /** Processor time its process used so far, in milliseconds. */
  cpuMs(): Promise<number>;
}

type Account = Readonly<Record<string, unknown>>;

const Ready = z.object({ url: z.string() });

/** The key of an account that is one client's alone. */
const keyOf = (key: string, client: number): string => `${key}-${client}`;

/**
 * Starts every server in a process of its own and puts it into `running`.
 * Clients that ask the graph the same question at the same time share its upstream reads, as the peers' do not; so the
 * graph is also asked with an account for each client, which are the same organisation and share nothing.
 */
export async function startContenders(
  accounts: readonly Account[],
  question: Question,
  { clients, nodeOptions }: { readonly clients: number; readonly nodeOptions: readonly string[] },
  running: Served<unknown>[],
): Promise<readonly Contender[]> {
  const asked = accounts.filter(({ key }) => key === question.accountKey);
  const apart = Array.from({ length: clients }, (_, client) =>
    asked.map((account) => ({ ...account, key: keyOf(question.accountKey, client) })),
  ).flat();

  async function start(name: string): Promise<Contender> {
    const served = await launch(name, Ready, { accounts: [...accounts, ...apart], nodeOptions });
    running.push(served);
    const same = question.bodyFor(question.accountKey);
    return { name, url: served.ready.url, bodyOf: () => same, cpuMs: () => served.cpuMs() };
  }

  const graph = await start('graph');
  return [
    graph,
    {
      ...graph,
      name: 'graph unshared',
      bodyOf: (client) => question.bodyFor(keyOf(question.accountKey, client)),
    },
    await start('afternoon'),
    await start('raw'),
  ];
}
