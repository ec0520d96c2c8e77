// A question that is asked again by itself for as long as a sweep runs.
import { useEffect } from 'preact/hooks';
import type { SweepStatus } from '../../generated/documents.ts';
import type { Question } from '../../graph/live.ts';

/** How often a sweep that runs is looked at. */
const LOOK_MS = 2_000;

export function isSweeping(
  copy: { readonly sweep: { readonly status: SweepStatus } | null } | undefined,
): boolean {
  return copy?.sweep?.status === 'RUNNING' || copy?.sweep?.status === 'QUEUED';
}

/** Asks again some time after each answer while it holds. */
export function useLookWhile<Data>(holds: boolean, { data, again }: Question<Data>): void {
  useEffect(() => {
    if (!holds) return;
    const looking = setTimeout(again, LOOK_MS);
    return () => clearTimeout(looking);
  }, [data]);
}
