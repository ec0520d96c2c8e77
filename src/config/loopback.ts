// Addresses of this machine alone.

/** Whether a host is a loopback address, or `localhost`; an IPv6 address may be in brackets, as in a URL. */
export function isLoopback(host: string): boolean {
  const name = host.replace(/^\[(.*)\]$/, '$1').toLowerCase();
  return name === 'localhost' || name === '::1' || /^127(\.\d{1,3}){3}$/.test(name);
}
