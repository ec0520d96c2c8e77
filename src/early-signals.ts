// Signals from the first moment on: unheard, they would end a process that still loads its program.
/** What is done about signals. */
export interface OnSignals {
  /** SIGTERM and SIGINT, by their names. */
  readonly stop: (signal: string) => void;
  /** SIGHUP. */
  readonly reload: () => void;
}

export interface Signals {
  /** From now on these are called; a SIGHUP that came before is made up for. */
  pass(to: OnSignals): void;
}

/** Hears SIGHUP, SIGTERM and SIGINT. Until they are passed on, there is nothing to stop: the process ends with 0. */
export function hearSignals(from: Pick<NodeJS.Process, 'on'>, exit: (code: 0) => void): Signals {
  let toReload = false;
  let on: OnSignals = { stop: () => exit(0), reload: () => (toReload = true) };
  from.on('SIGHUP', () => on.reload());
  for (const name of ['SIGINT', 'SIGTERM'] as const) from.on(name, () => on.stop(name));
  return {
    pass(to) {
      on = to;
      if (toReload) to.reload();
    },
  };
}
