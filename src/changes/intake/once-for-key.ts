// Idempotency keys: however calls with one key overtake each other, one set is kept, and all of them give it.
import { createHash } from 'node:crypto';
import type { ChangeSet } from '../../domain/change-set.ts';
import type { Store } from '../../store/api.ts';
import type { IdempotencyClaim } from '../../store/sets/api.ts';
import type { Answer, Submission } from '../engine-port.ts';

/** What came of a call: an answer with the set that was kept for it, or one that tells why none was. */
export type Outcome<A extends Answer> = { readonly kept: A } | { readonly notKept: A };

/** The claim of a key for an input; null without a key. */
export function claimOf(
  { principal, idempotencyKey }: Submission,
  content: unknown,
): IdempotencyClaim | null {
  if (idempotencyKey === null) return null;
  const inputHash = createHash('sha256').update(JSON.stringify(content)).digest('hex');
  return { principal, key: idempotencyKey, inputHash };
}

/**
 * The answer of the set that the key stands for; else what comes of the call. A call that kept nothing looks at the key once more: another
 * one with it may have been faster, and what it did may be why nothing was left to do for this one. Throws IDEMPOTENCY_KEY_REUSED.
 */
export async function onceForKey<A extends Answer>(
  claim: IdempotencyClaim | null,
  store: Pick<Store, 'replay'>,
  {
    call,
    replay,
  }: { readonly call: () => Promise<Outcome<A>>; readonly replay: (set: ChangeSet) => Promise<A> },
): Promise<A> {
  const known = claim && (await store.replay(claim));
  if (known) return replay(known);
  const outcome = await call();
  if ('kept' in outcome) return outcome.kept;
  const kept = claim && (await store.replay(claim));
  return kept ? replay(kept) : outcome.notKept;
}
