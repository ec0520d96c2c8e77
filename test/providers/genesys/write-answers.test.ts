// What is said of each change: by the rows of an answer, and where a call is refused whole.
import { describe, expect, it } from '@jest/globals';
import { present, sentOf } from '../../support/assertions.ts';
import { useProvider } from '../../support/provider.ts';
import { NOBODY } from '../../support/providers/genesys.ts';
import { NOTHING, PATH, WEM2, assign, heldBy, isSo, remove, statusesOf, who, writesTo } from './changes.ts';

const bench = useProvider('genesys');
const { account, emulator } = bench;

describe('row by row', () => {
  it('what is refused is unknown, what is not is accepted', async () => {
    const group = [
      assign('cloudCX1', who(NOTHING)),
      assign('gc2WEMupgrade', who(NOTHING, 1)),
      assign('cloudCX1', NOBODY),
      assign('no-such-license', who('cloudCX2')),
      remove('gc2WEMupgrade', who(WEM2)),
    ];
    const sent = await sentOf(account, group);
    const statuses = sent.map(({ status }) => status);
    expect(statuses).toEqual(['ACCEPTED', 'UNKNOWN', 'UNKNOWN', 'UNKNOWN', 'ACCEPTED']);
    expect(sent[1]?.problem).toMatchObject({
      code: 'UPSTREAM_REJECTED',
      blame: 'PROVIDER',
      accountKey: 'us',
      providerCode: 'FAILURE',
      upstreamRequestId: sent[0]?.upstreamRequestIds[0],
      hint: expect.stringContaining('Roles bring licenses'),
    });
    for (const [at, one] of group.entries()) {
      expect(await isSo(account, one)).toBe(statuses[at] === 'ACCEPTED');
    }
  });

  it('what is so already is accepted', async () => {
    const group = [assign('cloudCX2', who('cloudCX2')), remove('cloudCX1', who('cloudCX2', 1))];
    expect(await statusesOf(account, group)).toEqual(['ACCEPTED', 'ACCEPTED']);
  });

  it.each(['resultSuccess', 'resultUnchanged'])('another word for success is none: %s', async (name) => {
    emulator.setSwitch(name, 'DONE');
    const one =
      name === 'resultSuccess' ? assign('cloudCX1', who(NOTHING)) : assign('cloudCX2', who('cloudCX2'));
    expect(await sentOf(account, [one])).toMatchObject([
      { status: 'UNKNOWN', problem: { providerCode: 'DONE' } },
    ]);
    expect(await isSo(account, one)).toBe(true);
  });

  it('a refusal that undoes the rest is one of all rows', async () => {
    emulator.setSwitch('atomicAssignment', true);
    const group = [assign('cloudCX1', who(NOTHING)), assign('gc2WEMupgrade', who(NOTHING, 1))];
    expect(await statusesOf(account, group)).toEqual(['UNKNOWN', 'UNKNOWN']);
    expect(await heldBy(account, who(NOTHING))).toEqual([]);
  });

  describe('told in whatever way', () => {
    const ada = '0a6f1c52-7a1e-4f0c-8b0a-3c2f5f6f0001';
    const bo = '0a6f1c52-7a1e-4f0c-8b0a-3c2f5f6f0002';
    const group = [assign('cloudCX1', ada), assign('cloudCX1', bo), remove('cloudCX2', ada)];
    function row(userId: unknown, licenseId: unknown, result: unknown = 'SUCCESS'): object {
      return { userId, licenseId, result };
    }
    const FINE = [row(ada, 'cloudCX1'), row(bo, 'cloudCX1'), row(ada, 'cloudCX2')];

    it.each<[string, unknown, string]>([
      ['in order', FINE, 'AAA'],
      ['backwards', FINE.toReversed(), 'AAA'],
      ['in another case', [row(ada.toUpperCase(), 'cloudCX1', 'success'), ...FINE.slice(1)], 'AAA'],
      [
        'with rows of others',
        [row(NOBODY, 'cloudCX1', 'FAILURE'), row(bo, 'cloudCX2', 'FAILURE'), ...FINE],
        'AAA',
      ],
      ['twice', [...FINE, ...FINE], 'AAA'],
      ['twice, once otherwise', [...FINE, row(bo, 'cloudCX1', 'FAILURE')], 'AUA'],
      ['with one refused', [row(ada, 'cloudCX1'), row(bo, 'cloudCX1', 'NO'), row(ada, 'cloudCX2')], 'AUA'],
      ['with one left out', FINE.slice(1), 'UAA'],
      ['with another license', [...FINE.slice(0, 2), row(ada, 'CLOUDCX2')], 'AAU'],
      ['without a result', [...FINE.slice(0, 2), row(ada, 'cloudCX2', null)], 'AAU'],
      ['without users', [row(null, 'cloudCX1'), { licenseId: 'cloudCX2', result: 'SUCCESS' }], 'UUU'],
      ['with no rows', [], 'UUU'],
      ['with a failure inside', [...FINE, { userId: 7 }], 'UUU'],
      ['as an object', { entities: FINE }, 'UUU'],
    ])('%s', async (_, body, expected) => {
      bench.strike({ kind: 'answer', status: 200, body }, { path: PATH });
      const sent = await sentOf(account, group);
      expect(sent.map(({ status }) => status.slice(0, 1)).join('')).toBe(expected);
      expect(sent.map(({ problem }) => problem !== null)).toEqual(
        expected.split('').map((letter) => letter === 'U'),
      );
      // The id of the request is in a header: it is there even where the body is good for nothing.
      for (const { upstreamRequestIds } of sent) expect(upstreamRequestIds).toHaveLength(1);
    });

    it('with a redirect', async () => {
      bench.strike({ kind: 'answer', status: 307, body: FINE }, { path: PATH });
      expect(await statusesOf(account, group)).toEqual(['UNKNOWN', 'UNKNOWN', 'UNKNOWN']);
    });

    it.each([
      ['SKIPPED', 'SKIPPED'],
      ['see http://example.test/?token=1', null],
    ])('%s may be shown as %s', async (result, code) => {
      const body = [row(ada, 'cloudCX1', result)];
      bench.strike({ kind: 'answer', status: 200, body }, { path: PATH });
      const [sent] = await sentOf(account, [assign('cloudCX1', ada)]);
      expect(sent).toMatchObject({ status: 'UNKNOWN', problem: { providerCode: code } });
      expect(JSON.stringify(sent)).not.toContain('token');
    });
  });
});

