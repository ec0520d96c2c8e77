// Lists that lag behind single reads (switch `listLagMs`): they show what there was so long ago by the emulator's clock.
import type { Clock } from '../clock.ts';
import type { EmulatedRequest } from '../http.ts';
import type { LiveSwitches } from '../switches.ts';

/** What a provider's lists are, and what they show. */
export interface Lists<State> {
  isList(request: EmulatedRequest): boolean;
  /** Keeps everything that lists show; the function brings it back. Tokens and quotas are no part of it. */
  snapshot(state: State): () => void;
}

/** What there was before each change that lists do not show yet. */
export interface Past<State> {
  /** Keeps the state as it is before a change. Nothing is kept while lists do not lag. */
  remember(state: State): void;
  /** Answers a request: a list that lags from the state as it was. */
  answer<Answer>(state: State, request: EmulatedRequest, answer: () => Answer): Answer;
  forget(): void;
}

interface Moment {
  /** When the change came that ended it. */
  readonly until: number;
  readonly restore: () => void;
}

/** Nothing kept yet; without `lists` nothing ever lags. */
export function createPast<State>(
  clock: Clock,
  live: LiveSwitches,
  lists: Lists<State> | undefined,
): Past<State> {
  let moments: Moment[] = [];
  /** Moments that ended after this are still shown; null while lists do not lag. */
  const shown = (): number | null => {
    const lag = Number(live['listLagMs'] ?? 0);
    return lag > 0 ? clock.now() - lag : null;
  };
  return {
    remember(state) {
      const after = shown();
      if (after === null || !lists) return;
      moments = moments.filter(({ until }) => until > after);
      moments.push({ until: clock.now(), restore: lists.snapshot(state) });
    },
    answer(state, request, answer) {
      const after = shown();
      const moment = after === null ? undefined : moments.find(({ until }) => until > after);
      if (!moment || lists?.isList(request) !== true) return answer();
      const present = lists.snapshot(state);
      moment.restore();
      try {
        return answer();
      } finally {
        present();
      }
    },
    forget() {
      moments = [];
    },
  };
}
