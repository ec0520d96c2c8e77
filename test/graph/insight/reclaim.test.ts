// Reclaiming through HTTP: who is planned for, who is left out and why, what is read live, and that the plan is that of the same requests.
import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { codesOf, failuresOf, idOf, withToken, writesOf } from '../../support/app.ts';
import { present } from '../../support/assertions.ts';
import { useFoundApp, type Held, type WrittenFinding } from '../../support/found-app.ts';
import { SET, mutate, refusalsOf, type Payload } from '../../support/mutations.ts';

const TOKENS = { all: 'sees-all-0123456789', webex: 'webex-only-0123456789' };
const SCOPES = ['licenses:read', 'licenses:change'];
const { app, write, query, holdingsOf, idOfFinding } = useFoundApp({
  token: TOKENS.all,
  auth: {
    tokens: [
      { name: 'all', token: TOKENS.all, scopes: SCOPES },
      { name: 'webex', token: TOKENS.webex, accounts: ['webex'], scopes: SCOPES },
    ],
  },
  limits: { retries: 0, breakerFailures: 1_000 },
});
const all = withToken(app, TOKENS.all);
const webex = withToken(app, TOKENS.webex);

interface Reclaimed extends Payload {
  readonly leftOut: readonly { readonly reason: string; readonly count: number }[];
  readonly seats: number;
  readonly problemCount: number;
}

interface FoundAbout {
  readonly code: string;
  readonly closedAt: string | null;
  readonly subject: { readonly assignee: { readonly externalId: string } | null };
}
const ABOUT = 'code closedAt subject { assignee { externalId } }';

const PLAN = `mutation ($input: PlanReclaimInput!) { planReclaim(input: $input) {
  changeSet { ${SET} } leftOut { reason count } seats savings { currency } problems { code path message hint retryable } problemCount replayed } }`;
const ANY_NUMBER = { percent: 100, count: 10_000 };

async function reclaim(input: object, caller: Pick<typeof all, 'data'> = all): Promise<Reclaimed> {
  const { planReclaim } = await caller.data<{ planReclaim: Reclaimed }>(PLAN, {
    variables: { input: { filter: {}, cap: ANY_NUMBER, ...input } },
  });
  return planReclaim;
}

const about = ({ accountKey, licenseId, assigneeId }: Held, rest: Partial<WrittenFinding> = {}) =>
  ({ code: 'HOLDER_INACTIVE', accountKey, licenseId, assigneeId, ...rest }) as const;

/** The same as a caller would ask for it. */
function removal({ accountKey, licenseId, assigneeId }: WrittenFinding) {
  const kind = { fleet: 'DEVICE', listings: 'ENTITY' }[accountKey] ?? 'USER';
  return {
    action: 'REMOVE',
    license: { key: { accountKey, externalId: licenseId } },
    assignee: { key: { kind, externalId: assigneeId } },
  };
}

const INACTIVE = `a.state = 'INACTIVE'`;
const ACTIVE = `a.state = 'ACTIVE'`;
/** Holders of the changes of a plan, in their order. */
const holdersIn = ({ changeSet }: Payload): unknown[] =>
  (changeSet?.changes.nodes ?? []).map(({ assignee }) => assignee?.externalId);
const ids = (held: readonly Held[]): string[] => held.map(({ assigneeId }) => assigneeId);

/** Of whom Genesys takes back any license: of others some need a second one. */
const FREE = `${INACTIVE} and not exists (select from holdings x join licenses y on y.id = x.license_id
  where x.assignee_id = a.id and y.external_id like '%upgrade%')`;

/** Inactive holders of the license that most of those hold. */
let leavers: readonly Held[];
beforeEach(async () => {
  const held = await holdingsOf('genesys-eu', FREE);
  const byLicense = [...Map.groupBy(held, ({ licenseId }) => licenseId).values()];
  leavers = present(byLicense.toSorted((one, other) => other.length - one.length)[0]);
  if (leavers.length < 6) throw new Error('too few have left');
  app.forget();
});

