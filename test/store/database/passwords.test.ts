// Passwords of PostgreSQL that are exchanged while a process runs, and those that are wrong.
import { describe, expect, it } from '@jest/globals';
import { applicationName } from '../../../src/store/database/versions.ts';
import { problemOf, until } from '../../support/assertions.ts';
import { PLAIN, aSet, someChanges } from '../../support/builders.ts';
import { useFolder } from '../../support/folder.ts';
import { isThere, useRoleRig, startJobs } from '../../support/role-store.ts';

const folder = useFolder();

const isOfOutage = (line: string): boolean => line.startsWith('the database c');

describe('a password in a file', () => {
  const rig = useRoleRig(folder);

  it('is read by every connection that is opened: of the store, of its jobs and of the listener', async () => {
    const { store } = rig;
    const ran: string[] = [];
    const jobs = await startJobs(store, ({ setId }) => Promise.resolve(void ran.push(setId)));
    const watch = store.watchSet('nothing');
    await watch.news();
    await rig.alter('second');
    await rig.write('second');
    const back = watch.news();
    await rig.disconnect();
    await back;
    await until(() => isThere(store));
    const { set } = await store.createSet(aSet(), someChanges('a', 1), { ...PLAIN, enqueue: true });
    await until(() => ran.includes(set.id));
    expect(await rig.applications()).toEqual([
      applicationName('-jobs'),
      'license-graph-live',
      applicationName(''),
    ]);
    expect(rig.lines.join('\n')).not.toMatch(/second|cannot be used/);
    watch.close();
    await jobs.stop();
  });

  it.each(['postgres://me:pass/word@127.0.0.1/x', 'postgres://me:%E0%A4@127.0.0.1/x'])(
    'is not taken where it makes no address: %s',
    async (text) => {
      await rig.writeText(text);
      await rig.disconnect();
      await until(() => isThere(rig.store));
      expect(rig.lines.join('\n')).not.toMatch(/cannot be used/);
    },
  );
});

describe('a password that becomes wrong', () => {
  const rig = useRoleRig(folder);

  it('is told once with what to do, and once when it is mended, with the attempts in between', async () => {
    const { store, lines } = rig;
    await rig.rests();
    await rig.alter('other');
    await rig.disconnect();
    await until(async () => !(await isThere(store)) && lines.some(isOfOutage));
    for (let count = 0; count < 5; count += 1) {
      expect(await problemOf(store.ping())).toMatchObject({
        code: 'STORE_UNAVAILABLE',
        message: expect.stringContaining('refuses its user or password'),
        hint: expect.stringContaining('store.url'),
      });
    }
    await rig.write('other');
    await store.ping();
    expect(lines.filter(isOfOutage)).toEqual([
      expect.stringMatching(
        /^the database cannot be used .*"hint":"\(\S+: 28P01\) Look at user and password/,
      ),
      expect.stringMatching(/^the database can be used again \{"attempts":([6-9]|\d\d+),/),
    ]);
  });
});
