// Each rule: what it finds, with what it went by, and what it leaves alone.
import { describe, expect, it } from '@jest/globals';
import { FINDING_CODES, type Finding } from '../../../src/domain/insight/finding.ts';
import { only } from '../../support/assertions.ts';
import { DATABASES } from '../../support/databases.ts';
import { ruleSettings } from '../../support/findings.ts';
import { createRandom, seeds } from '../../support/random.ts';
import { useStore } from '../../support/store.ts';
import { ago, fixtureOf, FOUND, TRAPS, writeFixture, type Fixture } from './rule-fixtures.ts';

describe('the fixtures', () => {
  it('have one for each rule that goes by rows', () => {
    const given = ['RENEWAL_DUE', 'RUNS_OUT'];
    expect(FOUND.map(([code]) => code).sort()).toEqual(
      FINDING_CODES.filter((code) => !given.includes(code)).sort(),
    );
  });
});

describe.each(DATABASES)('rules on %s', (database) => {
  const rig = useStore(database);
  const { store } = rig;

  /** What is open after a look. */
  async function lookedAt(fixture: Fixture): Promise<readonly Finding[]> {
    await writeFixture(rig, fixture);
    const how = { look: 'WHOLE', settings: fixture.settings ?? ruleSettings(), given: new Map() } as const;
    await store.recordFindings('acme', how, new AbortController().signal);
    const sort = { field: 'CODE', direction: 'ASC' } as const;
    const found = await store.findFindings({ visible: ['acme'], filter: {}, sort, first: 100, after: null });
    return found.rows.map(({ value }) => value);
  }

  it('find nothing where nothing stands out', async () => {
    expect(await lookedAt({})).toEqual([]);
  });

  it.each(FOUND)('%s', async (code, fixture, { evidence, licenseId = 'pro', assignee = 'ann', ...told }) => {
    const found = only(await lookedAt(fixture));
    expect(found).toMatchObject({ code, accountKey: 'acme', licenseId, key: null, closedAt: null, ...told });
    expect(found.assignee?.externalId ?? null).toBe(assignee);
    expect(Object.fromEntries(found.evidence.map(({ name, value }) => [name, value]))).toEqual(evidence);
    expect([found.firstAt, found.lastAt]).toEqual([ago(0), ago(0)]);
  });

  it.each(TRAPS)('%s is nothing %s', async (code, _name, change) => {
    const found = await lookedAt({ ...fixtureOf(code), ...change });
    expect(found.filter((one) => one.code === code)).toEqual([]);
  });

  it('tell a hint where the vendor knows of some sign-ins only', async () => {
    const settings = ruleSettings({ account: { activity: 'PASSWORD_SIGN_INS' } });
    expect(only(await lookedAt({ ...fixtureOf('IDLE_HOLDER'), settings }))).toMatchObject({
      confidence: 'HINT',
    });
  });

  it('go by a pending holder as well, and by the day on which the vendor says it was assigned', async () => {
    const user = { ...only(fixtureOf('HOLDER_INACTIVE').assignees?.slice(0, 1) ?? []), state: 'PENDING' };
    expect(only(await lookedAt({ assignees: [user] }))).toMatchObject({
      code: 'PENDING_TOO_LONG',
      evidence: [{ name: 'holderPendingSince', value: ago(15) }],
    });
  });

  it.each(seeds(10))('never take anybody for idle of whom nothing is told (seed %i)', async (seed) => {
    const random = createRandom(seed);
    const [made] = fixtureOf('IDLE_HOLDER').assignees ?? [];
    const [held] = fixtureOf('PENDING_TOO_LONG').holdings ?? [];
    const each = Array.from({ length: 60 }, (_, index) => index + 1);
    const assignees = each.map((id) => ({
      ...made,
      id,
      externalId: `u${id}`,
      email: `u${id}@acme.test`,
      kind: random.pick(['USER', 'DEVICE']),
      activity: random.pick(['TOLD', 'NOT_TOLD', 'NEVER']),
      // A date that is there although nothing is told must not count either.
      activeAt: ago(random.whole(-10, 400)),
    }));
    const holdings = each.map((id) => ({
      ...held,
      id,
      assigneeId: id,
      status: 'ACTIVE',
      validFrom: ago(300),
    }));
    const found = (await lookedAt({ assignees, holdings })).filter(({ code }) => code === 'IDLE_HOLDER');
    const idle = assignees.filter(({ activity, activeAt }) => activity === 'TOLD' && activeAt < ago(90.1));
    expect(idle.length).toBeGreaterThan(0);
    expect(new Set(found.map(({ assignee }) => assignee?.externalId))).toEqual(
      new Set(idle.map(({ externalId }) => externalId)),
    );
  });
});
