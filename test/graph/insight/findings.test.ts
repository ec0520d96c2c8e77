// Findings through HTTP: lists and their cursors, sums, what each is about, dismissals, and who is told of them.
import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { StoreContext } from '../../../src/store/context.ts';
import { codesOf, everyPage, failuresOf, idOf, withToken, type NodesOfMany } from '../../support/app.ts';
import { present } from '../../support/assertions.ts';
import { useFoundApp, type Held, type WrittenFinding } from '../../support/found-app.ts';
import { at, listAt } from '../../support/json.ts';
import { statementsOf } from '../../support/statements.ts';

const TOKENS = {
  all: 'sees-all-0123456789',
  webex: 'webex-only-0123456789',
  reader: 'reads-only-0123456789',
};
const stores: StoreContext[] = [];
const { app, write, query, holdingsOf, idOfFinding } = useFoundApp({
  token: TOKENS.all,
  opened: (context) => stores.push(context),
  auth: {
    tokens: [
      { name: 'all', token: TOKENS.all, scopes: ['licenses:read', 'licenses:change', 'audit:read'] },
      {
        name: 'webex',
        token: TOKENS.webex,
        accounts: ['webex'],
        scopes: ['licenses:read', 'licenses:change'],
      },
      { name: 'reader', token: TOKENS.reader },
    ],
  },
});
const all = withToken(app, TOKENS.all);
const webex = withToken(app, TOKENS.webex);
const reader = withToken(app, TOKENS.reader);

const DISMISS = `mutation ($input: DismissFindingsInput!) { dismissFindings(input: $input) {
  findings { id dismissed { by reason until } } problems { code path message } } }`;
const RESTORE = `mutation ($input: RestoreFindingsInput!) { restoreFindings(input: $input) {
  findings { id dismissed { by } } problems { code path } } }`;

const about = ({ accountKey, licenseId, assigneeId }: Held, rest: Partial<WrittenFinding> = {}) =>
  ({ code: 'HOLDER_INACTIVE', accountKey, licenseId, assigneeId, ...rest }) as const;

interface Found {
  readonly id: string;
  readonly code: string;
  readonly severity: string;
  readonly confidence: string;
  readonly since: string;
}

const FIELDS = 'id code severity confidence since';

async function idsOf(caller: Pick<typeof all, 'data'>, filter: object = {}): Promise<string[]> {
  const { findings } = await caller.data<{ findings: { nodes: readonly Found[] } }>(
    `query ($filter: FindingFilter) { findings(filter: $filter, first: 100) { nodes { id } } }`,
    { variables: { filter } },
  );
  return findings.nodes.map(({ id }) => id);
}

