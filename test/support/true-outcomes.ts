// Compares the recorded outcomes of changes with the state at the providers.
import type { JournalEntry } from '../../emulators/core/journal.ts';
import type { ChangeRecord } from '../../src/domain/change-set.ts';
import type { Change } from '../../src/domain/change.ts';
import type { Fleet } from '../../emulators/fleet.ts';
import { PATHS, targetOf } from './license-targets.ts';
import type { ProviderName } from './provider.ts';
import type { ProviderState, State } from './provider-state.ts';

/** Whether the state at the provider is the one a change asks for. */
export function isAsRequested(
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

/** Outcomes that do not match the state at the provider; with `isOver` also those that are not final. */
export async function untruths(
  records: readonly ChangeRecord[],
  providers: ProviderState,
  isOver: boolean,
): Promise<string[]> {
  const found: string[] = [];
  for (const record of records) {
    const isDone = isAsRequested(record.change, await providers.stateOf(targetOf(record)));
    const { outcome, problem } = record;
    const isFalse = (isDone ? SAYS_UNDONE : SAYS_DONE).includes(outcome);
    const isOpen = ![...SAYS_DONE, ...SAYS_UNDONE].includes(outcome);
    if (isFalse || (isOver && isOpen)) {
      found.push(`${outcome} ${problem?.code ?? ''}, but it is ${isDone ? 'done' : 'not done'}`);
    }
  }
  return found;
}

/** Faults that keep a write from being carried out. */
const NOTHING_DONE = ['throttle', 'error', 'answer', 'stall', 'cut', 'html', 'repeat-page', 'lie'];

/** Whether a request is a write to a provider. */
export function isWriteTo(provider: ProviderName): (request: JournalEntry) => boolean {
  const write = new RegExp(PATHS[provider].write);
  return ({ method, path }) => method !== 'GET' && write.test(path);
}

/** Writes that took effect, as far as the journal shows. */
export function effects(fleet: Fleet, provider: ProviderName): JournalEntry[] {
  return fleet[provider].journal
    .entries()
    .filter(isWriteTo(provider))
    .filter(({ status }) => status < 400)
    .filter(({ fault }) => fault === undefined || !NOTHING_DONE.includes(fault));
}

/** How often each word occurs. */
export function tally(words: readonly string[]): Record<string, number> {
  return Object.fromEntries([...Map.groupBy(words, (word) => word)].map(([word, all]) => [word, all.length]));
}
