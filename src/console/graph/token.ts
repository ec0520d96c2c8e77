// The token of whoever sits here: in the storage of the tab, sent as a header, in no cookie, address or log.
import { signal } from '@preact/signals-core';

/** The playground asks for it under the same name. */
const STORED = 'license-graph:token';

/** Why the page has to ask for a token: none was sent, or the server does not take the one that was. Null when it need not. */
export const tokenNeeded = signal<'MISSING' | 'REFUSED' | null>(null);

/** Whether one is kept, so that one may sign out. */
export const hasToken = signal(keptToken() !== null);

/** The token of this tab; null for none. */
export function keptToken(): string | null {
  return sessionStorage.getItem(STORED);
}

export function keepToken(token: string): void {
  sessionStorage.setItem(STORED, token);
  hasToken.value = true;
  tokenNeeded.value = null;
}

/** Forgets the token, and with a page loaded anew everything that was read with it. */
export function signOut(): void {
  sessionStorage.removeItem(STORED);
  location.assign('/');
}