describe('a thousand findings', () => {
  const CODES = ['IDLE_HOLDER', 'HOLDER_INACTIVE', 'HOLDER_DELETED', 'ORPHAN', 'PENDING_TOO_LONG'] as const;
  const SEVERITIES = ['INFO', 'MEDIUM', 'HIGH'] as const;
  const CONFIDENCES = ['HINT', 'LIKELY', 'CERTAIN'] as const;
  let written: readonly WrittenFinding[];
  beforeAll(async () => {
    const holders = await holdingsOf('webex');
    written = Array.from({ length: 1_000 }, (_, index) => {
      const code = present(CODES[index % CODES.length]);
      const severity = present(SEVERITIES[index % 3]);
      const confidence = present(CONFIDENCES[index % 7 === 0 ? 0 : index % 3]);
      // Many began at the same moment.
      const holder = present(holders[Math.floor(index / CODES.length)]);
      return about(holder, { code, severity, confidence, days: 1 + (index % 40) });
    });
    await write(written);
  });

  const QUERY = `query ($sort: FindingSort, $after: String) { findings(orderBy: $sort, first: 100, after: $after) {
    totalCount nodes { ${FIELDS} } pageInfo { hasNextPage endCursor } } }`;
  const rank = ({ severity, confidence, since }: Found): readonly (number | string)[] => [
    SEVERITIES.indexOf(severity as 'INFO'),
    CONFIDENCES.indexOf(confidence as 'HINT'),
    -Date.parse(since),
  ];
  const KEYS = {
    SEVERITY: rank,
    SINCE: ({ since }: Found) => [since],
    CODE: ({ code }: Found) => [code],
  } as const;

  function isInOrder(one: readonly (number | string)[], next: readonly (number | string)[]): boolean {
    const place = one.findIndex((value, index) => value !== next[index]);
    return place < 0 || present(one[place]) < present(next[place]);
  }

  it.each(
    (['SEVERITY', 'SINCE', 'CODE'] as const).flatMap((field) => [
      [field, 'ASC'] as const,
      [field, 'DESC'] as const,
    ]),
  )('are each there once, by %s %s', async (field, direction) => {
    const pages = await everyPage<NodesOfMany<Found> & { readonly totalCount: number }>(
      all,
      QUERY,
      ['findings'],
      { sort: { field, direction } },
    );
    const rows = pages.flatMap(({ nodes }) => nodes);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(1_000);
    expect(pages.map(({ totalCount }) => totalCount)).toEqual(Array.from({ length: 10 }, () => 1_000));
    const keys = rows.map((row) => KEYS[field](row));
    const inOrder = direction === 'ASC' ? keys : keys.toReversed();
    expect(inOrder.slice(1).every((key, index) => isInOrder(present(inOrder[index]), key))).toBe(true);
    expect(app.calls()).toEqual([]);
  });

  it('begin with the gravest, and are counted only when somebody asks', async () => {
    const statements = statementsOf(present(stores.at(-1)));
    const counting = () =>
      statements.filter((text) => text.includes('select count(*)::integer as count from ?'));
    const { findings } = await all.data<{ findings: NodesOfMany<Found> }>(
      `{ findings(first: 3) { nodes { ${FIELDS} } pageInfo { hasNextPage endCursor } } }`,
    );
    expect(findings.nodes.map(({ severity, confidence }) => [severity, confidence])).toEqual(
      Array.from({ length: 3 }, () => ['HIGH', 'CERTAIN']),
    );
    expect([statements.length > 0, counting()]).toEqual([true, []]);
    await all.data('{ findings(first: 3) { totalCount nodes { id } } }');
    expect(counting()).toHaveLength(1);
  });

  it('are summed by rule, the gravest first', async () => {
    const { findingSummary } = await all.data<{ findingSummary: readonly { code: string; count: number }[] }>(
      '{ findingSummary { code severity count seats } }',
    );
    expect(findingSummary).toEqual(CODES.map((code) => ({ code, severity: 'HIGH', count: 200, seats: 200 })));
    const some = await all.data(
      '{ findingSummary(filter: { minSeverity: HIGH, codes: [ORPHAN] }) { code } }',
    );
    expect(some).toEqual({ findingSummary: [{ code: 'ORPHAN' }] });
  });

  it('have cursors of one list alone', async () => {
    const { findings } = await all.data<{ findings: NodesOfMany<Found> }>(
      '{ findings(first: 3) { nodes { id } pageInfo { hasNextPage endCursor } } }',
    );
    const cursor = present(findings.pageInfo.endCursor);
    for (const other of ['orderBy: { field: SINCE }', 'filter: { codes: [ORPHAN] }']) {
      const answer = await all.ask(`{ findings(${other}, after: "${cursor}") { nodes { id } } }`);
      expect(codesOf(answer)).toEqual(['BAD_CURSOR']);
    }
    const [seal] = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as [string];
    for (const place of [['x', 1], [1, 'x'], [1e300], [1, 3_000_000_000]]) {
      const forged = Buffer.from(JSON.stringify([seal, ...place]), 'utf8').toString('base64url');
      const answer = await all.ask(`{ findings(after: "${forged}") { nodes { id } } }`);
      expect(codesOf(answer)).toEqual(['BAD_CURSOR']);
    }
  });

  it.each([
    ['first: 101', 'BAD_INPUT'],
    ['filter: { openDays: -1 }', 'BAD_INPUT'],
    ['filter: { accountKeys: ["nobody"] }', 'UNKNOWN_ACCOUNT'],
    ['filter: { licenseIds: ["x"] }', 'BAD_ID'],
    [`filter: { assigneeIds: ["${idOf('License', 'webex', 'x')}"] }`, 'BAD_ID'],
    [`filter: { departments: ${JSON.stringify(Array.from({ length: 101 }, String))} }`, 'BAD_INPUT'],
  ])('are not found with %s', async (args, code) => {
    expect(failuresOf(await all.ask(`{ findings(${args}) { totalCount } }`))).toEqual([[['findings'], code]]);
  });
});

