// Promises about ids and account keys: junk never gets as far as a request, and every value says whose it is.
import { describe, expect, it } from '@jest/globals';
import type { ProviderAccount, IdKind } from '../../src/providers/provider.ts';
import { rowsOf } from '../support/pages.ts';
import { testCall } from '../support/runtime.ts';
import { collectionOf, kindsOf, readsOf } from './reading.ts';
import type { Rig } from './rig.ts';

const KINDS: readonly IdKind[] = ['LICENSE', 'USER', 'DEVICE', 'WORKSPACE', 'ENTITY'];

const JUNK: readonly string[] = [
  '',
  '.',
  '..',
  '\u0000',
  'a\u0000b',
  'a\nb',
  'a\r\nx-evil: 1',
  'a\tb',
  '\u001b[31m',
  'a\u007fb',
  'a\u0085b',
  '\ud800',
  'x'.repeat(10_000),
  '0'.repeat(10_000),
];

/** Every `accountKey` in a value, however deep. */
function accountKeysIn(value: unknown, seen = new Set<unknown>()): Set<unknown> {
  const keys = new Set<unknown>();
  if (typeof value !== 'object' || value === null || seen.has(value)) return keys;
  seen.add(value);
  const parts: unknown[] = value instanceof Map ? [...value.values()] : Object.values(value);
  for (const part of parts) for (const key of accountKeysIn(part, seen)) keys.add(key);
  if ('accountKey' in value) keys.add(value.accountKey);
  return keys;
}

/** Tries the promises of `accepts`, and that of every value to name its account. */
export function describeAccepting(rig: Rig, idle: ProviderAccount): void {
  describe('ids', () => {
    it.each(KINDS)('junk is no id of a %s', (kind) => {
      expect(JUNK.filter((text) => rig.account.accepts(kind, text))).toEqual([]);
    });

    it('of licenses and assignees that the lists give are accepted', async () => {
      const { account } = rig;
      const assignments = await rowsOf((cursor) => account.assignments.page(cursor, testCall()));
      const given = assignments.flatMap(({ licenseId, assignee }): [IdKind, string][] => [
        ['LICENSE', licenseId],
        [assignee.kind, assignee.externalId],
      ]);
      for (const { externalId } of (await account.catalogue(testCall())).items)
        given.push(['LICENSE', externalId]);
      for (const kind of kindsOf(account)) {
        const rows = await rowsOf((cursor) => collectionOf(account, kind).page(cursor, testCall()));
        for (const { externalId } of rows) given.push([kind, externalId]);
      }
      expect(given.length).toBeGreaterThan(10);
      expect(given.filter(([kind, id]) => !account.accepts(kind, id))).toEqual([]);
    });

    it('that nobody has may be ids all the same', () => {
      const wellFormed = KINDS.flatMap((kind): [IdKind, string][] => {
        const id = rig.subject.nobody[kind];
        return id === undefined ? [] : [[kind, id]];
      });
      expect(wellFormed.filter(([kind, id]) => !rig.account.accepts(kind, id))).toEqual([]);
    });

    it('are none of a kind that the provider does not have', () => {
      const { account } = rig;
      const kinds = KINDS.filter(
        (kind) => kind !== 'LICENSE' && !account.account.capabilities.assigneeKinds.includes(kind),
      );
      const ids = Object.values(rig.truth().lists).map(([id]) => id ?? '');
      for (const kind of kinds) expect(ids.filter((id) => account.accepts(kind, id))).toEqual([]);
      expect(kinds.length).toBeGreaterThan(0);
    });
  });

  describe('the account', () => {
    it('has the lists of the kinds it says it has', () => {
      const kinds = kindsOf(rig.account);
      expect(kinds.toSorted()).toEqual(rig.account.account.capabilities.assigneeKinds.toSorted());
    });

    it('has the abilities it says it has', () => {
      const { account, inferLicenses, featureToggle } = rig.account;
      expect(inferLicenses !== undefined).toBe(account.capabilities.infersLicensesFromRoles);
      expect(featureToggle !== undefined).toBe(account.capabilities.hasFeatureToggles);
    });

    it.each(readsOf(rig.subject, idle))('is named in everything that $name gives', async ({ run }) => {
      const keys = accountKeysIn(await run(rig.account, testCall()));
      keys.delete(rig.account.account.key);
      expect([...keys]).toEqual([]);
    });
  });
}
