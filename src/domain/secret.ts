// A secret text: it shows as *** when it is printed, logged or serialized.

export class Secret {
  readonly #value: () => string;

  /** A function tells the text anew each time, where it may change while the process runs. */
  constructor(value: string | (() => string)) {
    this.#value = typeof value === 'string' ? () => value : value;
  }

  /** The text itself; only for the request that needs it. */
  reveal(): string {
    return this.#value();
  }

  toString(): string {
    return '***';
  }

  toJSON(): string {
    return '***';
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return '***';
  }
}
