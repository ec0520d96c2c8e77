// A server that is there and cannot be used: one line when that starts, one when it is over, whoever comes across it.
import { describe, expect, it } from '@jest/globals';
import { problemOf, until } from '../../support/assertions.ts';
import { useFolder } from '../../support/folder.ts';
import { isThere, useRoleRig, startJobs, type RoleRig } from '../../support/role-store.ts';

const folder = useFolder();

/** How often the log's only line was followed by further failures cannot be seen before the end: so jobs are given time to fail by work that is waited for. */
async function failingFor(rig: RoleRig, rounds: number): Promise<void> {
  for (let round = 0; round < rounds; round += 1) {
    expect(await isThere(rig.store)).toBe(false);
    await rig.run('select pg_sleep(0.3)');
  }
}

/** The lines from the outage on: of connections that a test has broken before, others may tell. */
const ofOutage = ({ lines }: RoleRig): readonly string[] =>
  lines.filter((line) => line.startsWith('the database '));

const ENDS = /^the database can be used again \{"attempts":(\d+),/;

describe('a database', () => {
  const rig = useRoleRig(folder);

  it('that takes no writes is no database, and readiness notices', async () => {
    const jobs = await startJobs(rig.store, () => Promise.resolve());
    await rig.run(`alter database ${rig.database} set default_transaction_read_only = on`);
    await rig.disconnect();
    await until(async () => !(await isThere(rig.store)) && ofOutage(rig).length > 0);
    expect(await problemOf(rig.store.ping())).toMatchObject({
      code: 'STORE_UNAVAILABLE',
      message: 'The database of License Graph takes no writes.',
    });
    expect(await problemOf(rig.store.figures())).toMatchObject({ code: 'STORE_UNAVAILABLE' });
    await failingFor(rig, 5);
    await rig.run(`set default_transaction_read_only = off`);
    await rig.run(`alter database ${rig.database} reset default_transaction_read_only`);
    await rig.disconnect();
    await until(() => isThere(rig.store));
    rig.clock.now += 60_000;
    await rig.store.ping();
    await jobs.stop();
    const [begins, ends, ...more] = ofOutage(rig);
    expect(begins).toMatch(/^the database cannot be used .*takes no writes.*\(\S+:\d+: 25006\) Look whether/);
    // Pings, and the polls of five workers.
    expect(Number(ENDS.exec(ends ?? '')?.[1])).toBeGreaterThan(10);
    expect(more).toEqual([]);
    rig.lines.splice(0);
  });

  it('that takes no more connections tells so once', async () => {
    const jobs = await startJobs(rig.store, () => Promise.resolve());
    await rig.run(`alter role ${rig.role} connection limit 0`);
    await rig.disconnect();
    await until(async () => !(await isThere(rig.store)) && ofOutage(rig).length > 0);
    await failingFor(rig, 5);
    await rig.run(`alter role ${rig.role} connection limit -1`);
    await until(() => isThere(rig.store));
    rig.clock.now += 60_000;
    await rig.store.ping();
    await jobs.stop();
    expect(ofOutage(rig)).toEqual([
      expect.stringMatching(/^the database cannot be used .*no more connections.*max_connections/),
      expect.stringMatching(ENDS),
    ]);
  });
});
