// The servers that are compared: the graph, its two peers, and the graph again with no shared reads.
import { z } from 'zod';
import type { Question } from './question.ts';
import { launch, type Served } from './processes.ts';

export interface Contender {
  readonly name: string;
  readonly url: string;
  /** Body of a client's requests, JSON. */
  readonly bodyOf: (client: number) => string;
  /** Processor time its process used so far, in milliseconds. */
  cpuMs(): Promise<number>;
}

type Account = Readonly<Record<string, unknown>>;

const Ready = z.object({ url: z.string() });

/** The key of the account that only this client asks. */
const keyOf = (key: string, client: number): string => `${key}-${client}`;

/**
 * Starts every server in a process of its own and puts it into `running`.
 * When clients ask the graph the same question at the same time, they share its upstream reads; the clients of the peers do not.
 * So the graph is also asked with one account for each client: all of them are the same organisation, and no read is shared.
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
