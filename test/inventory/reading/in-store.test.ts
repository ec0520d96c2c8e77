// What is said of a read that takes longer than its request has time.
import { describe, expect, it } from '@jest/globals';
import { ProblemError, problem } from '../../../src/domain/problem.ts';
import { inStore } from '../../../src/inventory/reading/in-store.ts';

const never = () => new Promise<never>(() => undefined);
const LATE = new ProblemError(problem('DEADLINE_EXCEEDED', 'PROVIDER', 'The provider had not answered.'));
const GONE = new ProblemError(problem('CLIENT_GONE', 'CALLER', 'The client went away.'));

describe('a read in the store', () => {
  const read = (opened: () => Promise<string>, reason: ProblemError, work: () => Promise<string>) => {
    const request = new AbortController();
    const answer = inStore(opened, request.signal)(work);
    setImmediate(() => request.abort(reason));
    return answer;
  };
  const open = () => Promise.resolve('store');

  it('says that the database is still being opened', async () => {
    await expect(read(never, LATE, open)).rejects.toMatchObject({
      problem: { code: 'STORE_UNAVAILABLE', message: expect.stringContaining('opened'), retryable: true },
    });
  });

  it('says that the database had not answered', async () => {
    await expect(read(open, LATE, never)).rejects.toMatchObject({
      problem: { code: 'DEADLINE_EXCEEDED', blame: 'PLATFORM', message: expect.stringContaining('database') },
    });
  });

  it('says of a client that has gone what is said of it everywhere', async () => {
    await expect(read(never, GONE, open)).rejects.toBe(GONE);
    await expect(read(open, GONE, never)).rejects.toBe(GONE);
  });

  it('gives what the opening failed with', async () => {
    await expect(read(() => Promise.reject(GONE), LATE, open)).rejects.toBe(GONE);
    await expect(read(open, LATE, open)).resolves.toBe('store');
  });
});
