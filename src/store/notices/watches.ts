// Those who wait for news of sets, over one listening connection of the process.
import type { Database, Listening } from '../database/database.ts';
import type { Notices, Watch } from './api.ts';
import { CHANNEL } from './notify.ts';

export interface OpenNotices extends Notices {
  close(): Promise<void>;
}

/** Listens from the first watch on. */
export function openNotices({ listen }: Pick<Database, 'listen'>): OpenNotices {
  const watches = new Map<string, Set<() => void>>();
  let listening: Listening | null = null;

  /** `setId` null: some news may have been missed, so that everybody looks. */
  function hear(setId: string | null): void {
    const woken = setId === null ? [...watches.values()] : [watches.get(setId) ?? []];
    for (const group of woken) for (const wake of group) wake();
  }

  return {
    watchSet(setId) {
      const { watch, wake } = createWatch(() => remove(watches, setId, wake));
      watches.set(setId, (watches.get(setId) ?? new Set()).add(wake));
      listening ??= listen(CHANNEL, hear);
      return watch;
    },
    close: async () => listening?.close(),
  };
}

function createWatch(closed: () => void): { readonly watch: Watch; readonly wake: () => void } {
  let waiting: PromiseWithResolvers<null> | null = null;
  return {
    wake() {
      waiting?.resolve(null);
      waiting = null;
    },
    watch: {
      news() {
        waiting ??= Promise.withResolvers<null>();
        return waiting.promise;
      },
      close: closed,
    },
  };
}

function remove(watches: Map<string, Set<() => void>>, setId: string, wake: () => void): void {
  const group = watches.get(setId);
  group?.delete(wake);
  if (group?.size === 0) watches.delete(setId);
}
