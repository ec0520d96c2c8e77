// Identical reads at the same time are sent once, for everybody who stays.
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { createFlights } from '../../../src/upstream/send/single-flight.ts';

const never = new AbortController().signal;

/** A read that ends when told to, or with its signal. */
function createRead() {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  let signal: AbortSignal | null = null;
  let starts = 0;
  return {
    start(given: AbortSignal): Promise<string> {
      starts += 1;
      signal = given;
      given.addEventListener('abort', () => reject(given.reason), { once: true });
      return promise;
    },
    resolve,
    reject,
    starts: () => starts,
    isAborted: () => signal?.aborted ?? false,
    reason: (): unknown => signal?.reason,
  };
}

describe('flights', () => {
  it('are shared by those who ask for the same at the same time', async () => {
    const flights = createFlights<string>(() => 0);
    const read = createRead();
    const one = flights.run('a', never, read.start);
    const other = flights.run('a', never, read.start);
    read.resolve('answer');
    expect(await Promise.all([one.answer, other.answer])).toEqual(['answer', 'answer']);
    expect([one.joined, other.joined, read.starts()]).toEqual([false, true, 1]);
  });

  it('are not shared by those who ask for something else', async () => {
    const flights = createFlights<string>(() => 0);
    const one = flights.run('a', never, () => Promise.resolve('A'));
    const other = flights.run('b', never, () => Promise.resolve('B'));
    expect([await one.answer, await other.answer, other.joined]).toEqual(['A', 'B', false]);
  });

  it('are over when they have landed', async () => {
    const flights = createFlights<string>(() => 0);
    expect(await flights.run('a', never, () => Promise.resolve('old')).answer).toBe('old');
    const later = flights.run('a', never, () => Promise.resolve('new'));
    expect([later.joined, await later.answer]).toEqual([false, 'new']);
  });

  it('fail for everybody aboard, and for nobody after', async () => {
    const flights = createFlights<string>(() => 0);
    const read = createRead();
    const aboard = [flights.run('a', never, read.start), flights.run('a', never, read.start)];
    const failed = new Error('down');
    read.reject(failed);
    const outcomes = await Promise.allSettled(aboard.map((flight) => flight.answer));
    expect(outcomes.map((outcome) => outcome.status === 'rejected' && outcome.reason === failed)).toEqual([
      true,
      true,
    ]);
    expect(await flights.run('a', never, () => Promise.resolve('up')).answer).toBe('up');
  });

  it('go on for those who stay when one leaves', async () => {
    const flights = createFlights<string>(() => 0);
    const read = createRead();
    const leaver = new AbortController();
    const gone = flights.run('a', leaver.signal, read.start).answer;
    const stayed = flights.run('a', never, read.start).answer;
    const reason = new Error('client gone');
    leaver.abort(reason);
    await expect(gone).rejects.toBe(reason);
    expect(read.isAborted()).toBe(false);
    read.resolve('answer');
    expect(await stayed).toBe('answer');
  });

  it('are called off when the last one leaves, and only then', async () => {
    const flights = createFlights<string>(() => 0);
    const read = createRead();
    const leavers = [new AbortController(), new AbortController(), new AbortController()];
    const answers = leavers.map((leaver) => flights.run('a', leaver.signal, read.start).answer);
    const aborted: boolean[] = [];
    for (const [index, leaver] of leavers.entries()) {
      const reason = new Error(`leaver ${index}`);
      leaver.abort(reason);
      await expect(answers[index]).rejects.toBe(reason);
      aborted.push(read.isAborted());
    }
    expect(aborted).toEqual([false, false, true]);
    expect(read.reason()).toMatchObject({ message: 'leaver 2' });
  });

  it('that were called off are not joined', async () => {
    const flights = createFlights<string>(() => 0);
    const slow = createRead();
    const leaver = new AbortController();
    const gone = flights.run('a', leaver.signal, slow.start).answer;
    leaver.abort(new Error('gone'));
    await expect(gone).rejects.toThrow('gone');
    const next = flights.run('a', never, () => Promise.resolve('fresh'));
    expect([next.joined, await next.answer]).toEqual([false, 'fresh']);
  });

  it('that landed late do not push out the one that took their place', async () => {
    const flights = createFlights<string>(() => 0);
    const late = Promise.withResolvers<string>();
    const leaver = new AbortController();
    const gone = flights.run('a', leaver.signal, () => late.promise).answer;
    leaver.abort(new Error('gone'));
    await expect(gone).rejects.toThrow('gone');
    const read = createRead();
    const second = flights.run('a', never, read.start);
    late.resolve('late');
    await delay(1);
    const third = flights.run('a', never, read.start);
    read.resolve('second');
    expect([third.joined, await second.answer, await third.answer]).toEqual([true, 'second', 'second']);
  });

  it('of a caller who is gone already end at once', async () => {
    const flights = createFlights<string>(() => 0);
    const read = createRead();
    const reason = new Error('gone before');
    await expect(flights.run('a', AbortSignal.abort(reason), read.start).answer).rejects.toBe(reason);
    expect(read.isAborted()).toBe(true);
  });

  it('of others are not harmed by a caller who is gone already', async () => {
    const flights = createFlights<string>(() => 0);
    const read = createRead();
    const first = flights.run('a', never, read.start).answer;
    const late = flights.run('a', AbortSignal.abort(new Error('gone')), read.start).answer;
    await expect(late).rejects.toThrow('gone');
    expect(read.isAborted()).toBe(false);
    read.resolve('answer');
    expect(await first).toBe('answer');
  });
});

describe('answers that are kept', () => {
  it('are handed on for a while, and then read anew', async () => {
    const flights = createFlights<number>(() => 5);
    let reads = 0;
    const read = (): Promise<number> => Promise.resolve((reads += 1));
    expect(await flights.run('a', never, read).answer).toBe(1);
    const kept = flights.run('a', never, read);
    expect([kept.joined, await kept.answer]).toEqual([true, 1]);
    await delay(10);
    const anew = flights.run('a', never, read);
    expect([anew.joined, await anew.answer]).toEqual([false, 2]);
  });

  it('are no failures', async () => {
    const flights = createFlights<string>(() => 60_000);
    const failed = flights.run('a', never, () => Promise.reject(new Error('down'))).answer;
    await expect(failed).rejects.toThrow('down');
    expect(await flights.run('a', never, () => Promise.resolve('up')).answer).toBe('up');
  });

  it('stay for others when somebody who is gone asks for them', async () => {
    const flights = createFlights<number>(() => 60_000);
    let reads = 0;
    const read = (): Promise<number> => Promise.resolve((reads += 1));
    await flights.run('a', never, read).answer;
    await expect(flights.run('a', AbortSignal.abort(new Error('gone')), read).answer).rejects.toThrow('gone');
    const kept = flights.run('a', never, read);
    expect([kept.joined, await kept.answer, reads]).toEqual([true, 1, 1]);
  });
});
