// The address is the state: path, filters after `?`, and after `#` what somebody typed, which no server or proxy gets to log.
import { signal, type ReadonlySignal } from '@preact/signals';

export interface Address {
  readonly path: string;
  /** Filters, order, what is open: nothing personal. */
  readonly query: URLSearchParams;
  /** What was typed: names, addresses of people. */
  readonly typed: URLSearchParams;
}

const current = signal(read());

/** Where we are. */
export const address: ReadonlySignal<Address> = current;

/** To be called once: follows Back and Forward, and takes clicks on links of this console without loading the page anew. */
export function startRouter(): void {
  addEventListener('popstate', () => {
    current.value = read();
  });
  document.addEventListener('click', (event) => {
    const link = linkOf(event);
    if (!link) return;
    event.preventDefault();
    go(link);
  });
}

/** Goes to an address of this console. With `replace` Back leads to where one was before this one. */
export function go(to: string, { replace = false } = {}): void {
  const leaves = new URL(to, location.href).pathname !== location.pathname;
  if (replace) history.replaceState(null, '', to);
  else history.pushState(null, '', to);
  current.value = read();
  if (leaves) scrollTo(0, 0);
}

/** This address with other filters: null takes one away, undefined leaves it. */
export function withQuery(changes: Readonly<Record<string, string | readonly string[] | null>>): string {
  const { path, query, typed } = current.value;
  const next = new URLSearchParams(query);
  for (const [name, value] of Object.entries(changes)) {
    next.delete(name);
    if (value !== null) for (const one of [value].flat()) next.append(name, one);
  }
  return addressOf(path, next, typed);
}

/** This address with another text searched for. */
export function withTyped(text: string): string {
  const { path, query } = current.value;
  return addressOf(path, query, new URLSearchParams(text === '' ? {} : { q: text }));
}

/** Joins the parts of an address. */
export function addressOf(path: string, query: URLSearchParams, typed = new URLSearchParams()): string {
  return [path, query.size > 0 ? `?${query}` : '', typed.size > 0 ? `#${typed}` : ''].join('');
}

function read(): Address {
  return {
    path: location.pathname,
    query: new URLSearchParams(location.search),
    typed: new URLSearchParams(location.hash.slice(1)),
  };
}

/** The address of a link that leads within the console and was clicked plainly. */
function linkOf(event: MouseEvent): string | null {
  if (event.defaultPrevented || event.button !== 0) return null;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return null;
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  if (!link || link.target !== '' || link.hasAttribute('download')) return null;
  if (link.origin !== location.origin || link.dataset['leaves'] !== undefined) return null;
  const isSkipLink = link.getAttribute('href')?.startsWith('#') === true;
  return isSkipLink ? null : link.pathname + link.search + link.hash;
}
