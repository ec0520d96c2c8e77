// Ports of the loopback interface.
import { createServer, type AddressInfo, type Server } from 'node:net';

/** Lets a server listen on a port, on any free one for 0; returns the port. Rejects when it is taken. */
export async function portOf(server: Server, port = 0): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return (server.address() as AddressInfo).port; // listening on TCP: never a pipe name
}

export interface Listener {
  readonly port: number;
  close(): Promise<void>;
}

/** Takes a port, any free one for 0. Rejects when it is taken. */
export async function listen(port: number): Promise<Listener> {
  const server = createServer();
  return {
    port: await portOf(server, port),
    close: () => new Promise((resolve) => void server.close(() => resolve())),
  };
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const { port, close } = await listen(0);
  await close();
  return port;
}

/** The first of `count` ports in a row that were free a moment ago. */
export async function freePorts(count: number): Promise<number> {
  for (let base = 20_000 + (process.pid % 1_000) * 20; base < 60_000; base += count) {
    const taken: Listener[] = [];
    try {
      for (let place = 0; place < count; place += 1) taken.push(await listen(base + place));
      return base;
    } catch {
      // One of them is taken: try the next row.
    } finally {
      await Promise.all(taken.map((one) => one.close()));
    }
  }
  throw new Error(`no ${count} free ports in a row`);
}
