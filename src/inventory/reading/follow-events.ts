// Following license events: each once and in order from a place on, whichever replica records them.
import type { LicenseEvent } from '../../domain/inventory/events.ts';
import { ProblemError, asProblemError } from '../../domain/problem.ts';
import { untilNextLook, type Pace } from '../../domain/waiting/next-look.ts';
import type { EventsPage } from '../../store/inventory/history/api.ts';
import type { Notices, Watch } from '../../store/notices/api.ts';

/** An event with the number of the one that was told before it, or why none can be read just now. */
export type FollowedEvent = { readonly event: LicenseEvent; readonly before: number } | ProblemError;

interface FollowEventsDeps extends Pace {
  readonly opened: () => Promise<Pick<Notices, 'watchEvents'>>;
  /** Events behind a place. */
  readonly read: (after: number) => Promise<EventsPage>;
  /** Ends it. */
  readonly signal: AbortSignal;
}

/**
 * Gives what comes behind the place. A store that cannot be reached is told once, and looked for again. What no later look can change is told
 * as the end, of a place that is too old also after an outage: else whoever follows would think that the server had closed the stream.
 */
export async function* followEvents(
  start: number,
  deps: FollowEventsDeps,
): AsyncGenerator<FollowedEvent, void, void> {
  let told = start;
  let readTo = start;
  let isAway = false;
  let watch: Watch | null = null;
  let recordedAt: number | null = null;
  try {
    while (!deps.signal.aborted) {
      const looked = deps.now();
      let news: Promise<number | null> | null = null;
      let page: EventsPage | ProblemError;
      try {
        watch ??= (await deps.opened()).watchEvents();
        news = watch.news();
        page = await deps.read(readTo);
      } catch (error) {
        page = asProblemError(error);
      }
      if (page instanceof ProblemError) {
        if (!isAway || !page.problem.retryable) yield page;
        if (!page.problem.retryable) return;
        isAway = true;
      } else {
        isAway = false;
        for (const event of page.events) {
          yield { event, before: told };
          told = event.seq;
        }
        ({ readTo } = page);
        if (page.hasNext) continue;
        // The next one is asked for when these have been told.
        if (recordedAt !== null && page.events.length > 0) deps.lagged?.(deps.now() - recordedAt);
      }
      recordedAt = await untilNextLook(news, looked, deps);
    }
  } finally {
    watch?.close();
  }
}
