// Feature toggles: reading one, and setting one, which is a write of its own kind.
import { describe, expect, it } from '@jest/globals';
import type { FaultRule } from '../../../emulators/core/faults.ts';
import { problemOf } from '../../support/assertions.ts';
import { useProvider } from '../../support/provider.ts';
import { testCall } from '../../support/runtime.ts';

const bench = useProvider('genesys');
const { account, emulator } = bench;

function set(name: string): Promise<unknown> {
  return account.setFeatureToggle(name, testCall());
}

describe('feature toggles', () => {
  it('are one call and always on', async () => {
    const name = 'any/thing Ö';
    expect(await account.featureToggle(name, testCall())).toEqual({ featureName: name, enabled: true });
    expect(bench.calls()).toEqual(['GET /license/toggles/any%2Fthing%20%C3%96']);
  });

  it('that tell nothing are not known', async () => {
    bench.strike({ kind: 'answer', status: 200, body: {} }, { path: 'toggles' });
    expect(await account.featureToggle('x', testCall())).toEqual({ featureName: 'x', enabled: null });
  });

  it.each(['', '..', 'a\nb', 'x'.repeat(101)])('have no name like %j', async (name) => {
    const asked = account.featureToggle(name, testCall());
    expect((await problemOf(asked)).blame).toBe('CALLER');
    expect(bench.calls()).toEqual([]);
  });
});

describe('a feature toggle', () => {
  it.each(['anything', 'odd/name #1', 'ä'])('is set in one call and stays as it was: %s', async (name) => {
    expect(await set(name)).toEqual({ featureName: name, enabled: true });
    expect(bench.calls()).toEqual([`POST /license/toggles/${encodeURIComponent(name)}`]);
    expect(await account.featureToggle(name, testCall())).toEqual({ featureName: name, enabled: true });
  });

  it('is declared as JSON like everything the vendor’s own clients send', async () => {
    await set('anything');
    expect(bench.requests.at(-1)).toMatchObject({
      method: 'POST',
      headers: { 'content-type': 'application/json' },
    });
    expect(bench.requests.at(-1)?.body).toBeUndefined();
  });

  it.each([
    ['', 'BAD_INPUT'],
    ['a\nb', 'BAD_INPUT'],
    ['x'.repeat(101), 'BAD_INPUT'],
    ['..', 'BAD_ID'],
  ])('named %j is not sent', async (name, code) => {
    expect((await problemOf(set(name))).code).toBe(code);
    expect(emulator.journal.entries()).toEqual([]);
  });

  it.each<[FaultRule['fault'], string]>([
    [{ kind: 'error', status: 503 }, 'UPSTREAM_UNAVAILABLE'],
    [{ kind: 'apply-then-cut' }, 'UPSTREAM_UNAVAILABLE'],
    [{ kind: 'html' }, 'UPSTREAM_BAD_RESPONSE'],
    [{ kind: 'half-json' }, 'UPSTREAM_BAD_RESPONSE'],
    [{ kind: 'error', status: 403 }, 'UPSTREAM_FORBIDDEN'],
  ])('is a write, sent once: %j', async (fault, code) => {
    bench.strike(fault, { path: 'license/toggles' });
    expect(await problemOf(set('anything'))).toMatchObject({ code, accountKey: 'us' });
    expect(bench.calls()).toHaveLength(1);
  });
});
