// An embedded database in a thread of its own: a statement that takes long holds up other statements, and nothing else of this process.
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { QueryOptions } from '@electric-sql/pglite';
import type { Asked, Failure, Files, Given, Question, Told } from './messages.ts';
import type { Embedded, ResultOf, Within } from './pglite.ts';

const PROGRAM = new URL('./database.worker.ts', import.meta.url);

/** Its objects are short-lived copies; V8 would take several times as much for them. */
const LIMITS = { maxYoungGenerationSizeMb: 6 };

type Answer = Given | readonly Given[] | null;

/** Opens a database. Rejects as PGlite does. */
export async function openInThread(files: Files): Promise<Embedded> {
  // Options of the process are about what it runs itself.
  const worker = new Worker(PROGRAM, { resourceLimits: LIMITS, execArgv: [] });
  const thread = new DatabaseThread(worker);
  worker.postMessage(files, 'loaded' in files ? [files.loaded] : []);
  await thread.waitReady;
  return thread;
}

/** Error as the database told it. */
class ThreadError extends Error {
  constructor({ message, fields }: Failure) {
    super(message);
    Object.assign(this, fields);
  }
}

class DatabaseThread implements Embedded {
  readonly waitReady: Promise<void>;
  ready = false;
  closed = false;
  readonly #worker: Worker;
  readonly #waiting = new Map<number, PromiseWithResolvers<Answer>>();
  readonly #listening = new Map<string, Set<(payload: string) => void>>();
  #asked = 0;
  #failure: Error | null = null;
  #closing: Promise<void> | null = null;

  constructor(worker: Worker) {
    this.#worker = worker;
    // The first thing that it tells is that it is open.
    this.waitReady = this.#told(0).then(() => void (this.ready = true));
    worker.on('message', (told: Told) => this.#hear(told));
    worker.on('error', (error: Error) => (this.#failure = error));
    worker.on('exit', () => this.#over());
  }

  async query<Row>(
    text: string,
    values: unknown[] = [],
    { rowMode }: Pick<QueryOptions, 'rowMode'> = {},
  ): Promise<ResultOf<Row>> {
    return await this.#query<Row>({ text, values, rowMode, transaction: null });
  }

  async exec(text: string) {
    return (await this.#ask({ what: 'EXEC', text })) as Given[]; // as the thread answers it
  }

  async transaction<T>(work: (tx: Within) => Promise<T>): Promise<T> {
    const transaction = await this.#begin();
    const end = (isCommit: boolean) => this.#ask({ what: 'END', transaction, isCommit });
    let value: T;
    try {
      value = await work({
        query: (text, values = [], { rowMode } = {}) => this.#query({ text, values, rowMode, transaction }),
        rollback: async () => void (await end(false)),
      });
    } catch (error) {
      await end(false);
      throw error;
    }
    await end(true);
    return value;
  }

  async listen(channel: string, heard: (payload: string) => void): Promise<() => Promise<void>> {
    const listening = this.#listening.get(channel) ?? new Set();
    this.#listening.set(channel, listening.add(heard));
    if (listening.size === 1) await this.#ask({ what: 'LISTEN', channel });
    return async () => {
      if (listening.delete(heard) && listening.size === 0) await this.#ask({ what: 'UNLISTEN', channel });
    };
  }

  close(): Promise<void> {
    return (this.#closing ??= this.#close());
  }

  async #close(): Promise<void> {
    if (this.closed) return;
    const over = once(this.#worker, 'exit');
    await this.#ask({ what: 'CLOSE' });
    this.closed = true;
    // Whoever closes it waits for its end.
    this.#worker.ref();
    await over;
  }

  async #begin(): Promise<number> {
    const begun = this.#ask({ what: 'BEGIN' });
    const no = this.#asked;
    await begun;
    return no;
  }

  async #query<Row>(query: Omit<Extract<Asked, { what: 'QUERY' }>, 'what'>): Promise<ResultOf<Row>> {
    const given = await this.#ask({ what: 'QUERY', ...query });
    return given as ResultOf<Row>; // as the caller knows what it selects
  }

  #ask(asked: Asked): Promise<Answer> {
    if (this.closed) return Promise.reject(this.#end());
    this.#asked += 1;
    const answered = this.#told(this.#asked);
    const question: Question = { no: this.#asked, asked };
    this.#worker.postMessage(question, []);
    return answered;
  }

  /** What is told of a question. Only while somebody waits does the thread keep the process from ending. */
  #told(no: number): Promise<Answer> {
    const waiting = Promise.withResolvers<Answer>();
    this.#waiting.set(no, waiting);
    this.#worker.ref();
    return waiting.promise;
  }

  #hear(told: Told): void {
    if ('channel' in told) {
      for (const heard of this.#listening.get(told.channel) ?? []) heard(told.payload);
      return;
    }
    const waiting = this.#waiting.get(told.no);
    this.#waiting.delete(told.no);
    if (this.#waiting.size === 0) this.#worker.unref();
    if ('failure' in told) waiting?.reject(new ThreadError(told.failure));
    else waiting?.resolve(told.given);
  }

  /** What is still waited for is not told any more. */
  #over(): void {
    this.closed = true;
    for (const { reject } of this.#waiting.values()) reject(this.#end());
    this.#waiting.clear();
  }

  /** Why nothing is answered any more. */
  #end(): Error {
    return this.#failure ?? new Error('the database is closed');
  }
}
