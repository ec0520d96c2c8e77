// What both entry points do with signals and a port that is taken.

/** Runs `close` once on Ctrl-C or SIGTERM, and leaves with 0; after five seconds it leaves all the same. */
export function stopOnSignal(close: () => Promise<void>): void {
  const stop = (): void => {
    process.stdout.write('\nStopping.\n');
    setTimeout(() => process.exit(1), 5_000).unref();
    void close().then(() => process.exit(0));
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

/** Leaves with 1 and a sentence when a port is taken; any other error is thrown on. */
export function portInUse(error: unknown, how: string): never {
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE' && 'port' in error) {
    process.stderr.write(`Port ${String(error.port)} is in use. Choose another with ${how}.\n`);
    process.exit(1);
  }
  throw error;
}
