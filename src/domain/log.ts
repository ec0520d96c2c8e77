// Where a process writes what happened.

/** Lines with their details as fields: whatever takes pino's form. */
export interface Log {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}

/** Where nobody wants to know. */
export const silentLog: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };
