// How an account answers, in a word. Pure.
import type { Tone } from './state-badge.ts';

export interface Health {
  readonly circuit: 'CLOSED' | 'OPEN' | 'HALF_OPEN';
  readonly pausedUntil: string | null;
  readonly lastSuccessAt: string | null;
  readonly lastProblem: { readonly code: string } | null;
}

interface Read {
  readonly sweep: { readonly problem: { readonly code: string } | null } | null;
}

/**
 * `lastProblem` stays after the account answers again: the circuit tells what is so now. A circuit opens after several failures only, so
 * what the last sweep came upon counts as well.
 */
export function healthOf(
  { circuit, pausedUntil, lastSuccessAt, lastProblem }: Health,
  copy: Read | undefined,
): { tone: Tone; text: string } {
  if (circuit === 'OPEN') return { tone: 'over', text: 'Failing' };
  if (circuit === 'HALF_OPEN') return { tone: 'warning', text: 'Being tried again' };
  if (pausedUntil !== null) return { tone: 'warning', text: 'Asked to wait' };
  if (lastSuccessAt === null)
    return lastProblem === null
      ? { tone: 'plain', text: 'Not asked yet' }
      : { tone: 'over', text: 'Failing' };
  if (copy?.sweep?.problem) return { tone: 'warning', text: 'Last read failed' };
  return { tone: 'good', text: 'Answering' };
}
