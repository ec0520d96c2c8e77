// The addresses of things in the console. Links are made here, and never taken from data.

const at = (path: string, query: Readonly<Record<string, string>>): string =>
  `${path}?${new URLSearchParams(query)}`;

/** The drawer of a license. */
export const licenseAddress = (id: string): string => at('/licenses', { open: id });

/** The drawer of a human, by the id of one of their logins. */
export const personAddress = (userId: string): string => at('/people', { open: userId });

/** The drawer of a device. */
export const deviceAddress = (id: string): string => at('/devices', { open: id });

/** One change set. */
export const changeSetAddress = (id: string): string => `/changes/${encodeURIComponent(id)}`;

/** One account. */
export const accountAddress = (key: string): string => `/accounts/${encodeURIComponent(key)}`;
