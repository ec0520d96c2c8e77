// The embedded database: it is made in a thread or by another process, lasts in its directory, and belongs to one process at a time.
import { afterEach, describe, expect, it } from '@jest/globals';
import type { ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import type { Worker } from 'node:worker_threads';
import { silentLog } from '../../../src/domain/log.ts';
import { makeDatabaseIn, newDatabaseFiles } from '../../../src/store/database/embedded/new-database.ts';
import { lookAtStore } from '../../../src/store/look.ts';
import { openStore } from '../../../src/store/store.ts';
import { verifyAudit } from '../../../src/store/audit/verify-audit.ts';
import { problemOf, until } from '../../support/assertions.ts';
import { PLAIN, aSet, someChanges } from '../../support/builders.ts';
import { useFolder } from '../../support/folder.ts';
import { opened } from '../../support/lifecycle.ts';
import { rigOver, type Rig } from '../../support/store.ts';

/** What Node tells on its channels, as it documents them. */
interface Started {
  readonly child_process: { readonly process: ChildProcess };
  readonly worker_threads: { readonly worker: Worker };
}

/** Calls `seen` with each process or thread that is started during the work. */
async function watching<Channel extends keyof Started, T>(
  channel: Channel,
  seen: (started: Started[Channel]) => void,
  work: () => Promise<T>,
): Promise<T> {
  const watch = (message: unknown): void => seen(message as Started[Channel]); // as documented
  subscribe(channel, watch);
  try {
    return await work();
  } finally {
    unsubscribe(channel, watch);
  }
}

describe('a database in memory', () => {
  const events: string[] = [];
  const rig = opened(
    () =>
      watching(
        'child_process',
        ({ process: child }) => {
          child.once('spawn', () => {
            events.push('the process works');
            setImmediate(() => events.push('other work is done'));
          });
          child.once('exit', () => events.push('the process is through'));
        },
        () => rigOver({ kind: 'embedded', directory: null }, true),
      ),
    (it) => it.close(),
  );

  it('is made by another process, which leaves this one free for other work', () => {
    expect(events).toEqual(['the process works', 'other work is done', 'the process is through']);
  });

  it('keeps few pages beside its files, which are in memory themselves', async () => {
    expect(await rig.query('show shared_buffers')).toEqual([{ shared_buffers: '16MB' }]);
  });

  it('is not made when it is given up, and no process is left', async () => {
    const stopping = new AbortController();
    const children: ChildProcess[] = [];
    const made = watching(
      'child_process',
      ({ process: child }) => {
        children.push(child);
        child.once('spawn', () => stopping.abort(new Error('given up')));
      },
      () => newDatabaseFiles(stopping.signal),
    );
    await expect(made).rejects.toThrow('given up');
    expect(children.map(({ signalCode }) => signalCode)).toEqual(['SIGKILL']);
  });

  it('lets other work have a turn with every statement', async () => {
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
  });

  it('answers with a problem once it is closed', async () => {
    await rig.close();
    expect(await problemOf(rig.store.ping())).toMatchObject({
      code: 'STORE_UNAVAILABLE',
      blame: 'PLATFORM',
    });
    const created = rig.store.createSet(aSet(), [], PLAIN);
    expect(await problemOf(created)).toMatchObject({ code: 'STORE_UNAVAILABLE', retryable: true });
  });
});

describe('a directory', () => {
  const folder = useFolder();
  const directory = (): string => folder.at('made', 'as needed');
  const options = () => ({ kind: 'embedded', directory: directory() }) as const;
  const rigs: Rig[] = [];
  afterEach(async () => {
    for (const rig of rigs.splice(0)) await rig.close();
  });
  async function openRig(): Promise<Rig> {
    const rig = await rigOver(options());
    rigs.push(rig);
    return rig;
  }
  const files = () => readdir(directory()).catch((): string[] => []);
  const open = (signal: AbortSignal) =>
    openStore(options(), {
      now: Date.now,
      newId: randomUUID,
      log: silentLog,
      every: () => () => undefined,
      signal,
    });

  it('can be given up while its database is made, which leaves no thread, and is begun anew the next time', async () => {
    const stopping = new AbortController();
    const threads: Worker[] = [];
    const given = watching(
      'worker_threads',
      ({ worker }) => threads.push(worker),
      () => open(stopping.signal),
    );
    given.catch(() => undefined);
    await until(async () => (await files()).includes('postgres.new'));
    stopping.abort(new Error('the process stops'));
    await expect(given).rejects.toMatchObject({ cause: { message: 'the process stops' } });
    // What Node calls a thread that has ended.
    expect(threads.map(({ threadId }) => threadId)).toEqual([-1]);
    await rm(folder.at('made', 'as needed', 'postgres.new'), { recursive: true });
    expect(await files()).toEqual(['lock']);
    await expect(open(stopping.signal)).rejects.toMatchObject({ problem: { code: 'INTERNAL' } });
    const store = await open(new AbortController().signal);
    await store.close();
    expect(await files()).toContain('postgres');
    expect(await files()).not.toContain('postgres.new');
  });

  it('is refused to a second store, keeps everything, and can be checked while it is closed', async () => {
    const first = await openRig();
    const { set } = await first.store.createSet(aSet(), someChanges('a', 2), PLAIN);
    expect(await problemOf(rigOver(options()))).toMatchObject({
      code: 'STORE_UNAVAILABLE',
      retryable: true,
      hint: expect.stringMatching(/a directory of its own.*wait until the other one ends/),
    });
    expect(await problemOf(verifyAudit(options(), silentLog))).toMatchObject({ code: 'STORE_UNAVAILABLE' });
    await rigs.pop()?.close();
    expect(await verifyAudit(options(), silentLog)).toEqual({ ok: true, checked: 1, firstBad: null });
    const second = await openRig();
    expect(await second.store.set(set.id)).toEqual(set);
    expect(await second.store.progress(set.id)).toMatchObject({ total: 2 });
  });

  it('whose database cannot be made fails with the cause', async () => {
    const made = makeDatabaseIn(folder.at('missing', 'postgres'), undefined);
    await expect(made).rejects.toMatchObject({ cause: { code: 'ENOENT' } });
  });

  it('that cannot be written to is a problem that says so', async () => {
    await writeFile(folder.at('a file'), '');
    const directory = folder.at('a file', 'data');
    const problem = {
      code: 'STORE_UNAVAILABLE',
      message: expect.stringContaining('cannot be written to'),
      hint: expect.stringContaining(directory),
    };
    expect(await problemOf(rigOver({ kind: 'embedded', directory }))).toMatchObject(problem);
    expect(await problemOf(lookAtStore({ kind: 'embedded', directory }))).toMatchObject(problem);
    // A lock that is no file, as SQLite finds it.
    await mkdir(folder.at('locked', 'lock'), { recursive: true });
    const locked = rigOver({ kind: 'embedded', directory: folder.at('locked') });
    expect(await problemOf(locked)).toMatchObject({ ...problem, hint: expect.stringContaining('locked') });
  });

  it('gets no database by checking its audit log', async () => {
    const mistyped = { kind: 'embedded', directory: folder.at('mistyped') } as const;
    expect(await problemOf(verifyAudit(mistyped, silentLog))).toMatchObject({ code: 'STORE_UNAVAILABLE' });
    expect(await readdir(folder.path)).not.toContain('mistyped');
  });
});