describe('a plan', () => {
  it('is that of the same requests, and sends nothing', async () => {
    const holders = [...leavers, ...(await holdingsOf('fleet', `a.active_at < now() - interval '91 days'`))];
    await write(
      holders.map((one) => about(one, { code: one.kind === 'DEVICE' ? 'IDLE_HOLDER' : 'HOLDER_INACTIVE' })),
    );
    app.forget();
    const { changeSet, seats, leftOut, problems, replayed } = await reclaim({ reason: 'left' });
    expect([seats, leftOut, problems, replayed]).toEqual([holders.length, [], [], false]);
    const requests = present(changeSet).changes.nodes;
    expect(holdersIn({ changeSet, problems, replayed })).toHaveLength(100);
    const accountOf = new Map(holders.map((one) => [one.assigneeId, one]));
    const asked = await all.data<{
      changeSet: { changes: { nodes: readonly { assignee: { externalId: string } }[] } };
    }>(
      `query ($id: ID!, $after: String) { changeSet(id: $id) { changes(first: 100, after: $after) { nodes { assignee { externalId } } } } }`,
      { variables: { id: present(changeSet).id } },
    );
    expect(asked.changeSet.changes.nodes).toHaveLength(100);
    const same = await mutate(all, 'planLicenseChanges', {
      changes: [...accountOf.values()]
        .toSorted((one, other) => holders.indexOf(one) - holders.indexOf(other))
        .map(({ accountKey, licenseId, kind, assigneeId }) => ({
          action: 'REMOVE',
          license: { key: { accountKey, externalId: licenseId } },
          assignee: { key: { kind, externalId: assigneeId } },
        })),
      reason: 'left',
    });
    const withoutIds = ({ id: _id, hash: _hash, changes, ...set }: NonNullable<Payload['changeSet']>) => ({
      ...set,
      changes: changes.nodes.map(({ id: _change, ...change }) => change),
    });
    expect(withoutIds(present(changeSet))).toEqual(withoutIds(present(same.changeSet)));
    expect(requests.every(({ action, outcome }) => `${action} ${outcome}` === 'REMOVE PENDING')).toBe(true);
    expect(writesOf(app)).toEqual([]);
  });

  it('takes a day of removal, or a license at once', async () => {
    await write([about(present(leavers[0]))]);
    const removalOn = new Date(Date.now() + 10 * 86_400_000).toISOString().slice(0, 10);
    const { changeSet } = await reclaim({ removalOn });
    expect(present(changeSet).changes.nodes.map(({ action }) => action)).toEqual(['SCHEDULE_REMOVAL']);
    app.forget();
    const past = await reclaim({ removalOn: '2020-01-01' });
    expect([past.changeSet, past.problems.map(({ code, path }) => [code, path])]).toEqual([
      null,
      [['PAST_DATE', ['removalOn']]],
    ]);
    expect(app.calls()).toEqual([]);
  });

  it('can be applied as it was shown', async () => {
    const [held] = await holdingsOf('fleet', `a.active_at < now() - interval '91 days'`);
    await write([about(present(held), { code: 'IDLE_HOLDER' })]);
    const { id, hash } = present((await reclaim({})).changeSet);
    const applied = await mutate(all, 'applyLicenseChanges', { plan: { id, hash } });
    expect([applied.problems, applied.changeSet?.status]).toEqual([[], 'SUCCEEDED']);
    const again = await reclaim({});
    expect([again.changeSet, again.leftOut]).toEqual([null, []]);
  });

  it('closes what it was made of once it is applied, and nothing else, without another look', async () => {
    const silent = await holdingsOf('fleet', `a.active_at < now() - interval '91 days'`);
    const [license, other] = [present(silent.at(-1)), silent[0]];
    await write([
      about(license, { code: 'IDLE_HOLDER' }),
      about(present(other), { code: 'IDLE_HOLDER' }),
      { code: 'UNUSED_SEATS', accountKey: 'fleet', licenseId: license.licenseId },
    ]);
    const { id, hash } = present((await reclaim({ cap: { count: 1 } })).changeSet);
    const applied = await mutate(all, 'applyLicenseChanges', { plan: { id, hash } });
    expect(applied.changeSet?.status).toBe('SUCCEEDED');
    const { open, closed } = await all.data<Record<'open' | 'closed', { nodes: readonly FoundAbout[] }>>(
      `{ open: findings { nodes { ${ABOUT} } } closed: findings(filter: { open: false }) { nodes { ${ABOUT} } } }`,
    );
    expect(open.nodes.map(({ code, subject }) => [code, subject.assignee?.externalId ?? null])).toEqual([
      ['UNUSED_SEATS', null],
      ['IDLE_HOLDER', present(other).assigneeId],
    ]);
    expect(closed.nodes).toMatchObject([
      { code: 'IDLE_HOLDER', subject: { assignee: { externalId: license.assigneeId } } },
    ]);
    const { removed } = await all.data<{ removed: { nodes: readonly { at: string }[] } }>(
      '{ removed: licenseEvents(filter: { origins: [THIS_API], kinds: [REMOVED] }, first: 100) { nodes { at } } }',
    );
    expect(closed.nodes[0]?.closedAt).toBe(removed.nodes.at(-1)?.at);
  });

  it('has one change for each holding, however many findings it has', async () => {
    const [first, second] = [present(leavers[0]), present(leavers[1])];
    await write([
      about(first),
      about(first, { code: 'IDLE_HOLDER', days: 1 }),
      about(second, { code: 'HOLDER_DELETED' }),
      about(second),
    ]);
    const { changeSet, seats, leftOut } = await reclaim({});
    expect([present(changeSet).progress['total'], seats]).toEqual([2, 2]);
    // One is inactive and not deleted.
    expect(leftOut).toEqual([
      { reason: 'TOO_YOUNG', count: 1 },
      { reason: 'NO_LONGER_SO', count: 1 },
    ]);
  });
});

