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

/** How often the page was answered when it asked for a token, with one or with none. */
const answers = signal(0);

export function tokenAnswers(): number {
  return answers.peek();
}

/** Asks for a token, unless what was refused had been sent before the last answer: it would be asked for twice. */
export function askForToken(refused: string | null, sentAfter: number): void {
  if (sentAfter === answers.peek()) tokenNeeded.value = refused === null ? 'MISSING' : 'REFUSED';
}

/** Whoever sits here gives none, for now. */
export function giveNoToken(): void {
  answers.value += 1;
  tokenNeeded.value = null;
}

export function keepToken(token: string): void {
  sessionStorage.setItem(STORED, token);
  answers.value += 1;
  hasToken.value = true;
  tokenNeeded.value = null;
}

/** Forgets the token, and with a page loaded anew everything that was read with it. */
export function signOut(): void {
  sessionStorage.removeItem(STORED);
  location.assign('/');
}
