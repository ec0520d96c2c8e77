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

/** The drawer of a workspace or an entity. */
const placeAddress = (id: string, kind: 'WORKSPACE' | 'ENTITY'): string => at('/places', { kind, open: id });

/** The drawer of whoever or whatever holds something. */
export function holderAddress({
  __typename: kind,
  id,
}: {
  readonly __typename: HolderType;
  readonly id: string;
}): string {
  if (kind === 'User') return personAddress(id);
  if (kind === 'Device') return deviceAddress(id);
  return placeAddress(id, kind === 'Workspace' ? 'WORKSPACE' : 'ENTITY');
}

type HolderType = 'User' | 'Device' | 'Workspace' | 'Entity';

/** The holders of a license, or of licenses in a state. */
export const holdersAddress = (query: Readonly<Record<string, string>>): string => at('/holders', query);

/** What happened to a license, or to a holder. */
export const eventsAddress = (query: Readonly<Record<string, string>>): string => at('/events', query);

/** What stands out. */
export const findingsAddress = (query: Readonly<Record<string, string>>): string => at('/findings', query);
