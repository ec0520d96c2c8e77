// The embedded database in a directory: it lasts, and it belongs to one process at a time.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { makeDatabaseIn } from '../../src/store/new-database.ts';
import { openStore } from '../../src/store/store.ts';
import { verifyAudit } from '../../src/store/verify-audit.ts';
import { problemOf } from '../support/assertions.ts';
import { PLAIN, aSet, someChanges } from '../support/builders.ts';
import { rigOver, type Rig } from '../support/store.ts';

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

describe('making a database', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'license-graph-store-'));
  });
  afterAll(() => rm(folder, { recursive: true }));
  const open = (directory: string, signal: AbortSignal) =>
    openStore(
      { kind: 'embedded', directory },
      { now: Date.now, newId: randomUUID, log: QUIET, every: () => () => undefined, signal },
    );

  it('leaves the process free for other work, and a statement lets it have a turn', async () => {
    let ticks = 0;
    const timer = setInterval(() => (ticks += 1), 10);
    const rig = await rigOver({ kind: 'embedded', directory: null });
    clearInterval(timer);
    expect(ticks).toBeGreaterThan(20);
    let turns = 0;
    let counting = true;
    const count = (): void => {
      turns += 1;
      if (counting) setImmediate(count);
    };
    count();
    for (let statement = 0; statement < 50; statement += 1) await rig.store.ping();
    counting = false;
    expect(turns).toBeGreaterThanOrEqual(50);
    await rig.close();
  }, 60_000);

  it('can be given up in the middle, leaves no thread, and is begun anew the next time', async () => {
    const directory = join(folder, 'given up');
    const stopping = new AbortController();
    const opened = open(directory, stopping.signal);
    const unfinished = () => readdir(directory).catch((): string[] => []);
    while (!(await unfinished()).includes('postgres.new')) await delay(10);
    stopping.abort(new Error('the process stops'));
    await expect(opened).rejects.toMatchObject({ cause: { message: 'the process stops' } });
    // A thread that still ran would go on writing.
    await rm(join(directory, 'postgres.new'), { recursive: true });
    await delay(300);
    expect(await unfinished()).toEqual(['lock']);
    await expect(open(directory, stopping.signal)).rejects.toMatchObject({ problem: { code: 'INTERNAL' } });
    const store = await open(directory, new AbortController().signal);
    expect(await unfinished()).toContain('postgres');
    expect(await unfinished()).not.toContain('postgres.new');
    await store.close();
  }, 60_000);

  it('that fails in its thread fails with the cause', async () => {
    const made = makeDatabaseIn(join(folder, 'missing', 'postgres'), undefined);
    await expect(made).rejects.toMatchObject({ cause: { code: 'ENOENT' } });
  }, 60_000);

  it('is not what checking an audit log does', async () => {
    const options = { kind: 'embedded', directory: join(folder, 'mistyped') } as const;
    expect(await problemOf(verifyAudit(options, QUIET))).toMatchObject({ code: 'STORE_UNAVAILABLE' });
    expect(await readdir(folder)).not.toContain('mistyped');
  });
});
