// An app with an inventory into which a made-up past can be played.
import { setTimeout as delay } from 'node:timers/promises';
import { playHistory, type PlayedHistory } from '../../src/made-history/play.ts';
import type { StoreContext } from '../../src/store/context.ts';
import { present } from './assertions.ts';
import { useSweptApp, type SweptOptions } from './inventory.ts';
import type { TestApp } from './start-app.ts';

export interface PlayableApp {
  readonly app: TestApp;
  /** Keys of its accounts, once it is open. */
  readonly accountKeys: readonly string[];
  /** What its store works with, once it is open. */
  store(): StoreContext;
  /** Plays so many days of history into these accounts; all of them when absent. */
  play(days: number, keys?: readonly string[]): Promise<PlayedHistory>;
}

/** The app of the file or `describe` this is called in. */
export function usePlayableApp(options: Omit<SweptOptions, 'accounts' | 'opened'> = {}): PlayableApp {
  const stores: StoreContext[] = [];
  const accountKeys: string[] = [];
  const app = useSweptApp({
    ...options,
    opened: (context) => stores.push(context),
    accounts: (seeded) => {
      accountKeys.push(...seeded.map(({ key }) => key));
      return seeded;
    },
  });
  const store = (): StoreContext => present(stores.at(-1));
  return {
    app,
    accountKeys,
    store,
    play: (days, keys = accountKeys) =>
      playHistory(store(), { days, accountKeys: keys, seed: 1, sleep: (ms) => delay(ms) }),
  };
}
