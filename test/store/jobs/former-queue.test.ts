// The queue that `resume` had in version 0.2, `sweep`, in a database that replicas of that version still use.
import { expect, it, describe } from '@jest/globals';
import type { JobHandlers } from '../../../src/store/jobs/api.ts';
import { until } from '../../support/assertions.ts';
import { DATABASES } from '../../support/databases.ts';
import { opened } from '../../support/lifecycle.ts';
import { rigOver } from '../../support/store.ts';
import { useStoreOf02 } from '../../support/store-of-02.ts';

const INTERVALS = {
  resumeMs: 3_600_000,
  settleMs: 3_600_000,
  fireSchedulesMs: 3_600_000,
  retentionMs: 3_600_000,
};
const NOTHING = () => Promise.resolve();
const LEFT = `select state::text from pgboss.job where name = 'sweep'`;

describe.each(DATABASES)('a job that version 0.2 left on %s', (kind) => {
  const before = useStoreOf02(kind);

  describe('in the queue `sweep`', () => {
    const rig = opened(
      async () => {
        await before.query(`insert into pgboss.job (name, policy) values ('sweep', 'short')`);
        return rigOver(before.options);
      },
      (it) => it.close(),
    );

    it('stays for replicas of that version, while `resume` does the same work', async () => {
      let resumed = 0;
      const handlers: JobHandlers = {
        runPart: NOTHING,
        resume: () => Promise.resolve(void (resumed += 1)),
        settle: NOTHING,
        fireSchedules: NOTHING,
        retention: NOTHING,
      };
      const jobs = await rig.store.startJobs(handlers, INTERVALS, 1);
      rig.tick();
      await until(() => resumed > 0);
      await jobs.stop();
      expect(resumed).toBe(1);
      expect(await rig.query(LEFT)).toEqual([{ state: 'created' }]);
      // Nobody of this version works on it, so that it would be late for ever.
      const { jobs: queues } = await rig.store.figures();
      expect([...queues.keys()]).toEqual([
        'run-part',
        'resume',
        'settle',
        'fire-schedules',
        'retention',
        'run-sweep',
        'plan-sweeps',
        'work-out-findings',
      ]);
    });
  });
});