describe('a finding', () => {
  /** One of each account, with what there is to know before it is resolved. */
  const CASES = [
    ['webex', null],
    ['genesys-us', null],
    ['fleet', expect.stringMatching(/firmware upgrade.*cancels/)],
    ['listings', expect.stringMatching(/saved filter/)],
  ] as const;

  it.each(CASES)('of %s says what would resolve it, without a call', async (accountKey, warning) => {
    const holder = present((await holdingsOf(accountKey))[0]);
    const { licenseId } = holder;
    await write([about(holder, { code: 'ORPHAN', evidence: { firstSeenAt: '2026-01-01T00:00:00.000Z' } })]);
    const { findings } = await all.data<{ findings: { nodes: readonly object[] } }>(`{ findings { nodes {
      id code since closedAt seats evidence { name value } saving { from } dismissed { by }
      subject { key account { key } license { id externalId source { mode } } assignee { id __typename source { mode } } }
      suggestedChanges { action removalOn warning license { id } assignee { id } } }
      coverage { account { key } status } } }`);
    const type = { USER: 'User', DEVICE: 'Device', ENTITY: 'Entity' }[holder.kind] ?? '';
    const license = { id: idOf('License', accountKey, licenseId) };
    const assignee = { id: idOf(type, accountKey, holder.assigneeId) };
    const source = { mode: 'INVENTORY' };
    expect(findings.nodes).toEqual([
      expect.objectContaining({
        code: 'ORPHAN',
        closedAt: null,
        seats: 1,
        evidence: [{ name: 'firstSeenAt', value: '2026-01-01T00:00:00.000Z' }],
        saving: null,
        dismissed: null,
        subject: {
          key: null,
          account: { key: accountKey },
          license: { ...license, externalId: licenseId, source },
          assignee: { ...assignee, __typename: type, source },
        },
        suggestedChanges: [{ action: 'REMOVE', removalOn: null, warning, license, assignee }],
      }),
    ]);
    expect(app.calls()).toEqual([]);
  });

  it('about a license, and one that is closed, suggest nothing', async () => {
    const holder = present((await holdingsOf('webex'))[0]);
    const [, closed] = await write([
      { code: 'OVERBOOKED', accountKey: 'webex', licenseId: holder.licenseId, seats: 3 },
      about(holder),
    ]);
    await query('update findings set closed_at = now() where id = $1', [closed]);
    const { findings } = await all.data<{ findings: { nodes: readonly object[] } }>(
      '{ findings(filter: { open: null }, orderBy: { field: CODE }) { nodes { code suggestedChanges { action } subject { assignee { id } } } } }',
    );
    expect(findings.nodes).toEqual([
      { code: 'HOLDER_INACTIVE', suggestedChanges: [], subject: { assignee: expect.anything() } },
      { code: 'OVERBOOKED', suggestedChanges: [], subject: { assignee: null } },
    ]);
    expect(await idsOf(all, { open: false })).toEqual([await idOfFinding(closed)]);
  });
});

