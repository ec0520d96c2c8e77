// What tests open is closed in reverse order, so that nothing loses what it depends on.
import { describe, expect, it } from '@jest/globals';
import { opened } from './lifecycle.ts';

describe('what is opened', () => {
  const told: string[] = [];
  const thing = (name: string) =>
    opened(
      () => {
        told.push(`open ${name}`);
        return { name };
      },
      (it) => void told.push(`close ${it.name}`),
    );

  describe('in a block, and in one within it,', () => {
    const server = thing('server');
    const client = thing('client');

    it('can be used in the order it is written in', () => {
      expect([server.name, client.name]).toEqual(['server', 'client']);
      expect(told).toEqual(['open server', 'open client']);
    });

    describe('the other', () => {
      thing('session');
      const call = thing('call');

      it('can be used beside it', () => {
        expect(`${server.name} ${call.name}`).toBe('server call');
      });
    });
  });

  it('was closed the other way round', () => {
    expect(told).toEqual([
      'open server',
      'open client',
      'open session',
      'open call',
      'close call',
      'close session',
      'close client',
      'close server',
    ]);
  });
});
