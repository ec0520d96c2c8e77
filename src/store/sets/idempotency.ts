// Idempotency keys: the first call with a key gets its set, every other one the same set.
import { ProblemError, problem } from '../../domain/problem.ts';
import { clean } from '../database/json.ts';
import type { Db, Tx } from '../database/tables.ts';
import type { IdempotencyClaim } from './api.ts';

/**
 * Claims a key for a set. Null when it is ours now; else the set it stands for. While another transaction holds the key,
 * the insert waits for its end: that is how concurrent duplicates wait for the first.
 */
export async function claimKey(
  tx: Tx,
  claim: IdempotencyClaim,
  setId: string,
  now: number,
): Promise<string | null> {
  const { principal, key, inputHash } = cleaned(claim);
  const row = { principal, key, inputHash, setId, createdAt: new Date(now) };
  for (;;) {
    const inserted = await tx
      .insertInto('idempotencyKeys')
      .values(row)
      .onConflict((conflict) => conflict.columns(['principal', 'key']).doNothing())
      .returning('setId')
      .executeTakeFirst();
    if (inserted !== undefined) return null;
    const taken = await keyTaken(tx, claim);
    // Retention may have deleted it in between; then it is free.
    if (taken !== null) return taken;
  }
}

/** The set a key stands for; null when it is free. Throws IDEMPOTENCY_KEY_REUSED when it was used for something else. */
export async function keyTaken(db: Db, claim: IdempotencyClaim): Promise<string | null> {
  const { principal, key, inputHash } = cleaned(claim);
  const row = await db
    .selectFrom('idempotencyKeys')
    .select(['inputHash', 'setId'])
    .where('principal', '=', principal)
    .where('key', '=', key)
    .executeTakeFirst();
  if (row !== undefined && row.inputHash !== inputHash) throw reused();
  return row?.setId ?? null;
}

/** Frees a key that this transaction claimed. */
export async function freeKey(tx: Tx, claim: IdempotencyClaim): Promise<void> {
  const { principal, key } = cleaned(claim);
  await tx.deleteFrom('idempotencyKeys').where('principal', '=', principal).where('key', '=', key).execute();
}

function cleaned({ principal, key, inputHash }: IdempotencyClaim): IdempotencyClaim {
  return { principal: clean(principal), key: clean(key), inputHash: clean(inputHash) };
}

function reused(): ProblemError {
  return new ProblemError(
    problem('IDEMPOTENCY_KEY_REUSED', 'CALLER', 'This idempotency key was used for another request before.', {
      hint: 'Take a new key for a new request, and the same key only to repeat the same one.',
    }),
  );
}