describe('what it costs the vendors', () => {
  const DOCUMENT = readFileSync(new URL('../../../docs/upstream-calls.md', import.meta.url), 'utf8');
  const [, section = ''] = DOCUMENT.split('\n### Reclaiming\n');
  const rows = section.split('\n### ')[0]?.matchAll(/^\| (\w.*?) +\| (\d+) +\| (\d+) +\| (\d+) +\|/gm) ?? [];
  const told = new Map(
    [...rows].map(([, what = '', ...numbers]) => [
      what,
      numbers.map(Number) as unknown as readonly [holders: number, evidence: number, plan: number],
    ]),
  );
  const CASES = {
    'Inactive Genesys users': () => Promise.resolve(leavers.map((one) => about(one))),
    'Idle ThingSpace devices': async () =>
      (await holdingsOf('fleet', `a.active_at < now() - interval '91 days'`))
        .slice(-90)
        .map((one) => about(one, { code: 'IDLE_HOLDER' })),
    'Invited Webex people': async () => {
      const held = await holdingsOf('webex', `a.state = 'PENDING'`);
      const [license = []] = Map.groupBy(held, ({ licenseId }) => licenseId).values();
      return license.map((one) => about(one, { code: 'PENDING_TOO_LONG' }));
    },
    'A Yext entity that is gone': async () => {
      const [held] = await holdingsOf('listings', `a.external_id = 'store-44'`);
      return [about(present(held), { code: 'ORPHAN', confidence: 'CERTAIN' })];
    },
  } as const satisfies Record<string, () => Promise<readonly WrittenFinding[]>>;

  it.each(Object.entries(CASES))('is told: %s', async (what, findingsOf) => {
    const [holders, evidence, plan] = told.get(what) ?? [];
    const findings = await findingsOf();
    await write(findings);
    app.forget();
    const planned = await reclaim({ graceDays: 0 });
    const made = app.calls().map(({ method, path }) => `${method} ${path}`);
    expect(planned.leftOut).toEqual([]);
    app.forget();
    await mutate(all, 'planLicenseChanges', { changes: findings.map((one) => removal(one)) });
    const same = app.calls().length;
    expect({ what, holders: findings.length, evidence: made.length - same, plan: same, made }).toEqual({
      what,
      holders,
      evidence,
      plan,
      made,
    });
  });
});

