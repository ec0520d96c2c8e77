// What changes are reported to have come to, held against what is so at the providers.
import type { JournalEntry } from '../../emulators/core/journal.ts';
import type { ChangeRecord } from '../../src/domain/change-set.ts';
import type { Change } from '../../src/domain/change.ts';
import type { Fleet } from '../../emulators/fleet.ts';
import { PATHS, targetOf } from './license-targets.ts';
import type { ProviderName } from './provider.ts';
import type { ProviderState, State } from './provider-state.ts';

/** What a change wants, compared with what is so at the provider. */
export function isAsWished(
  { action, removalOn }: Pick<Change, 'action' | 'removalOn'>,
  state: State,
): boolean {
  switch (action) {
    case 'ASSIGN':
      return state.held;
    case 'REMOVE':
      return !state.held;
    case 'SCHEDULE_REMOVAL':
    case 'CANCEL_REMOVAL':
      return state.held && state.removalOn === removalOn;
  }
}

const SAYS_DONE = ['VERIFIED', 'NO_CHANGE'];
const SAYS_UNDONE = ['REJECTED', 'CANCELLED'];

/** Outcomes that say other than what is so; undecided ones only when they should be decided by now. */
export async function untruths(
  records: readonly ChangeRecord[],
  providers: ProviderState,
  isOver: boolean,
): Promise<string[]> {
  const found: string[] = [];
  for (const record of records) {
    const isSo = isAsWished(record.change, await providers.stateOf(targetOf(record)));
    const { outcome, problem } = record;
    const isFalse = (isSo ? SAYS_UNDONE : SAYS_DONE).includes(outcome);
    const isOpen = ![...SAYS_DONE, ...SAYS_UNDONE].includes(outcome);
    if (isFalse || (isOver && isOpen)) {
      found.push(`${outcome} ${problem?.code ?? ''}, but it is ${isSo ? 'done' : 'not done'}`);
    }
  }
  return found;
}

/** Faults after which nothing was done. */
const NOTHING_DONE = ['throttle', 'error', 'answer', 'stall', 'cut', 'html', 'repeat-page', 'lie'];

/** Tells the writes of a provider from its other requests. */
export function isWriteTo(provider: ProviderName): (request: JournalEntry) => boolean {
  const write = new RegExp(PATHS[provider].write);
  return ({ method, path }) => method !== 'GET' && write.test(path);
}

/** Writes that took effect, as far as the journal tells. */
export function effects(fleet: Fleet, provider: ProviderName): JournalEntry[] {
  return fleet[provider].journal
    .entries()
    .filter(isWriteTo(provider))
    .filter(({ status }) => status < 400)
    .filter(({ fault }) => fault === undefined || !NOTHING_DONE.includes(fault));
}

/** How often each of them there is. */
export function tally(words: readonly string[]): Record<string, number> {
  return Object.fromEntries([...Map.groupBy(words, (word) => word)].map(([word, all]) => [word, all.length]));
}
