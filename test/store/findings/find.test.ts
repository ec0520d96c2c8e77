// Findings in lists, counts and sums: what a loop over the rows gives, on both databases.
import { describe, expect, it } from '@jest/globals';
import {
  CONFIDENCES,
  FINDING_CODES,
  FINDING_SORTS,
  HOLDER_CODES,
  SEVERITIES,
  type FindingFilter,
} from '../../../src/domain/insight/finding.ts';
import type { Store } from '../../../src/store/api.ts';
import { present } from '../../support/assertions.ts';
import { DATABASES } from '../../support/databases.ts';
import { ACCOUNTS, someInventory } from '../../support/inventory-rows.ts';
import { createRandom, seeds, type Random } from '../../support/random.ts';
import { EVERYTHING, throughPages } from '../inventory/read-rig.ts';
import { someFindings, subjectOf, useMadeFindings, type MadeFinding } from './made-findings.ts';

const ROWS = someInventory(15);
const MADE = someFindings(3, ROWS);
/** That of the clock of the store. */
const TODAY = '2031-05-01';
const NOW = Date.parse('2031-05-01T10:00:00.000Z');
const DAY_MS = 86_400_000;

const dismissed = new Set(
  MADE.dismissals.filter(({ until }) => until === null || until > TODAY).map((one) => subjectOf(one)),
);
const keyOf = (no: number) => present(ACCOUNTS.find((account) => account.no === no)).key;
const providerOf = (no: number) => present(ACCOUNTS.find((account) => account.no === no)).provider;
const licenseOf = (id: number | null) => ROWS.licenses.find((row) => row.id === id);
const assigneeOf = (id: number | null) => ROWS.assignees.find((row) => row.id === id);

/** Ids of those that a filter lets through. */
function looped(visible: readonly string[], filter: FindingFilter): readonly MadeFinding[] {
  const { open = true, dismissed: isDismissed = false, accountKeys, providers, codes, departments } = filter;
  return MADE.findings.filter((row) => {
    const key = keyOf(row.accountNo);
    const openMs = (row.closedAt === null ? NOW : Date.parse(row.closedAt)) - Date.parse(row.firstAt);
    const license = licenseOf(row.licenseId);
    const assignee = assigneeOf(row.assigneeId);
    const holds: readonly boolean[] = [
      visible.includes(key),
      accountKeys?.includes(key) ?? true,
      providers?.some((provider) => provider === providerOf(row.accountNo)) ?? true,
      codes?.includes(row.code) ?? true,
      row.severity >= SEVERITIES.indexOf(filter.minSeverity ?? 'INFO'),
      row.confidence >= CONFIDENCES.indexOf(filter.minConfidence ?? 'HINT'),
      open === null || (row.closedAt === null) === open,
      isDismissed === null || dismissed.has(subjectOf(row)) === isDismissed,
      filter.openDays === undefined || openMs >= filter.openDays * DAY_MS,
      departments === undefined || departments.includes(assignee?.department ?? ''),
      filter.licenses?.some((ref) => ref.accountKey === key && ref.externalId === license?.externalId) ??
        true,
      filter.assignees?.some((ref) => ref.accountKey === key && ref.externalId === assignee?.externalId) ??
        true,
    ];
    return holds.every(Boolean);
  });
}

function someFilter(random: Random): FindingFilter {
  const maybe = <T extends object>(share: number, value: T): Partial<T> =>
    random.chance(share) ? value : {};
  const made = present(MADE.findings[random.whole(0, MADE.findings.length - 1)]);
  const accountKey = keyOf(made.accountNo);
  const license = licenseOf(made.licenseId);
  const assignee = assigneeOf(made.assigneeId);
  return {
    ...maybe(0.2, { accountKeys: [random.pick(['acme', 'fleet', 'nowhere'])] }),
    ...maybe(0.2, { providers: [random.pick(['WEBEX', 'THINGSPACE'] as const)] }),
    ...maybe(0.3, { codes: [...HOLDER_CODES, random.pick(FINDING_CODES)] }),
    ...maybe(0.3, { minSeverity: random.pick(SEVERITIES) }),
    ...maybe(0.3, { minConfidence: random.pick(CONFIDENCES) }),
    ...maybe(0.2, { openDays: random.whole(0, 61) }),
    ...maybe(0.2, { departments: ['Sales', 'R&D'] }),
    ...maybe(0.7, { open: random.pick([true, false, null]) }),
    ...maybe(0.7, { dismissed: random.pick([true, false, null]) }),
    ...(license ? maybe(0.1, { licenses: [{ accountKey, externalId: license.externalId }] }) : {}),
    ...(assignee
      ? maybe(0.1, { assignees: [{ accountKey, kind: assignee.kind, externalId: assignee.externalId }] })
      : {}),
  };
}

const ALL: FindingFilter = { open: null, dismissed: null };

