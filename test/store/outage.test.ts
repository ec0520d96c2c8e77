// What the log is told of a database that cannot be used.
import { describe, expect, it } from '@jest/globals';
import { storeError } from '../../src/store/database/failure.ts';
import { createOutage } from '../../src/store/outage.ts';

function rig() {
  const lines: string[] = [];
  const write = (details: object, message: string): void => {
    lines.push(`${message} ${JSON.stringify(details)}`);
  };
  const clock = { now: 1_000 };
  const outage = createOutage({
    log: { info: write, warn: write, error: write },
    where: () => 'db:5432',
    now: () => clock.now,
  });
  const fail = (code: string): void => outage.failed(storeError(Object.assign(new Error('x'), { code })));
  return { outage, lines, clock, fail };
}

describe('an outage', () => {
  it('is told when it starts and when it is over, with the attempts in between', () => {
    const { outage, lines, clock, fail } = rig();
    outage.connected();
    outage.worked();
    fail('28P01');
    for (let count = 0; count < 9; count += 1) fail('28P01');
    // What an older connection does says nothing of new ones.
    outage.worked();
    clock.now += 5_000;
    outage.connected();
    outage.connected();
    expect(lines).toEqual([
      expect.stringMatching(
        /^the database cannot be used .*refuses its user or password.*"hint":"\(db:5432: 28P01\) Look at user/,
      ),
      'the database can be used again {"attempts":10,"ms":5000}',
    ]);
  });

  it('is told anew when it becomes another one', () => {
    const { lines, fail, outage } = rig();
    fail('ECONNREFUSED');
    fail('ECONNREFUSED');
    fail('3D000');
    outage.over();
    expect(lines).toEqual([
      expect.stringContaining('cannot be reached'),
      expect.stringMatching(/is not on its server.*"attemptsBefore":2/),
      'the database can be used again {"attempts":3,"ms":0}',
    ]);
  });

  it('of reasons that alternate tells each once', () => {
    const { lines, fail } = rig();
    for (const code of ['25006', '53300', '25006', '53300', '57014']) fail(code);
    expect(lines).toHaveLength(2);
  });

  it.each([['57P01'], ['ECONNRESET']])('of what passes is one when it goes on: %s', (code) => {
    const { outage, lines, clock, fail } = rig();
    fail(code);
    fail(code);
    clock.now += 4_000;
    outage.connected();
    clock.now += 4_000;
    fail(code);
    fail(code);
    clock.now += 4_000;
    fail(code);
    expect(lines).toEqual([]);
    clock.now += 1_000;
    fail(code);
    outage.over();
    expect(lines).toEqual([
      expect.stringMatching(/^the database cannot be used .*"attemptsBefore":3/),
      'the database can be used again {"attempts":4,"ms":5000}',
    ]);
  });

  it('of a right ends when nothing has lacked it for a minute: connections tell nothing of rights', () => {
    const { outage, lines, clock, fail } = rig();
    fail('42501');
    outage.connected();
    outage.worked();
    clock.now += 59_000;
    fail('42501');
    clock.now += 59_000;
    outage.worked();
    expect(lines).toHaveLength(1);
    clock.now += 1_000;
    outage.worked();
    expect(lines.slice(1)).toEqual(['the database can be used again {"attempts":2,"ms":119000}']);
  });
});