describe('left out', () => {
  it('is what is over the cap: a part of the holders, or a number of them', async () => {
    await write(leavers.map((one, index) => about(one, { days: 20 + index })));
    const [license] = await query(
      'select held from licenses l join inventory_accounts c on c.no = l.account_no where c.key = $1 and l.external_id = $2',
      ['genesys-eu', leavers[0]?.licenseId],
    );
    const held = Number(present(license)['held']);
    const tenth = Math.floor(held / 10);
    const usual = await reclaim({ cap: null });
    expect([usual.seats, usual.leftOut]).toEqual([
      tenth,
      [{ reason: 'CAPPED', count: leavers.length - tenth }],
    ]);
    // The longest first.
    expect(holdersIn(usual)).toEqual(ids(leavers).toReversed().slice(0, tenth));
    expect((await reclaim({ cap: { percent: 100, count: 2 } })).seats).toBe(2);
    expect((await reclaim({ cap: { percent: 1, count: 100 } })).seats).toBe(1);
  });

  it('is what is sure last', async () => {
    await write(
      leavers.map((one, index) =>
        about(one, { days: 60 - index, confidence: index === 2 ? 'CERTAIN' : 'LIKELY' }),
      ),
    );
    const { changeSet, problems, replayed } = await reclaim({ cap: { percent: 100, count: 2 } });
    expect(holdersIn({ changeSet, problems, replayed })).toEqual([
      leavers[2]?.assigneeId,
      leavers[0]?.assigneeId,
    ]);
  });

  it('is what is too young, too unsure or dismissed, each once by the first reason', async () => {
    const [young, hint, both, gone] = await write([
      about(present(leavers[0]), { days: 13.9 }),
      about(present(leavers[1]), { confidence: 'HINT' }),
      about(present(leavers[2]), { days: 1, confidence: 'HINT' }),
      about(present(leavers[3]), { days: 1 }),
      about(present(leavers[4]), { days: 14.1 }),
    ]);
    expect([young, hint, both].every(Number.isInteger)).toBe(true);
    const dismissal = { input: { ids: [await idOfFinding(gone)] } };
    await all.data(
      'mutation ($input: DismissFindingsInput!) { dismissFindings(input: $input) { problems { code } } }',
      { variables: dismissal },
    );
    const usual = await reclaim({});
    expect(usual.leftOut).toEqual([
      { reason: 'DISMISSED', count: 1 },
      { reason: 'TOO_YOUNG', count: 2 },
      { reason: 'TOO_UNSURE', count: 1 },
    ]);
    expect(holdersIn(usual)).toEqual(ids(leavers.slice(4, 5)));
    const wide = await reclaim({ graceDays: 0, minConfidence: 'HINT' });
    expect([wide.seats, wide.leftOut]).toEqual([4, [{ reason: 'DISMISSED', count: 1 }]]);
  });

  it('is who is exempt: by address, department, id or license', async () => {
    const [users] = [
      await query(
        `select a.external_id as id, a.email, a.department from assignees a where a.state = 'INACTIVE'`,
      ),
    ];
    const factsOf = (held: Held | undefined) => present(users.find(({ id }) => id === held?.assigneeId));
    await write(leavers.map((one) => about(one)));
    const inDepartment = leavers.filter(
      (one) => factsOf(one)['department'] === factsOf(leavers[1])['department'],
    );
    const { licenseId } = present(leavers[0]);
    const cases = [
      [{ emails: [String(factsOf(leavers[0])['email']).toUpperCase()] }, 1],
      [{ departments: [factsOf(leavers[1])['department']] }, inDepartment.length],
      [{ assigneeIds: [idOf('User', 'genesys-eu', leavers[2]?.assigneeId ?? '')] }, 1],
      [{ licenseIds: [idOf('License', 'genesys-eu', licenseId)] }, leavers.length],
      [
        {
          emails: ['nobody@acme.example'],
          assigneeIds: [idOf('User', 'genesys-us', leavers[2]?.assigneeId ?? '')],
        },
        0,
      ],
    ] as const;
    for (const [exempt, count] of cases) {
      const { seats, leftOut, changeSet } = await reclaim({ exempt });
      expect([exempt, seats, leftOut]).toEqual([
        exempt,
        leavers.length - count,
        count === 0 ? [] : [{ reason: 'EXEMPT', count }],
      ]);
      expect(changeSet === null).toBe(count === leavers.length);
    }
  });

  it('is whose evidence holds no longer, or is told no more', async () => {
    const idle = await holdingsOf('fleet', `a.active_at < now() - interval '91 days'`);
    const busy = await holdingsOf('fleet', `a.active_at > now() - interval '30 days'`);
    const silent = await holdingsOf('fleet', `a.activity = 'NOT_TOLD'`);
    const eligible = await holdingsOf('fleet', 'a.eligible');
    const [active] = await holdingsOf('genesys-eu', ACTIVE);
    const [pending] = await holdingsOf('webex', `a.state = 'PENDING'`);
    const without = present(
      (
        await query(
          `select a.external_id as id from assignees a join inventory_accounts c on c.no = a.account_no
      where c.key = 'genesys-eu' and a.state = 'INACTIVE' and not exists (select from holdings h join licenses l on l.id = h.license_id
        where h.assignee_id = a.id and l.external_id = $1) limit 1`,
          [leavers[0]?.licenseId],
        )
      )[0],
    );
    await write([
      about(present(idle[0]), { code: 'IDLE_HOLDER' }),
      about(present(busy[0]), { code: 'IDLE_HOLDER' }),
      about(present(silent[0]), { code: 'IDLE_HOLDER' }),
      about(present(eligible[1]), { code: 'HOLDER_NOT_ELIGIBLE' }),
      about(present(active)),
      about(present(active), { code: 'HOLDER_DELETED' }),
      about(present(active), { code: 'ORPHAN' }),
      about(present(pending), { code: 'PENDING_TOO_LONG' }),
      about({ ...present(leavers[0]), assigneeId: String(without['id']) }),
    ]);
    const { changeSet, leftOut, problems, replayed } = await reclaim({});
    expect(leftOut).toEqual([
      { reason: 'NO_LONGER_SO', count: 6 },
      { reason: 'COULD_NOT_READ', count: 1 },
    ]);
    expect(new Set(holdersIn({ changeSet, problems, replayed }))).toEqual(
      new Set([idle[0]?.assigneeId, pending?.assigneeId]),
    );
  });

  it('is who cannot be read, with one problem a reason, while the rest is planned', async () => {
    const [device] = await holdingsOf('fleet', `a.active_at < now() - interval '91 days'`);
    await write([...leavers.map((one) => about(one)), about(present(device), { code: 'IDLE_HOLDER' })]);
    app.fleet.genesys.fault({ path: '^/api/v2/users$', fault: { kind: 'error', status: 503 } });
    const { changeSet, leftOut, problems, problemCount, seats } = await reclaim({});
    expect(leftOut).toEqual([{ reason: 'COULD_NOT_READ', count: leavers.length }]);
    expect(problems.map(({ code }) => code)).toEqual(['UPSTREAM_UNAVAILABLE']);
    expect([problemCount, seats, present(changeSet).progress['total']]).toEqual([1, 1, 1]);
  });

  it('is everybody while the inventory is a day old', async () => {
    await write([about(present(leavers[0]))]);
    const shift = async (hours: number) => {
      await query(`update sweeps set started_at = started_at + make_interval(hours => ${hours})`);
      await query(
        `update inventory_sections set complete_at = complete_at + make_interval(hours => ${hours})`,
      );
    };
    await shift(-25);
    try {
      const answer = await all.ask(PLAN, { variables: { input: { filter: {} } } });
      expect(failuresOf(answer)).toEqual([[['planReclaim'], 'INVENTORY_STALE']]);
      const [error] = present(answer.errors);
      expect(error?.extensions).toMatchObject({ account: 'genesys-eu', retryable: true });
    } finally {
      await shift(25);
    }
  });
});

