// Those who wait for news of sets, over one listening connection of the process.
import type { Database, Listening } from '../database/database.ts';
import type { Notices, Watch } from './api.ts';
import { CHANNEL, readNotice } from './notify.ts';

export interface OpenNotices extends Notices {
  close(): Promise<void>;
}

/** Listens from the first watch on. */
export function openNotices({ listen }: Pick<Database, 'listen'>): OpenNotices {
  const watches = new Map<string, Set<Wake>>();
  let listening: Listening | null = null;

  /** null: some news may have been missed, so that everybody looks. */
  function hear(payload: string | null): void {
    const notice = payload === null ? null : readNotice(payload);
    const woken = notice === null ? [...watches.values()] : [watches.get(notice.setId) ?? []];
    for (const group of woken) for (const wake of group) wake(notice?.recordedAt ?? null);
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

/** Is told when the news was recorded, where that is known. */
type Wake = (recordedAt: number | null) => void;

function createWatch(closed: () => void): { readonly watch: Watch; readonly wake: Wake } {
  let waiting: PromiseWithResolvers<number | null> | null = null;
  return {
    wake(recordedAt) {
      waiting?.resolve(recordedAt);
      waiting = null;
    },
    watch: {
      news() {
        waiting ??= Promise.withResolvers<number | null>();
        return waiting.promise;
      },
      close: closed,
    },
  };
}

function remove(watches: Map<string, Set<Wake>>, setId: string, wake: Wake): void {
  const group = watches.get(setId);
  group?.delete(wake);
  if (group?.size === 0) watches.delete(setId);
}
