// Promises about licenses: all of them, each once, each under its account's name.
import { describe, expect, it } from '@jest/globals';
import type { License } from '../../src/domain/license.ts';
import { testCall } from '../support/runtime.ts';
import { valueIn } from './reading.ts';
import type { Rig } from './rig.ts';

const ids = (licenses: readonly License[]): string[] => licenses.map(({ externalId }) => externalId);

/** Tries the promises of `catalogue` and `licensesInFull`. */
export function describeCatalogue(rig: Rig): void {
  describe('the catalogue', () => {
    it('has every license once', async () => {
      const { items: licenses } = await rig.account.catalogue(testCall());
      expect(ids(licenses).toSorted()).toEqual(rig.truth().licenses.toSorted());
    });

    it('names the account on every license, and on its details where it has some', async () => {
      const { account } = rig;
      const { items: licenses } = await account.catalogue(testCall());
      expect(licenses.length).toBeGreaterThan(0);
      for (const { accountKey, externalId, details } of licenses) {
        expect(accountKey).toBe(account.account.key);
        // A provider may have nothing to tell that others have not.
        if (details !== null) expect(details).toMatchObject({ accountKey, externalId });
      }
    });

    it('has licenses for assignees that the account can have', async () => {
      const { account } = rig;
      const kinds = new Set(
        (await account.catalogue(testCall())).items.flatMap(({ assigneeKinds }) => assigneeKinds),
      );
      expect([...kinds].toSorted()).toEqual(account.account.capabilities.assigneeKinds.toSorted());
    });

    it('reports seats if the account says that it does', async () => {
      const { account } = rig;
      const seats = (await account.catalogue(testCall())).items.map((license) => license.seats);
      const { reportsSeats } = account.account.capabilities;
      expect(seats.map((one) => one !== null)).toEqual(seats.map(() => reportsSeats));
    });

    it('is the same at any page size of the provider', async () => {
      for (const shape of rig.subject.shapes) {
        await rig.reshape(shape);
        const { items: licenses } = await rig.account.catalogue(testCall());
        expect(ids(licenses).toSorted()).toEqual(rig.truth().licenses.toSorted());
      }
    });
  });

  describe('licenses in full', () => {
    it('are those of the catalogue, by their keys', async () => {
      const { account } = rig;
      const { items: licenses } = await account.catalogue(testCall());
      const inFull = await account.licensesInFull?.(ids(licenses).toReversed(), testCall());
      for (const { accountKey, externalId, name } of inFull ? licenses : []) {
        expect(inFull && valueIn(inFull, externalId)).toMatchObject({ accountKey, externalId, name });
      }
      expect(inFull?.size ?? licenses.length).toBe(licenses.length);
    });

    it('are nothing for a license that does not exist', async () => {
      const unknown = rig.subject.nobody.LICENSE ?? 'no-such-license';
      const inFull = await rig.account.licensesInFull?.([unknown], testCall());
      expect(inFull?.get(unknown) ?? null).toBeNull();
    });
  });
}
