// What every resolver of a request shares.
import type { Desk } from '../changes/desk.ts';
import type { Loaders } from '../loaders/loaders.ts';

export interface GraphContext {
  readonly loaders: Loaders;
  readonly desk: Desk;
}
