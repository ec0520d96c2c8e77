// What an open PGlite answers to the questions of another thread.
import type { PGlite, Results, Transaction } from '@electric-sql/pglite';
import type { Asked, Given, Told } from './messages.ts';

/** A transaction that is open, and what ends it. */
interface Open {
  readonly tx: Transaction;
  readonly commit: () => void;
  readonly rollBack: (why: Error) => void;
  /** Resolves once it has ended. */
  readonly ended: Promise<void>;
}

/** Answers questions: one after the other, and those of a transaction before all others. */
export class Answering {
  readonly #pglite: PGlite;
  readonly #tell: (told: Told) => void;
  readonly #open = new Map<number, Open>();

  constructor(pglite: PGlite, tell: (told: Told) => void) {
    this.#pglite = pglite;
    this.#tell = tell;
  }

  /** Rejects as PGlite does. */
  async answer(no: number, asked: Asked): Promise<Given | readonly Given[] | null> {
    switch (asked.what) {
      case 'QUERY': {
        const { text, values, rowMode, transaction } = asked;
        const within = transaction === null ? this.#pglite : this.#opened(transaction).tx;
        return givenBy(await within.query(text, [...values], { ...(rowMode && { rowMode }) }));
      }
      case 'EXEC':
        return (await this.#pglite.exec(asked.text)).map((one) => givenBy(one));
      case 'BEGIN':
        this.#open.set(no, await this.#begin());
        return null;
      case 'END':
        await this.#end(asked);
        return null;
      case 'LISTEN': {
        const { channel } = asked;
        await this.#pglite.listen(channel, (payload) => this.#tell({ channel, payload }));
        return null;
      }
      case 'UNLISTEN':
        await this.#pglite.unlisten(asked.channel);
        return null;
      case 'CLOSE':
        await this.#pglite.close();
        return null;
    }
  }

  /** Resolves once it is the turn of this transaction. */
  async #begin(): Promise<Open> {
    const over = Promise.withResolvers<null>();
    const begun = Promise.withResolvers<Transaction>();
    const ended = this.#pglite.transaction(async (tx) => {
      begun.resolve(tx);
      await over.promise;
    });
    // A database that is closed begins none. How one ended is told to whoever ends it.
    ended.catch((error: unknown) => begun.reject(error));
    return { tx: await begun.promise, commit: () => over.resolve(null), rollBack: over.reject, ended };
  }

  async #end({ transaction, isCommit }: Extract<Asked, { what: 'END' }>): Promise<void> {
    const { commit, rollBack, ended } = this.#opened(transaction);
    this.#open.delete(transaction);
    if (isCommit) {
      commit();
      await ended;
      return;
    }
    const why = new Error('rolled back');
    rollBack(why);
    await ended.catch((error: unknown) => {
      if (error !== why) throw error;
    });
  }

  #opened(no: number): Open {
    const found = this.#open.get(no);
    if (found === undefined) throw new Error(`transaction ${no} is over`);
    return found;
  }
}

function givenBy({ rows, fields, affectedRows }: Results): Given {
  return { rows, fields, ...(affectedRows !== undefined && { affectedRows }) };
}
