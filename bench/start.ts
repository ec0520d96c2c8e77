// Measures how soon `npm start` answers its first query and has an inventory, and its memory then and after some load.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { ask, load, type Target } from './load.ts';
import type { Question } from './question.ts';

const PACKAGE = new URL('../package.json', import.meta.url);
const Scripts = z.object({ scripts: z.object({ start: z.string() }) });
const LICENSES = JSON.stringify({ query: '{ licenses(first: 100) { totalCount nodes { name } } }' });
const START_LIMIT_MS = 30_000;
const INVENTORY = JSON.stringify({ query: '{ inventory { accounts { status } } }' });
const SWEPT_LIMIT_MS = 300_000;

const Statuses = z.object({
  data: z.object({ inventory: z.object({ accounts: z.array(z.object({ status: z.string() })).min(1) }) }),
});

/** An answer with licenses; `totalCount` is a number only when every account could be read. */
/** Without errors; `extensions` tell what it cost. */
const Licenses = z.strictObject({
  data: z.object({ licenses: z.object({ totalCount: z.int().min(1) }) }),
  extensions: z.unknown().optional(),
});

export interface StartFigures {
  /** From the start of the process to the first answer. */
  readonly firstAnswerMs: number;
  /** Resident memory of the process that holds the app and the emulators. */
  readonly startedBytes: number;
  /** From the start of the process until every account was swept once. */
  readonly sweptMs: number;
  /** The same then. */
  readonly sweptBytes: number;
  /** The same after `answers` answers to the question. */
  readonly loadedBytes: number;
}

/** Starts what `npm start` runs on a free port, measures it and stops it. */
export async function measureStart(
  question: Question,
  amount: { readonly answers: number; readonly clients: number },
): Promise<StartFigures> {
  const started = performance.now();
  const { url, untilAnswered, printed, stop } = await spawnStart();
  try {
    await untilAnswered();
    const firstAnswerMs = performance.now() - started;
    const metricsUrl = metricsIn(printed());
    const startedBytes = await residentBytes(metricsUrl);
    await untilSwept(url);
    const sweptMs = performance.now() - started;
    const sweptBytes = await residentBytes(metricsUrl);
    await liftLimits(printed());
    await load(await targetOf(`${url}/graphql`, question), amount.clients, amount);
    const loadedBytes = await residentBytes(metricsUrl);
    return { firstAnswerMs, startedBytes, sweptMs, sweptBytes, loadedBytes };
  } finally {
    await stop();
  }
}

/** What `npm start` runs, as a process of its own. */
export interface Spawned {
  readonly url: string;
  /** Resolves with the first answer that has licenses; rejects when the process ends before, or half a minute is over. */
  untilAnswered(): Promise<void>;
  /** What it has printed so far. */
  printed(): string;
  stop(): Promise<void>;
}

/** Starts it on a free port, as npm does. */
export async function spawnStart(): Promise<Spawned> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const { scripts } = Scripts.parse(JSON.parse(readFileSync(PACKAGE, 'utf8')));
  const child = spawn(process.execPath, scripts.start.split(' ').slice(1), {
    cwd: fileURLToPath(new URL('.', PACKAGE)),
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_OPTIONS: '', PORT: String(port) },
  });
  let printed = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (printed += text));
  return {
    url,
    untilAnswered: () => untilAnswered(url, child),
    printed: () => printed,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill();
      await ended;
    },
  };
}

/** The query, with the length of an answer without errors. */
async function targetOf(url: string, question: Question): Promise<Target> {
  const body = question.bodyFor(question.accountKey);
  const answer = await ask(url, body);
  z.strictObject({ data: z.unknown(), extensions: z.unknown().optional() }).parse(
    JSON.parse(answer.toString('utf8')),
  );
  return { url, bodyOf: () => body, bytes: answer.length };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // listening on TCP: never a pipe name
  server.close();
  await once(server, 'close');
  return port;
}

async function untilAnswered(url: string, child: ChildProcess): Promise<void> {
  const limit = performance.now() + START_LIMIT_MS;
  while (performance.now() < limit) {
    if (child.exitCode !== null) throw new Error(`npm start ended with ${child.exitCode}`);
    const answer = await ask(`${url}/graphql`, LICENSES).catch(() => null);
    if (answer) {
      Licenses.parse(JSON.parse(answer.toString('utf8')));
      return;
    }
    await delay(10);
  }
  throw new Error(`npm start did not answer within ${START_LIMIT_MS} ms`);
}

/** Also when an answer is an error: the database takes seconds to be made. */
export async function untilSwept(url: string): Promise<void> {
  const limit = performance.now() + SWEPT_LIMIT_MS;
  while (performance.now() < limit) {
    const answer = await ask(`${url}/graphql`, INVENTORY).catch(() => null);
    const told = Statuses.safeParse(answer && JSON.parse(answer.toString('utf8')));
    if (told.data?.data.inventory.accounts.every(({ status }) => status === 'READY')) return;
    await delay(100);
  }
  throw new Error(`not every account was swept within ${SWEPT_LIMIT_MS} ms`);
}

function metricsIn(printed: string): string {
  const [, url] = /metrics +(\S+)/.exec(printed) ?? [];
  if (url === undefined) throw new Error('npm start did not print where its metrics are');
  return url;
}

/** From the process's own metrics, which exist on every platform. */
async function residentBytes(metricsUrl: string): Promise<number> {
  const metrics = await (await fetch(metricsUrl)).text();
  const [, bytes] = /^process_resident_memory_bytes (\S+)$/m.exec(metrics) ?? [];
  if (bytes === undefined) throw new Error('the metrics do not have the resident memory');
  return Number(bytes);
}

/** Without this the emulated vendor refuses the 301st call of a minute. */
async function liftLimits(printed: string): Promise<void> {
  const [, controlUrl] = /genesys\s+\S+\s+control (\S+)/.exec(printed) ?? [];
  if (controlUrl === undefined) throw new Error('npm start did not print the control port of Genesys');
  await fetch(`${controlUrl}/switches`, {
    method: 'POST',
    body: JSON.stringify({ callsPerMinute: 1_000_000_000 }),
  });
}
