// What every resolver of a request shares.
import type { Loaders } from '../loaders/loaders.ts';

export interface GraphContext {
  readonly loaders: Loaders;
}
