// The audit log: complete, in one chain, and nothing in it can be altered unnoticed.
import { describe, expect, it } from '@jest/globals';
import { only } from '../../support/assertions.ts';
import { HELD, PLAIN, aChange, aSet, pending, result, someChanges } from '../../support/builders.ts';
import { DATABASES } from '../../support/databases.ts';
import { claimedSet, useStore } from '../../support/store.ts';

describe.each(DATABASES)('the audit log on %s', (database) => {
  const { store, query } = useStore(database);

  /** Six entries: REQUEST_SET, four changes, FINISH_SET. */
  async function writeSix(): Promise<readonly string[]> {
    const { part, ids } = await claimedSet(store, 4);
    await store.markSending(part, ids);
    await store.record(
      part,
      ids.map((id) => result(id, { after: HELD, upstreamRequestIds: [`r-${id}`] })),
    );
    await store.releasePart(part);
    return ids;
  }

  /** As somebody would who has the rights of the tables' owner. */
  async function tamper(...statements: string[]): Promise<void> {
    await query('alter table audit_events disable trigger audit_events_append_only');
    for (const statement of statements) await query(statement);
    await query('alter table audit_events enable trigger audit_events_append_only');
  }

  it('tells who did what to whom, for whom and why', async () => {
    const [first = ''] = await writeSix();
    const events = await store.auditEvents({}, null, 99);
    expect(events.map(({ seq, action, outcome }) => `${seq} ${action} ${String(outcome)}`)).toEqual([
      '1 REQUEST_SET RUNNING',
      '2 ASSIGN VERIFIED',
      '3 ASSIGN VERIFIED',
      '4 ASSIGN VERIFIED',
      '5 ASSIGN VERIFIED',
      '6 FINISH_SET SUCCEEDED',
    ]);
    expect(events[1]).toEqual({
      seq: 2,
      at: '2031-05-01T10:00:00.000Z',
      principal: 'robot',
      action: 'ASSIGN',
      setId: events[0]?.setId,
      changeId: first,
      accountKey: 'a',
      licenseId: 'license-1',
      assignee: { kind: 'USER', externalId: 'user-0' },
      site: null,
      outcome: 'VERIFIED',
      before: { held: false, status: null, assignedAt: null, removalOn: null },
      after: HELD,
      reason: 'new hires',
      ticket: 'HR-1',
      upstreamRequestIds: [`r-${first}`],
      finding: null,
      checkpoint: null,
      prevHash: events[0]?.hash,
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  it('finds entries by what they are about, page by page', async () => {
    await writeSix();
    const device = aChange('b', 1, { licenseId: 'l2', assignee: { kind: 'DEVICE', externalId: 'd1' } });
    await store.createSet(aSet({ principal: 'ann' }), [pending(device, { outcome: 'NO_CHANGE' })], PLAIN);
    const seqs = async (
      filter: Parameters<typeof store.auditEvents>[0],
      after: number | null = null,
      limit = 99,
      direction: 'ASC' | 'DESC' = 'ASC',
    ) => (await store.auditEvents(filter, after, limit, direction)).map(({ seq }) => seq);
    const { setId } = only(await store.auditEvents({ accountKey: 'b' }, null, 9));
    expect(await seqs({ setId: setId ?? '' })).toEqual([7, 8, 9]);
    expect(await seqs({ accountKey: 'b', licenseId: 'l2' })).toEqual([8]);
    expect(await seqs({ assignee: { kind: 'DEVICE', externalId: 'd1' } })).toEqual([8]);
    expect(await seqs({ assignee: { kind: 'USER', externalId: 'd1' } })).toEqual([]);
    expect(await seqs({ principal: 'ann' })).toEqual([7, 8, 9]);
    expect(await seqs({ accountKeys: ['b', 'c'] })).toEqual([8]);
    expect(await seqs({ actions: ['FINISH_SET'] })).toEqual([6, 9]);
    expect(await seqs({}, 4, 3)).toEqual([5, 6, 7]);
    expect(await seqs({}, null, 3, 'DESC')).toEqual([9, 8, 7]);
    expect(await seqs({ principal: 'robot' }, 4, 99, 'DESC')).toEqual([3, 2, 1]);
  });

  it('has no gaps and one chain when many write at once', async () => {
    await Promise.all(Array.from({ length: 25 }, () => writeSix()));
    const events = await store.auditEvents({}, null, 999);
    expect(events.map(({ seq }) => seq)).toEqual(Array.from({ length: 150 }, (_, index) => index + 1));
    expect(await store.verifyChain()).toEqual({ ok: true, checked: 150, firstBad: null });
    expect(await store.verifyChain({ from: 101 })).toEqual({ ok: true, checked: 50, firstBad: null });
  });

  describe('an altered entry is found and named', () => {
    const ALTERED = { seq: 3, why: 'its content does not match its hash' };
    it.each([
      ['time', `at = at + interval '1 millisecond'`],
      ['principal', `principal = 'nobody'`],
      ['action', `action = 'REMOVE'`],
      ['set', `set_id = 'another'`],
      ['change', `change_id = null`],
      ['account', `account_key = 'b'`],
      ['license', `license_id = 'license-2'`],
      ['kind of assignee', `assignee_kind = 'DEVICE'`],
      ['assignee', `assignee_id = 'user-9'`],
      ['account on a site', `site = '{"siteUrl": "a.example", "role": "ATTENDEE"}'`],
      ['outcome', `outcome = 'REJECTED'`],
      ['state before', `before = '{"held": true}'`],
      ['state after', `after = after || '{"status": "PENDING"}'`],
      ['a word more in the state after', `after = after || '{"more": 1}'`],
      ['reason', `reason = null`],
      ['ticket', `ticket = 'HR-2'`],
      ['request ids', `upstream_request_ids = '[]'`],
      ['checkpoint', `checkpoint = '{"throughSeq": 1, "hash": ""}'`],
      ['hash', `hash = repeat('a', 64)`],
    ])('%s', async (_name, assignment) => {
      await writeSix();
      await tamper(`update audit_events set ${assignment} where seq = 3`);
      expect(await store.verifyChain()).toEqual({ ok: false, checked: 3, firstBad: ALTERED });
    });

    it('also among many, read in batches', async () => {
      const changes = someChanges('a', 4_100).map((one) => ({ ...one, outcome: 'NO_CHANGE' as const }));
      await store.createSet(aSet(), changes, PLAIN);
      expect(await store.verifyChain()).toEqual({ ok: true, checked: 4_102, firstBad: null });
      await tamper(`update audit_events set ticket = 'X' where seq = 4021`);
      expect(await store.verifyChain()).toMatchObject({
        ok: false,
        firstBad: { ...ALTERED, seq: 4_021 },
      });
      expect(await store.verifyChain({ from: 4_050 })).toEqual({
        ok: true,
        checked: 53,
        firstBad: null,
      });
    });

    it('with a hash that fits it: by the entry after it, and by the end of the chain', async () => {
      await writeSix();
      // The entry of another log, whole in itself.
      const statement = `update audit_events set prev_hash = repeat('b', 64), principal = 'x', hash = encode(sha256('x'), 'hex') where seq = 3`;
      await tamper(statement);
      expect((await store.verifyChain()).firstBad).toEqual({
        seq: 3,
        why: 'it does not follow from the entry before it',
      });
    });
  });

  describe('a missing or an added entry is found', () => {
    const cases: readonly (readonly [string, string, number, string])[] = [
      ['the first', 'delete from audit_events where seq = 1', 2, 'entries 1 to 1 are missing'],
      ['in the middle', 'delete from audit_events where seq in (3, 4)', 5, 'entries 3 to 4 are missing'],
      ['the last', 'delete from audit_events where seq = 6', 6, 'entries up to 6 are missing at the end'],
      ['all', 'delete from audit_events', 1, 'entries up to 6 are missing at the end'],
      [
        'one more',
        `insert into audit_events select 7, at, principal, action, set_id, change_id, account_key, license_id, assignee_kind,
         assignee_id, site, outcome, before, after, reason, ticket, upstream_request_ids, checkpoint, hash, hash
         from audit_events where seq = 6`,
        7,
        'it is beyond the end of the chain',
      ],
      [
        'the end itself',
        `update audit_head set hash = repeat('c', 64)`,
        6,
        'the end of the chain has another hash',
      ],
    ];
    it.each(cases)('%s', async (_name, statement, seq, why) => {
      await writeSix();
      await tamper(statement);
      expect(await store.verifyChain()).toMatchObject({ ok: false, firstBad: { seq, why } });
    });
  });

  it('refuses to be altered', async () => {
    await writeSix();
    const refusals = [
      `update audit_events set principal = 'x'`,
      'delete from audit_events where seq = 1',
      'truncate audit_events',
    ];
    for (const statement of refusals) {
      await expect(query(statement)).rejects.toThrow('the audit log is append-only');
    }
    await expect(query('select prune_audit_events(3)')).rejects.toThrow('no checkpoint stands for');
    expect(await store.verifyChain()).toMatchObject({ ok: true, checked: 6 });
  });
});
