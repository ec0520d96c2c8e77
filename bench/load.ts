// Load from a fixed number of clients, each of which asks again as soon as it has its answer.
import { Agent, request } from 'node:http';

export interface Target {
  readonly url: string;
  /** Body of a client's requests, JSON. */
  readonly bodyOf: (client: number) => string;
  /** Bytes of the answer that was checked; any other number is a failure. */
  readonly bytes: number;
}

export interface Measured {
  readonly answers: number;
  readonly seconds: number;
}

/** When the clients stop: after some time, or after some answers in all. */
export type Amount = { readonly milliseconds: number } | { readonly answers: number };

/** Asks on new connections, which stay open until the end. Rejects on the first answer that is not as expected. */
export async function load(target: Target, clients: number, amount: Amount): Promise<Measured> {
  const agent = new Agent({ keepAlive: true, maxSockets: clients });
  const started = performance.now();
  let asked = 0;

  function goesOn(): boolean {
    return 'answers' in amount ? asked < amount.answers : performance.now() - started < amount.milliseconds;
  }

  async function client(_: unknown, index: number): Promise<void> {
    const body = target.bodyOf(index);
    while (goesOn()) {
      asked += 1;
      const bytes = (await ask(target.url, body, agent)).length;
      if (bytes !== target.bytes) {
        throw new Error(`${target.url} answered ${bytes} bytes, not ${target.bytes}`);
      }
    }
  }

  try {
    await Promise.all(Array.from({ length: clients }, client));
    return { answers: asked, seconds: (performance.now() - started) / 1000 };
  } finally {
    agent.destroy();
  }
}

/** The body of an answer. Rejects unless its status is 200. */
export function ask(url: string, body: string, agent?: Agent): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    const sent = request(url, { method: 'POST', headers, ...(agent && { agent }) }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('error', reject);
      answer.on('end', () => {
        const whole = Buffer.concat(chunks);
        if (answer.statusCode === 200) resolve(whole);
        else reject(new Error(`${url} answered ${answer.statusCode}: ${whole.toString('utf8', 0, 200)}`));
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