describe('findings of an account', () => {
  const FINDINGS = `{ findings(filter: { accountKeys: ["webex", "fleet"] }) { totalCount nodes { id }
    coverage { account { key } status reason problem { code message } } } }`;
  const complete = { status: 'COMPLETE', reason: null, problem: null };

  it('are not all known before they were worked out once, and how many there are is not', async () => {
    await write([]);
    const known = await all.data(FINDINGS);
    expect(known).toEqual({
      findings: {
        totalCount: 0,
        nodes: [],
        coverage: [
          { account: { key: 'webex' }, ...complete },
          { account: { key: 'fleet' }, ...complete },
        ],
      },
    });
    const [before] = await query(
      `select findings_known_at as at from inventory_accounts where key = 'webex'`,
    );
    await query(`update inventory_accounts set findings_known_at = null where key = 'webex'`);
    try {
      expect(await all.data(FINDINGS)).toEqual({
        findings: {
          totalCount: null,
          nodes: [],
          coverage: [
            {
              account: { key: 'webex' },
              status: 'PARTIAL',
              reason: 'FIRST_SWEEP',
              problem: {
                code: 'INVENTORY_NOT_READY',
                message: 'The findings of the account have not been worked out yet.',
              },
            },
            { account: { key: 'fleet' }, ...complete },
          ],
        },
      });
    } finally {
      await query(`update inventory_accounts set findings_known_at = $1 where key = 'webex'`, [
        present(before)['at'],
      ]);
    }
  });
});

describe('findings of others', () => {
  let ids: readonly number[];
  let other: Held;
  beforeEach(async () => {
    const own = present((await holdingsOf('webex'))[0]);
    other = present((await holdingsOf('genesys-us'))[0]);
    ids = await write([about(own), about(other), about(other, { code: 'HOLDER_DELETED' })]);
  });

  it('are in no list, no sum and no filter', async () => {
    expect(await idsOf(all)).toHaveLength(3);
    expect(await idsOf(webex)).toEqual([await idOfFinding(ids[0])]);
    expect(await idsOf(webex, { assigneeIds: [idOf('User', 'genesys-us', other.assigneeId)] })).toEqual([]);
    expect(await webex.data('{ findingSummary { code count } }')).toEqual({
      findingSummary: [{ code: 'HOLDER_INACTIVE', count: 1 }],
    });
    const answer = await webex.ask('{ findings(filter: { accountKeys: ["genesys-us"] }) { totalCount } }');
    expect(codesOf(answer)).toEqual(['UNKNOWN_ACCOUNT']);
    const users = await webex.data(
      '{ inventory { users(filter: { findings: [HOLDER_DELETED] }) { totalCount } } findings { totalCount coverage { account { key } } } }',
    );
    expect(users).toEqual({
      inventory: { users: { totalCount: 0 } },
      findings: { totalCount: 1, coverage: [{ account: { key: 'webex' } }] },
    });
  });

  it('cannot be dismissed, and look as if there were none', async () => {
    const [known, unknown] = [await idOfFinding(ids[1]), await idOfFinding(2_000_000_000)];
    const answer = await webex.data<{ dismissFindings: { problems: readonly object[] } }>(DISMISS, {
      variables: { input: { ids: [known, unknown, await idOfFinding(ids[0])] } },
    });
    const [first, second] = answer.dismissFindings.problems;
    expect(first).toEqual({ code: 'BAD_ID', path: ['ids', '0'], message: expect.any(String) });
    expect(second).toEqual({ ...first, path: ['ids', '1'] });
    expect(at(answer, 'dismissFindings', 'findings')).toEqual([
      { id: await idOfFinding(ids[0]), dismissed: { by: 'webex', reason: null, until: null } },
    ]);
    expect(await idsOf(all)).toEqual(expect.arrayContaining([known]));
  });

  it.each([
    ['dismissFindings(input: { ids: ["x"] }) { problems { code } }'],
    ['restoreFindings(input: { ids: ["x"] }) { problems { code } }'],
    ['planReclaim(input: { filter: {} }) { seats }'],
  ])('are for whoever may change licenses: %s', async (field) => {
    expect(codesOf(await reader.ask(`mutation { ${field} }`))).toEqual(['FORBIDDEN']);
  });
});