describe('a key', () => {
  it('stands for the plan as it was made, whatever has become of the findings', async () => {
    const rows = await write([
      ...leavers.slice(0, 3).map((one) => about(one)),
      about(present(leavers[3]), { days: 1 }),
      about(present((await holdingsOf('genesys-eu', ACTIVE))[0])),
    ]);
    const input = { idempotencyKey: 'reclaim-1', reason: 'left', cap: ANY_NUMBER };
    const first = await reclaim(input);
    expect([first.seats, first.leftOut]).toEqual([
      3,
      [
        { reason: 'TOO_YOUNG', count: 1 },
        { reason: 'NO_LONGER_SO', count: 1 },
      ],
    ]);
    await query('delete from findings where id = $1', [rows[0]]);
    app.forget();
    const again = await reclaim({ ...input, reason: 'another reason' });
    expect(again).toEqual({ ...first, replayed: true });
    expect(app.calls()).toEqual([]);
    expect((await reclaim({ reason: 'left' })).seats).toBe(2);
  });

  it('is of one input, and of one caller', async () => {
    const [person] = await holdingsOf('webex', ACTIVE);
    await write([...leavers.slice(0, 2).map((one) => about(one)), about(present(person))]);
    const key = { idempotencyKey: 'reclaim-2' };
    await reclaim(key);
    expect(refusalsOf(await reclaim({ ...key, graceDays: 0 }))).toEqual([['IDEMPOTENCY_KEY_REUSED', null]]);
    const other = await reclaim(key, webex);
    expect([other.replayed, other.changeSet, other.leftOut]).toEqual([
      false,
      null,
      [{ reason: 'NO_LONGER_SO', count: 1 }],
    ]);
    const [holder] = leavers;
    const change = {
      action: 'REMOVE',
      license: { key: { accountKey: 'genesys-eu', externalId: holder?.licenseId } },
      assignee: { key: { kind: 'USER', externalId: holder?.assigneeId } },
    };
    expect(refusalsOf(await mutate(all, 'planLicenseChanges', { ...key, changes: [change] }))).toEqual([
      ['IDEMPOTENCY_KEY_REUSED', null],
    ]);
  });

  it('tells again what could not be read', async () => {
    const [device] = await holdingsOf('fleet', `a.active_at < now() - interval '91 days'`);
    await write([about(present(leavers[0])), about(present(device), { code: 'IDLE_HOLDER' })]);
    app.fleet.genesys.fault({ path: '^/api/v2/users$', fault: { kind: 'error', status: 503 } });
    const first = await reclaim({ idempotencyKey: 'reclaim-3' });
    app.clearFaults();
    expect(await reclaim({ idempotencyKey: 'reclaim-3' })).toEqual({ ...first, replayed: true });
    expect([first.leftOut, first.problems.length]).toEqual([[{ reason: 'COULD_NOT_READ', count: 1 }], 1]);
  });

  it('stands for nothing while there is nothing to plan', async () => {
    const input = { idempotencyKey: 'reclaim-4' };
    await write([]);
    expect(await reclaim(input)).toMatchObject({
      changeSet: null,
      seats: 0,
      leftOut: [],
      problems: [],
      replayed: false,
    });
    await write([about(present(leavers[0]))]);
    expect(await reclaim(input)).toMatchObject({ seats: 1, replayed: false });
  });
});

