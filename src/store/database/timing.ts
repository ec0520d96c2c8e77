// Telling how long queries take.
import type { LogConfig } from 'kysely';

/** Hears how long each query took, in milliseconds, also of one that failed. */
export type Queried = (milliseconds: number) => void;

/** The option of Kysely that tells it. */
export function timing(queried: Queried | undefined): LogConfig {
  return queried === undefined ? [] : ({ queryDurationMillis }) => queried(queryDurationMillis);
}
