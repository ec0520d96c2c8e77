// Keeps pages of providers that a client has been given a part of, for its next page. A provider's page may have ten times as many
// rows as a client may ask for: without this, it would be read ten times.
import type { Current } from '../domain/reload/current.ts';
import type { Page } from '../domain/page.ts';

/** What is kept at most, and for how long. */
interface HoldLimits {
  /** Milliseconds since a page was read: how old a row may be. */
  readonly ms: Current<number>;
  readonly pages: number;
  /** Of all pages together. */
  readonly rows: number;
}

/** A page that has been read, and what tells whether it may be kept. */
export interface ReadPage<T> {
  readonly page: Page<T>;
  readonly since: Moment;
}

/** When a read began: at which time, and after which writes. */
export interface Moment {
  readonly at: number;
  readonly writes: number;
}

/** The pages that callers of the same rights may be given. `place` is all that the provider was asked with, list and cursor. */
export interface HeldPages {
  /** To be noted before a page is read. */
  now(accountKey: string): Moment;
  /** The page kept there; null when there is none, or it is too old. */
  find(accountKey: string, place: string): Page<unknown> | null;
  /** Unless something was written to the account since it was read. */
  keep(accountKey: string, place: string, read: ReadPage<unknown>): void;
  /** Nothing is left on it. */
  release(accountKey: string, place: string): void;
}

/** Pages of one process. */
export interface PageHold {
  forRights(rights: string): HeldPages;
  /** Something is being written to this account, or has been: what was read before is not kept. */
  drop(accountKey: string): void;
}

interface Held extends ReadPage<unknown> {
  readonly accountKey: string;
}

/** An empty hold. `now` gives milliseconds since the epoch. */
export function createPageHold(limits: HoldLimits, now: () => number): PageHold {
  /** The longest kept first. */
  const held = new Map<string, Held>();
  const writes = new Map<string, number>();
  let rows = 0;

  function remove(key: string): void {
    const found = held.get(key);
    if (found === undefined) return;
    held.delete(key);
    rows -= found.page.items.length;
  }

  function isOver({ since }: Held): boolean {
    return now() - since.at >= limits.ms();
  }

  function makeRoom(): void {
    for (const [key, one] of held) {
      if (held.size <= limits.pages && rows <= limits.rows && !isOver(one)) return;
      remove(key);
    }
  }

  return {
    forRights(rights) {
      const keyOf = (accountKey: string, place: string): string =>
        JSON.stringify([rights, accountKey, place]);
      return {
        now: (accountKey) => ({ at: now(), writes: writes.get(accountKey) ?? 0 }),
        find(accountKey, place) {
          makeRoom();
          const found = held.get(keyOf(accountKey, place));
          return found === undefined || isOver(found) ? null : found.page;
        },
        keep(accountKey, place, { page, since }) {
          if (since.writes !== (writes.get(accountKey) ?? 0)) return;
          const key = keyOf(accountKey, place);
          remove(key);
          held.set(key, { accountKey, page, since });
          rows += page.items.length;
          makeRoom();
        },
        release: (accountKey, place) => remove(keyOf(accountKey, place)),
      };
    },
    drop(accountKey) {
      writes.set(accountKey, (writes.get(accountKey) ?? 0) + 1);
      for (const [key, one] of held) if (one.accountKey === accountKey) remove(key);
    },
  };
}
