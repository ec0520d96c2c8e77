// The embedded database in a directory: it lasts, and it belongs to one process at a time.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verifyAudit } from '../../src/store/verify-audit.ts';
import { PLAIN, aSet, problemOf, rigOver, someChanges, type Rig } from './rig.ts';

const QUIET = { info: () => undefined, warn: () => undefined, error: () => undefined };

describe('a directory', () => {
  let folder: string;
  let rig: Rig;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'license-graph-store-'));
    rig = await rigOver({ kind: 'embedded', directory: join(folder, 'made', 'as needed') });
  }, 60_000);
  afterAll(async () => {
    await rig.close();
    await rm(folder, { recursive: true });
  });
  const options = () => ({ kind: 'embedded', directory: join(folder, 'made', 'as needed') }) as const;

  it('is refused to a second store, keeps everything, and can be checked while it is closed', async () => {
    const { set } = await rig.store.createSet(aSet(), someChanges('a', 2), PLAIN);
    expect(await problemOf(rigOver(options()))).toMatchObject({
      code: 'STORE_UNAVAILABLE',
      retryable: false,
    });
    expect(await problemOf(verifyAudit(options(), QUIET))).toMatchObject({ code: 'STORE_UNAVAILABLE' });
    await rig.close();
    expect(await verifyAudit(options(), QUIET)).toEqual({ ok: true, checked: 1, firstBad: null });
    rig = await rigOver(options());
    expect(await rig.store.set(set.id)).toEqual(set);
    expect(await rig.store.progress(set.id)).toMatchObject({ total: 2 });
  }, 60_000);

  it('answers with a problem once it is closed', async () => {
    const closed = await rigOver({ kind: 'embedded', directory: null });
    await closed.close();
    expect(await problemOf(closed.store.ping())).toMatchObject({
      code: 'STORE_UNAVAILABLE',
      blame: 'PLATFORM',
    });
    const created = closed.store.createSet(aSet(), [], PLAIN);
    expect(await problemOf(created)).toMatchObject({ code: 'STORE_UNAVAILABLE', retryable: true });
  }, 60_000);
});
