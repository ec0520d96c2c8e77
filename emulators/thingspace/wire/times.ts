// The five forms in which this provider writes times (thingspace contract 4.2, 6 and 8.4).

/** `2024-03-05 20:15:42.738 +0000 UTC`: up to nine digits of fraction, trailing zeros and an empty fraction dropped. */
export function goTime(at: number, nanoseconds = 0): string {
  const iso = new Date(at).toISOString();
  const digits = `${iso.slice(20, 23)}${String(nanoseconds).padStart(6, '0')}`.replace(/0+$/, '');
  return `${iso.slice(0, 10)} ${iso.slice(11, 19)}${digits === '' ? '' : `.${digits}`} +0000 UTC`;
}

/** `2024-03-05T16:03:42.000Z`, always with milliseconds. */
export function isoTime(at: number): string {
  return new Date(at).toISOString();
}

/** RFC 3339 with trailing zeros of the fraction trimmed: `…01.19Z`, `…00Z`. */
export function trimmedTime(at: number): string {
  return new Date(at).toISOString().replace(/\.?0+Z$/, 'Z');
}

/** `2023-08-07T10:42:15-04:00`, as connectivity management writes it. */
export function easternTime(at: number): string {
  return `${new Date(at - 4 * 3_600_000).toISOString().slice(0, 19)}-04:00`;
}

/** `03/05/2024 16:3:42`: v1 upgrade times, written the way of their sentinel for "never". */
export function slashTime(at: number | undefined): string {
  if (at === undefined) return '01/01/1900 0:0:0';
  const time = new Date(at);
  const [year, month, day] = time.toISOString().slice(0, 10).split('-');
  return `${month}/${day}/${year} ${time.getUTCHours()}:${time.getUTCMinutes()}:${time.getUTCSeconds()}`;
}