describe('a dismissal', () => {
  let ids: readonly number[];
  let holder: Held;
  beforeEach(async () => {
    holder = present((await holdingsOf('webex'))[0]);
    ids = await write([about(holder), about(holder, { code: 'IDLE_HOLDER' })]);
  });
  const dismiss = async (input: object) =>
    at(await all.data(DISMISS, { variables: { input } }), 'dismissFindings') as {
      findings: readonly object[];
      problems: readonly { code: string; path: readonly string[] | null }[];
    };
  const USERS = `query ($codes: [FindingCode!]) { inventory { users(filter: { findings: $codes }) { totalCount } } }`;
  const usersWith = async (...codes: string[]) =>
    at(await all.data(USERS, { variables: { codes } }), 'inventory', 'users', 'totalCount');

  it('leaves findings out of lists, sums and filters, until it is taken back', async () => {
    const [first, second] = [await idOfFinding(ids[0]), await idOfFinding(ids[1])];
    expect(await usersWith('HOLDER_INACTIVE')).toBe(1);
    expect(await dismiss({ ids: [first], reason: 'on leave', ticket: 'HR-7' })).toEqual({
      findings: [{ id: first, dismissed: { by: 'all', reason: 'on leave', until: null } }],
      problems: [],
    });
    expect([await idsOf(all), await idsOf(all, { dismissed: true })]).toEqual([[second], [first]]);
    expect(await idsOf(all, { dismissed: null })).toHaveLength(2);
    expect(await all.data('{ findingSummary { code } }')).toEqual({
      findingSummary: [{ code: 'IDLE_HOLDER' }],
    });
    expect([await usersWith('HOLDER_INACTIVE'), await usersWith('IDLE_HOLDER', 'ORPHAN')]).toEqual([0, 1]);

    const restored = await all.data(RESTORE, { variables: { input: { ids: [first] } } });
    expect(restored).toEqual({
      restoreFindings: { findings: [{ id: first, dismissed: null }], problems: [] },
    });
    expect(await idsOf(all)).toHaveLength(2);
    const log = await all.data(
      '{ auditEvents(first: 100) { nodes { action principal reason ticket finding { code key until } } } }',
    );
    expect(listAt(log, 'auditEvents', 'nodes').slice(-2)).toEqual([
      {
        action: 'DISMISS_FINDING',
        principal: 'all',
        reason: 'on leave',
        ticket: 'HR-7',
        finding: { code: 'HOLDER_INACTIVE', key: null, until: null },
      },
      {
        action: 'RESTORE_FINDING',
        principal: 'all',
        reason: null,
        ticket: null,
        finding: { code: 'HOLDER_INACTIVE', key: null, until: null },
      },
    ]);
  });

  it('is refused where it has ended already, is of none or of too many, or is ill named', async () => {
    const today = new Date().toISOString().slice(0, 10);
    const id = await idOfFinding(ids[0]);
    const refused = async (input: object) =>
      (await dismiss(input)).problems.map(({ code, path }) => [code, path]);
    expect(await refused({ ids: [id], until: today })).toEqual([['PAST_DATE', ['until']]]);
    expect(await refused({ ids: [] })).toEqual([['BAD_INPUT', ['ids']]]);
    expect(await refused({ ids: Array.from({ length: 1_001 }, () => id) })).toEqual([['BAD_INPUT', ['ids']]]);
    expect(await refused({ ids: [id], reason: '' })).toEqual([['BAD_INPUT', ['reason']]]);
    const bad = ['x', `${id}A`, idOf('License', 'webex', '1'), idOf('Finding', '99999999999')];
    expect(await refused({ ids: bad })).toEqual(bad.map((_, place) => ['BAD_ID', ['ids', String(place)]]));
    expect(await idsOf(all)).toHaveLength(2);
  });

  it('has no past', async () => {
    const { inventory } = await all.data<{ inventory: { asOf: string } }>('{ inventory { asOf } }');
    const answer = await all.ask(
      `{ inventory(asOf: "${inventory.asOf}") { licenses(filter: { findings: [OVERBOOKED] }) { totalCount }
        assignments(filter: { user: { findings: [IDLE_HOLDER] } }) { totalCount } } }`,
    );
    expect(codesOf(answer)).toEqual(['NOT_SUPPORTED', 'NOT_SUPPORTED']);
  });

  it('ends on its day', async () => {
    const id = await idOfFinding(ids[0]);
    const until = new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10);
    expect((await dismiss({ ids: [id], until })).problems).toEqual([]);
    expect(await idsOf(all)).not.toContain(id);
    app.later(2 * 86_400_000);
    expect(await idsOf(all)).toContain(id);
    expect(await usersWith('HOLDER_INACTIVE')).toBe(1);
  });
});
