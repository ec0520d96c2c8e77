// Why a socket could not be opened, for those who may not know the code.

/** The settings that choose where to listen, as they are called. */
interface ListenSettings {
  readonly host: string;
  readonly port: string;
}

/** A sentence that says why, and what to do; undefined when it was for another reason. */
export function whyNotListening(error: unknown, { host, port }: ListenSettings): string | undefined {
  const sentences: Readonly<Record<string, string>> = {
    EADDRINUSE: `it is in use. Stop what listens there, or set ${port}`,
    EACCES: 'this user may not open it. Take a port above 1023',
    EADDRNOTAVAIL: `this machine does not have the address. Set ${host} to one of its own`,
    ENOTFOUND: `the name is not known. Set ${host} to an address of this machine`,
  };
  return error instanceof Error && 'code' in error ? sentences[String(error.code)] : undefined;
}
