// Works findings out: of whom, with what, by how many processes, and what becomes of failures.
import { describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { ProblemError, problem } from '../../src/domain/problem.ts';
import { silentTracer } from '../../src/domain/telemetry/tracer.ts';
import { workOutFindings, type FinderDeps, type FinderSettings } from '../../src/insight/finder.ts';
import type { GivenRule } from '../../src/insight/rules/given-rule.ts';
import { DATABASES } from '../support/databases.ts';
import { ruleSettings } from '../support/findings.ts';
import { insertInto } from '../support/inventory-rows.ts';
import { useStore } from '../support/store.ts';
import { fixtureOf, writeFixture } from '../store/findings/rule-fixtures.ts';

const ON: FinderSettings = { ...ruleSettings(), off: false };
const TODAY = '2031-05-01';

describe.each(DATABASES)('findings on %s', (database) => {
  const rig = useStore(database);
  const { store, clock, query } = rig;

  function deps(over: Partial<FinderDeps> = {}) {
    const lines: string[] = [];
    const write = (level: string) => (details: object, message: string) =>
      void lines.push(`${level} ${message} ${JSON.stringify(details)}`);
    const log = { info: write('info'), warn: write('warn'), error: write('error') };
    const made: FinderDeps = {
      store,
      rules: [],
      settingsOf: () => ON,
      today: () => TODAY,
      now: () => clock.now,
      newId: randomUUID,
      log,
      tracer: silentTracer,
      ...over,
    };
    return { lines, run: () => workOutFindings(made, new AbortController().signal) };
  }
  const open = async (): Promise<readonly string[]> =>
    (await store.openFindings()).map(({ accountKey, code, count }) => `${accountKey} ${code} ${count}`);
  const looks = () =>
    query('select key, findings_at is not null as looked from inventory_accounts order by no');
  /** A rule of which every account has a finding. */
  function counting(): GivenRule & { readonly asked: string[] } {
    const asked: string[] = [];
    const found = {
      licenseId: null,
      assignee: null,
      key: null,
      severity: 'INFO',
      confidence: 'LIKELY',
      seats: 0,
      evidence: [],
    } as const;
    return {
      code: 'RENEWAL_DUE',
      asked,
      found: (accountKey, today) => Promise.resolve(asked.push(`${accountKey} ${today}`)).then(() => [found]),
    };
  }

  it('are those of the rules and of those that were given, with a line when some were opened or closed', async () => {
    await writeFixture(rig, fixtureOf('HOLDER_DELETED'));
    const rule = counting();
    const { lines, run } = deps({ rules: [rule] });
    await run();
    expect([await open(), rule.asked]).toEqual([
      ['acme HOLDER_DELETED 1', 'acme RENEWAL_DUE 1'],
      [`acme ${TODAY}`],
    ]);
    expect(lines).toEqual([
      'info findings were worked out {"account":"acme","opened":2,"changed":0,"closed":0,"ms":0}',
    ]);
    // Nobody was swept since.
    await run();
    expect([lines.length, rule.asked.length]).toEqual([1, 1]);
    clock.now += 86_400_000;
    await run();
    expect([lines.length, rule.asked.length]).toEqual([1, 2]);
  });

  it('are worked out by one of several processes', async () => {
    await writeFixture(rig, fixtureOf('HOLDER_DELETED'));
    const rule = counting();
    await Promise.all(Array.from({ length: 3 }, () => deps({ rules: [rule] }).run()));
    expect(rule.asked).toHaveLength(1);
    expect(await open()).toHaveLength(2);
  });

  it('are not worked out of an account that is off or not configured: nothing is written for it', async () => {
    await writeFixture(rig, fixtureOf('HOLDER_DELETED'));
    await deps({ settingsOf: () => ({ ...ON, off: true }) }).run();
    await deps({ settingsOf: () => null }).run();
    expect([await open(), await looks()]).toEqual([[], [{ key: 'acme', looked: false }]]);
  });

  it('of one account keep up those of no other', async () => {
    await writeFixture(rig, fixtureOf('HOLDER_DELETED'));
    await insertInto(rig, 'inventory_accounts', [
      { no: 2, key: 'other', provider: 'X', revision: 0, baselineAt: TODAY },
    ]);
    const rule: GivenRule = {
      code: 'RENEWAL_DUE',
      found: (key) => (key === 'acme' ? Promise.reject(new Error('odd')) : counting().found(key, TODAY)),
    };
    const { lines, run } = deps({ rules: [rule] });
    await run();
    expect(await open()).toEqual(['other RENEWAL_DUE 1']);
    expect(lines[0]).toMatch(/^error findings could not be worked out .*"account":"acme"/);
    expect(lines).toHaveLength(2);
  });

  it('end with a database that cannot be used', async () => {
    await writeFixture(rig, fixtureOf('HOLDER_DELETED'));
    const away = new ProblemError(problem('STORE_UNAVAILABLE', 'PLATFORM', 'It is away.'));
    const { lines, run } = deps({ rules: [{ code: 'RUNS_OUT', found: () => Promise.reject(away) }] });
    await expect(run()).rejects.toThrow('It is away.');
    expect(lines).toEqual([]);
  });
});
