// Prepared statements of an embedded database, whose one session lasts as long as it does. To plan takes as long as to run, and more.
import { messages, protocol, type PGlite, type Results } from '@electric-sql/pglite';

/** Each takes some 100 kB; the one that was asked for longest ago is given up. */
const MOST_KEPT = 50;

const { serialize } = protocol;

/** A statement that the database knows by a name. */
interface Kept {
  readonly name: string;
  /** Numbers of types. */
  readonly parameters: readonly number[];
  readonly columns: readonly { readonly name: string; readonly dataTypeID: number }[];
}

/** What is needed of the database: to be used only while nobody else does. */
type Session = Pick<PGlite, 'execProtocolStream' | 'serializers' | 'parsers'>;

/** The statements with kept plans of one session, which this alone may prepare and give up. */
export class KeptPlans {
  readonly #session: Session;
  readonly #kept = new Map<string, Kept>();
  #named = 0;

  constructor(session: Session) {
    this.#session = session;
  }

  /** Runs a statement, and plans it if that has not been done. Rejects as the database does. */
  async run<Row>(text: string, values: readonly unknown[]): Promise<Results<Row>> {
    const kept = await this.#prepared(text);
    const given = values.map((value, index) => this.#written(value, kept.parameters[index]));
    let told;
    try {
      told = await this.#send([
        GENERIC,
        serialize.bind({ statement: kept.name, values: given }),
        serialize.execute({}),
        serialize.sync(),
        AS_BEFORE,
      ]);
    } catch (error) {
      // It may be the statement that does not fit its tables any more: the next time it is prepared anew.
      await this.#giveUp(text, kept);
      throw error;
    }
    const rows = told
      .filter((one) => one instanceof messages.DataRowMessage)
      .map(({ fields }) => this.#row(kept, fields));
    return { rows: rows as Row[], fields: [...kept.columns] }; // the caller knows what it selects
  }

  async #prepared(text: string): Promise<Kept> {
    const known = this.#kept.get(text);
    if (known === undefined) return await this.#prepare(text);
    // The last one is that which was asked for last.
    this.#kept.delete(text);
    this.#kept.set(text, known);
    return known;
  }

  async #prepare(text: string): Promise<Kept> {
    const [oldest] = this.#kept;
    if (oldest !== undefined && this.#kept.size >= MOST_KEPT) await this.#giveUp(...oldest);
    this.#named += 1;
    const name = `kept_${this.#named}`;
    const told = await this.#send([
      serialize.parse({ name, text }),
      serialize.describe({ type: 'S', name }),
      serialize.sync(),
    ]);
    const parameters = told.find((one) => one instanceof messages.ParameterDescriptionMessage);
    const columns = told.find((one) => one instanceof messages.RowDescriptionMessage);
    const kept = { name, parameters: parameters?.dataTypeIDs ?? [], columns: columns?.fields ?? [] };
    this.#kept.set(text, kept);
    return kept;
  }

  async #giveUp(text: string, { name }: Kept): Promise<void> {
    this.#kept.delete(text);
    await this.#send([serialize.close({ type: 'S', name }), serialize.sync()]);
  }

  #send(parts: readonly Uint8Array[]): ReturnType<Session['execProtocolStream']> {
    return this.#session.execProtocolStream(Buffer.concat(parts), { syncToFs: false });
  }

  #written(value: unknown, type = 0): string | null {
    if (value === null || value === undefined) return null;
    if (typeof value === 'string') return value;
    return this.#session.serializers[type]?.(value) ?? JSON.stringify(value);
  }

  #row({ columns }: Kept, fields: readonly (string | null)[]): Record<string, unknown> {
    return Object.fromEntries(
      columns.map(({ name, dataTypeID }, index) => {
        const text = fields[index] ?? null;
        const parser = this.#session.parsers[dataTypeID];
        return [name, text === null || parser === undefined ? text : parser(text, dataTypeID)];
      }),
    );
  }
}

/** Without it the database would plan for the values of each run, as soon as it expects that to make a run quicker. */
const GENERIC = serialize.query('set plan_cache_mode = force_generic_plan');
const AS_BEFORE = serialize.query('set plan_cache_mode = auto');