describe('a caller', () => {
  it('learns nothing of findings of accounts that they do not see', async () => {
    const [person] = await holdingsOf('webex', ACTIVE);
    await write([...leavers.map((one) => about(one)), about(present(person), { days: 1 })]);
    const own = await reclaim({}, webex);
    expect([own.changeSet, own.leftOut]).toEqual([null, [{ reason: 'TOO_YOUNG', count: 1 }]]);
    const other = await reclaim({ filter: { accountKeys: ['genesys-eu'] } }, webex);
    expect(refusalsOf(other)).toEqual([['UNKNOWN_ACCOUNT', ['filter', 'accountKeys']]]);
    const { id } = present((await reclaim({})).changeSet);
    const look = '{ changeSet(id: $id) { id } }';
    expect(await webex.data(`query ($id: ID!) ${look}`, { variables: { id } })).toEqual({ changeSet: null });
  });

  it.each([
    [{ filter: { codes: ['IDLE_HOLDER', 'OVERBOOKED'] } }, ['filter']],
    [{ filter: { open: false } }, ['filter']],
    [{ filter: { dismissed: true } }, ['filter']],
    [{ graceDays: -1 }, ['graceDays']],
    [{ cap: { percent: 0 } }, ['cap', 'percent']],
    [{ cap: { percent: 101 } }, ['cap', 'percent']],
    [{ cap: { count: 0 } }, ['cap', 'count']],
    [{ exempt: { emails: ['nobody'] } }, ['exempt', 'emails']],
    [{ exempt: { departments: Array.from({ length: 101 }, String) } }, ['exempt', 'departments']],
    [{ filter: { openDays: -1 } }, ['filter']],
    [{ reason: '' }, ['reason']],
    [{ idempotencyKey: ' ' }, ['idempotencyKey']],
  ])('is refused what is out of range: case %#', async (input, path) => {
    const { changeSet, problems, leftOut } = await reclaim(input);
    expect([changeSet, leftOut, problems.map((one) => [one.code, one.path])]).toEqual([
      null,
      [],
      [['BAD_INPUT', path]],
    ]);
    expect(app.calls()).toEqual([]);
  });

  it.each([
    [{ exempt: { assigneeIds: ['x'] } }, ['exempt', 'assigneeIds']],
    [{ exempt: { licenseIds: ['x'] } }, ['exempt', 'licenseIds']],
    [{ filter: { licenseIds: ['x'] } }, ['filter']],
  ])('says which of its ids are none: case %#', async (input, path) => {
    expect(refusalsOf(await reclaim(input))).toEqual([['BAD_ID', path]]);
  });

  it('needs no scope but that for changes', async () => {
    expect(codesOf(await app.ask('mutation { planReclaim(input: { filter: {} }) { seats } }'))).toEqual([
      'UNAUTHENTICATED',
    ]);
  });
});
