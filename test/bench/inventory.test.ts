// The bench of the inventory: that it checks what it measures, and its arithmetic. How fast anything is, is no test's business.
import { afterEach, describe, expect, it } from '@jest/globals';
import { checkAnswers, checkNoCalls } from '../../bench/inventory/check.ts';
import { clientOf } from '../../bench/inventory/client.ts';
import { quantile } from '../../bench/inventory/latencies.ts';
import type { Question } from '../../bench/inventory/questions.ts';
import { tableOf } from '../../bench/inventory/table.ts';
import { DATABASES } from '../support/databases.ts';
import { useChildren } from '../support/child-process.ts';
import { startStub, type StubServer } from '../support/stub-server.ts';

const children = useChildren();
const stubs: StubServer[] = [];
afterEach(async () => {
  for (const stub of stubs.splice(0)) await stub.close();
});

async function stub(body: object): Promise<string> {
  const server = await startStub(() => ({ status: 200, body }));
  stubs.push(server);
  return server.url;
}

describe('the bench of the inventory', () => {
  it.each(DATABASES)('finds all answers equal to those of %s itself, and no upstream call', async (kind) => {
    const options = ['--inventory', '--check', '--scale', '0.002', '--database', kind];
    const child = children.node(['bench/run.ts', ...options]);

    expect({ code: await child.exited, errors: child.stderr() }).toEqual({ code: 0, errors: '' });
    expect(child.stdout()).toMatch(/^200 users, 2,000 devices, 6,000 holdings\n\n/);
    expect(child.stdout()).toMatch(
      /^answers are equal: [\d,]{4,} lines of 14 questions; upstream calls: 0$/m,
    );
  });

  const names = { licenses: [], now: '', monthAgo: '', yearAgo: '' };
  const question: Question = {
    name: 'names',
    query: () => '{ names }',
    told: (data) => (data as { readonly names: readonly string[] }).names,
    expected: () => '',
  };

  it.each([
    ['another order', ['Bo', 'Ada']],
    ['a row less', ['Ada']],
    ['a row more', ['Ada', 'Bo', 'Cy']],
  ])('refuses answers with %s', async (_what, answered) => {
    const client = clientOf(await stub({ data: { names: answered } }));
    const expected = new Map([['names', [['Ada', 'Bo']]]]);
    await expect(checkAnswers(client, [question], { names, expected })).rejects.toThrow(
      'names: the inventory and the database disagree',
    );
    client.close();
  });

  it('refuses answers with errors, and answers that took upstream calls', async () => {
    const client = clientOf(await stub({ data: { names: [] }, errors: [{ message: 'half of it' }] }));
    const expected = new Map([['names', [[]]]]);
    await expect(checkAnswers(client, [question], { names, expected })).rejects.toThrow('half of it');
    client.close();

    const called = await stub({ entries: [{ method: 'GET', path: '/api/v2/users' }] });
    await expect(checkNoCalls([called])).rejects.toThrow('take no upstream call');
    await checkNoCalls([await stub({ entries: [] })]);
  });

  it('has the quantile of times in ascending order', () => {
    const times = Array.from({ length: 100 }, (_, index) => index + 1);
    expect([0, 0.5, 0.99, 1].map((share) => quantile(times, share))).toEqual([1, 51, 100, 100]);
    expect(() => quantile([], 0.5)).toThrow(RangeError);
  });

  it('tells for each database whether its own bar was met', () => {
    const lines: string[] = [];
    for (const kind of DATABASES) {
      const table = tableOf(kind, (line) => lines.push(line.replace(/ +load.*$/, '')));
      table.tell('asOf page of assignments, p50', 20);
      table.tell('first sweep', 17_000);
    }
    expect(lines.map((line) => line.split(/ {2,}/))).toEqual([
      ['asOf page of assignments, p50', '20.0 ms', 'at most 30', 'met'],
      ['first sweep', '17000 rows/s', 'at least 15000', 'met'],
      ['asOf page of assignments, p50', '20.0 ms', 'at most 15', 'missed'],
      ['first sweep', '17000 rows/s', 'at least 20000', 'missed'],
    ]);
  });
});