describe('a call refused whole', () => {
  const bad = () => assign('gc2WEMupgrade', who(NOTHING, 1));

  it('for one row is that of the row', async () => {
    emulator.setSwitch('refusalScope', 'call');
    expect(await sentOf(account, [assign('no-such-license', who(NOTHING))])).toMatchObject([
      {
        status: 'REJECTED',
        problem: { code: 'UPSTREAM_REJECTED', providerCode: 'not.found', accountKey: 'us' },
      },
    ]);
  });

  it('for a conflict may be over the next moment, or be for good: that is said', async () => {
    emulator.setSwitch('refusalScope', 'call');
    const [sent] = await sentOf(account, [bad()]);
    expect(sent).toMatchObject({
      status: 'UNKNOWN',
      problem: {
        code: 'UPSTREAM_UNAVAILABLE',
        retryable: true,
        providerCode: 'conflict',
        hint: expect.stringContaining('may lack what the license needs'),
      },
    });
    expect(sent?.upstreamRequestIds).toEqual([sent?.problem?.upstreamRequestId]);
    expect(await isSo(account, bad())).toBe(false);
  });

  it.each([
    [true, false],
    [false, true],
  ])('for several says nothing of the others: atomic %s', async (atomic, done) => {
    emulator.setSwitch('refusalScope', 'call');
    emulator.setSwitch('atomicAssignment', atomic);
    const good = assign('cloudCX1', who(NOTHING));
    const sent = await sentOf(account, [good, bad()]);
    expect(sent).toMatchObject([
      { status: 'UNKNOWN', problem: { code: 'UPSTREAM_UNAVAILABLE' } },
      { status: 'UNKNOWN', problem: { providerCode: 'conflict' } },
    ]);
    expect(sent[0]?.upstreamRequestIds).toEqual([sent[0]?.problem?.upstreamRequestId]);
    expect(await isSo(account, good)).toBe(done);
    expect(writesTo(emulator)).toEqual([409]);
  });

  it('for its size is unknown, and not sent again', async () => {
    emulator.setSwitch('maxBulk', 1);
    const group = [assign('cloudCX1', who(NOTHING)), assign('cloudCX1', who(NOTHING, 1))];
    expect(await statusesOf(account, group)).toEqual(['UNKNOWN', 'UNKNOWN']);
    expect(writesTo(emulator)).toEqual([400]);
    expect(await heldBy(account, who(NOTHING))).toEqual([]);
  });

  it.each(['current', 'legacy'])('for want of a permission names it: %s', async (permissions) => {
    emulator.setSwitch('permissions', permissions);
    const reader = bench.open({ clientId: 'acme-us-reader' });
    const group = [assign('cloudCX1', who(NOTHING)), remove('cloudCX3', who('cloudCX3'))];
    const refusal = {
      status: 'REJECTED',
      problem: { code: 'UPSTREAM_FORBIDDEN', hint: expect.stringContaining('authorization:grant:add') },
    };
    expect(await sentOf(reader, group)).toMatchObject([refusal, refusal]);
    expect(await heldBy(account, who(NOTHING))).toEqual([]);
  });

  it('for the budget was not processed', async () => {
    emulator.setSwitch('callsPerMinute', 1);
    expect(await statusesOf(account, [assign('cloudCX1', who(NOTHING))])).toEqual(['ACCEPTED']);
    const asked = Date.now();
    const [sent] = await sentOf(account, [remove('cloudCX3', who('cloudCX3'))]);
    expect(sent).toMatchObject({
      status: 'NOT_SENT',
      problem: { code: 'UPSTREAM_THROTTLED', retryable: true },
    });
    expect(Date.parse(present(sent?.problem?.retryAt))).toBeGreaterThan(asked);
    expect(writesTo(emulator)).toEqual([200, 429]);
  });
});