describe.each(DATABASES)('findings on %s', (database) => {
  const rig = useMadeFindings(database, { rows: ROWS, made: MADE });
  const idsOf = (store: Store, visible: readonly string[], filter: FindingFilter) =>
    throughPages((after) =>
      store.findFindings({ visible, filter, sort: { field: 'SINCE', direction: 'ASC' }, first: 37, after }),
    ).then((rows) => rows.map(({ value }) => value.id));

  it.each(seeds(60))('are found and counted as a loop finds them (seed %i)', async (seed) => {
    const random = createRandom(seed);
    const filter = someFilter(random);
    const visible = random.pick([EVERYTHING, ['acme'], ['fleet', 'branch']]);
    const expected = looped(visible, filter).map(({ id }) => id);
    expect(new Set(await idsOf(rig.store, visible, filter))).toEqual(new Set(expected));
    expect(await rig.store.countFindings({ visible, filter })).toBe(expected.length);
  });

  it.each(FINDING_SORTS.flatMap((field) => [['ASC', field] as const, ['DESC', field] as const]))(
    'are sorted %s by %s',
    async (direction, field) => {
      // The gravest, then the surest, then the oldest.
      const rank = (row: MadeFinding) => [row.severity, row.confidence, -Date.parse(row.firstAt)];
      const valuesOf = (row: MadeFinding): readonly (number | string)[] =>
        field === 'SEVERITY' ? rank(row) : field === 'SINCE' ? [row.firstAt] : [row.code];
      const sign = direction === 'ASC' ? 1 : -1;
      const expected = [...looped(EVERYTHING, ALL)].sort((one, other) => {
        const [a, b] = [
          [...valuesOf(one), one.id],
          [...valuesOf(other), other.id],
        ];
        const at = a.findIndex((value, place) => value !== b[place]);
        return at === -1 ? 0 : (present(a[at]) > present(b[at]) ? 1 : -1) * sign;
      });
      const found = await throughPages((after) =>
        rig.store.findFindings({
          visible: EVERYTHING,
          filter: ALL,
          sort: { field, direction },
          first: 37,
          after,
        }),
      );
      expect(found.map(({ value }) => value.id)).toEqual(expected.map(({ id }) => id));
    },
  );

  it('are told with what they are about, and with the dismissal that holds today', async () => {
    const ids = MADE.findings.map(({ id }) => id);
    const found = await rig.store.findingsById(EVERYTHING, [...ids, 999]);
    expect(found).toHaveLength(ids.length);
    for (const [index, row] of MADE.findings.entries()) {
      const assignee = assigneeOf(row.assigneeId);
      const holding = MADE.dismissals.find((one) => subjectOf(one) === subjectOf(row));
      const isDismissed = dismissed.has(subjectOf(row));
      expect(found[index]).toEqual({
        id: row.id,
        code: row.code,
        accountKey: keyOf(row.accountNo),
        licenseId: licenseOf(row.licenseId)?.externalId ?? null,
        assignee: assignee ? { kind: assignee.kind, externalId: assignee.externalId } : null,
        key: row.key,
        severity: SEVERITIES[row.severity],
        confidence: CONFIDENCES[row.confidence],
        seats: row.seats,
        evidence: [
          { name: 'total', value: row.evidence['total'] },
          { name: 'lastActiveAt', value: row.evidence['lastActiveAt'] },
        ],
        firstAt: row.firstAt,
        lastAt: row.lastAt,
        closedAt: row.closedAt,
        dismissal:
          isDismissed && holding
            ? { by: 'ann', at: holding.at, reason: holding.reason, until: holding.until }
            : null,
      });
    }
    const ofAcme = MADE.findings.filter(({ accountNo }) => accountNo === 1).map(({ id }) => id);
    expect((await rig.store.findingsById(['acme'], ids)).map(({ id }) => id)).toEqual(ofAcme);
    expect(await rig.store.findingsById([], ids)).toEqual([]);
  });

  it('come to what they come to, by rule and license', async () => {
    const found = await rig.store.summariseFindings({ visible: EVERYTHING, filter: {} });
    const groups = Map.groupBy(looped(EVERYTHING, {}), ({ accountNo, code, licenseId }) =>
      JSON.stringify([keyOf(accountNo), code, licenseOf(licenseId)?.externalId ?? null]),
    );
    const expected = [...groups].map(([name, rows]) => [
      name,
      rows.length,
      rows.reduce((sum, { seats }) => sum + seats, 0),
      SEVERITIES[Math.max(...rows.map(({ severity }) => severity))],
    ]);
    const told = found.map(({ accountKey, code, licenseId, count, seats, severity }) => [
      JSON.stringify([accountKey, code, licenseId]),
      count,
      seats,
      severity,
    ]);
    expect(new Map(told.map((row) => [row[0], row]))).toEqual(new Map(expected.map((row) => [row[0], row])));
    const grave = found.map(({ severity }) => SEVERITIES.indexOf(severity));
    expect(grave).toEqual([...grave].sort((a, b) => b - a));
    expect(await rig.store.summariseFindings({ visible: [], filter: {} })).toEqual([]);
  });

  it('tell seats that nobody needs, each holding once, and how many are open', async () => {
    const refs = ROWS.licenses.map(({ accountNo, externalId }) => ({
      accountKey: keyOf(accountNo),
      externalId,
    }));
    const live = looped(EVERYTHING, {});
    const hints = live.filter(({ confidence }) => CONFIDENCES[confidence] === 'HINT');
    expect(hints.length).toBeGreaterThan(0);
    const expected = ROWS.licenses.map(({ id }) => {
      const here = live.filter((one) => one.licenseId === id && !hints.includes(one));
      const holders = here.filter(({ code }) => (HOLDER_CODES as readonly string[]).includes(code));
      const unused = here.filter(({ code }) => code === 'UNUSED_SEATS').map(({ seats }) => seats);
      return {
        unused: Math.max(0, ...unused),
        idle: new Set(holders.map(({ assigneeId }) => assigneeId)).size,
      };
    });
    expect(expected.some(({ idle }) => idle > 1)).toBe(true);
    expect(await rig.store.wastedSeats([...refs, { accountKey: 'acme', externalId: 'nothing' }])).toEqual([
      ...expected,
      { unused: 0, idle: 0 },
    ]);
    const open = await rig.store.openFindings();
    expect(open.reduce((sum, { count }) => sum + count, 0)).toBe(live.length);
    const of = (accountKey: string) => open.filter((one) => one.accountKey === accountKey);
    expect(of('fleet').reduce((sum, { count }) => sum + count, 0)).toBe(
      live.filter(({ accountNo }) => accountNo === 2).length,
    );
  });
});
