// Those who wait for news, over one listening connection of the process.
import type { Database, Listening } from '../database/database.ts';
import type { Notices, Watch } from './api.ts';
import { CHANNEL, EVENTS, readNotice } from './notify.ts';

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
    const woken = notice === null ? [...watches.values()] : [watches.get(notice.topic) ?? []];
    for (const group of woken) for (const wake of group) wake(notice?.recordedAt ?? null);
  }

  function watch(topic: string): Watch {
    const made = createWatch(() => remove(watches, topic, made.wake));
    watches.set(topic, (watches.get(topic) ?? new Set()).add(made.wake));
    listening ??= listen(CHANNEL, hear);
    return made.watch;
  }

  return {
    watchSet: watch,
    watchEvents: () => watch(EVENTS),
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

function remove(watches: Map<string, Set<Wake>>, topic: string, wake: Wake): void {
  const group = watches.get(topic);
  group?.delete(wake);
  if (group?.size === 0) watches.delete(topic);
}
