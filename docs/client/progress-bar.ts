// How far a set is, as a bar and in numbers.

/** Characters of the bar. */
const LENGTH = 20;

export function progressLine({
  status,
  progress: { total, pending },
}: {
  readonly status: string;
  readonly progress: { readonly total: number; readonly pending: number };
}): string {
  const done = total - pending;
  const filled = total === 0 ? LENGTH : Math.floor((done / total) * LENGTH);
  return `[${'#'.repeat(filled)}${'-'.repeat(LENGTH - filled)}] ${done} of ${total}, ${status}`;
}
