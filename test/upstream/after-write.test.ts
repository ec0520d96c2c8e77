// What is read after a write is not what was read before it.
import { problemOf } from '../support/assertions.ts';
import { describe, expect, it } from '@jest/globals';
import { READ, WRITE, answer, createGate, createScripted, failure, openCall } from './scripted.ts';

describe('a read after a write', () => {
  it('does not join one that began before it', async () => {
    const scripted = createScripted();
    const gate = createGate();
    scripted.next(gate.step, answer(200, { written: true }), answer(200, { things: 'new' }));
    const early = scripted.upstream.send(READ, openCall());
    await scripted.upstream.send(WRITE, openCall());
    const late = scripted.upstream.send(READ, openCall());
    gate.open(answer(200, { things: 'old' }));
    expect(await early).toMatchObject({ body: { things: 'old' } });
    expect(await late).toMatchObject({ body: { things: 'new' } });
    expect(scripted.sent).toHaveLength(3);
  });

  it('of a catalogue is not handed what was kept before it, even if the write failed', async () => {
    const scripted = createScripted({ limits: { catalogueMs: 60_000 } });
    const catalogue = { ...READ, catalogue: true };
    scripted.next(answer(200, { seats: 1 }), failure('UPSTREAM_UNAVAILABLE'), answer(200, { seats: 0 }));
    await scripted.upstream.send(catalogue, openCall());
    await problemOf(scripted.upstream.send(WRITE, openCall()));
    for (const _look of ['anew', 'kept']) {
      expect(await scripted.upstream.send(catalogue, openCall())).toMatchObject({ body: { seats: 0 } });
    }
    expect(scripted.sent).toHaveLength(3);
  });
});
