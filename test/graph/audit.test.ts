// The audit log through HTTP: who changed what, why, and with what the provider calls it.
import { beforeAll, describe, expect, it } from '@jest/globals';
import { codesOf, everyPage, useApp, writesOf, type NodesOfMany } from '../support/app.ts';
import { assigning, pack } from '../support/inputs.ts';
import { mutate, type Payload } from '../support/mutations.ts';

const app = useApp();

let done: Payload;
let sent: readonly string[];
beforeAll(async () => {
  done = await mutate(app, 'applyLicenseChanges', {
    ...assigning('store-5', 'store-7', 'store-8'),
    reason: 'new stores',
    ticket: 'OPS-7',
  });
  sent = writesOf(app);
  await mutate(app, 'removeLicense', { ...pack('store-5'), reason: 'closed' });
});

interface Entry {
  readonly seq: number;
  readonly action: string;
  readonly status: string | null;
  readonly upstreamRequestIds: readonly string[];
  readonly assignee: { readonly id: string; readonly externalId: string } | null;
  readonly hash: string;
  readonly prevHash: string;
}

const PAGE = `query($filter: AuditEventFilter, $orderBy: AuditEventSort, $first: Int, $after: String) {
  auditEvents(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
    nodes {
      seq action principal reason ticket outcome status before { held } after { held } upstreamRequestIds
      changeSet { id } change { outcome } license { id externalId } assignee { id externalId } hash prevHash
    }
    pageInfo { hasNextPage endCursor }
  }
}`;

async function entries(filter: object, first = 100, rest: object = {}): Promise<Entry[]> {
  const variables = { filter, first, ...rest };
  const pages = await everyPage<NodesOfMany<Entry>>(app, PAGE, ['auditEvents'], variables);
  return pages.flatMap(({ nodes }) => nodes);
}

describe('the audit log', () => {
  it('has each change with before, after, principal, reason, ticket and the request ids of the provider', async () => {
    const own = await entries({ changeSetId: done.changeSet?.id });
    expect(own.map(({ action, status }) => [action, status])).toEqual([
      ['REQUEST_SET', 'RUNNING'],
      ['ASSIGN', null],
      ['ASSIGN', null],
      ['ASSIGN', null],
      ['FINISH_SET', 'SUCCEEDED'],
    ]);
    for (const entry of own.slice(1, 4)) {
      expect(entry).toMatchObject({
        principal: 'anonymous',
        reason: 'new stores',
        ticket: 'OPS-7',
        outcome: 'VERIFIED',
        before: { held: false },
        after: { held: true },
        change: { outcome: 'VERIFIED' },
        license: { externalId: 'LP-EMPTY' },
        changeSet: { id: done.changeSet?.id },
      });
      expect(entry.upstreamRequestIds).toHaveLength(1);
    }
    expect(sent).toHaveLength(3);
  });

  it('is one chain, whatever the page size', async () => {
    const whole = await entries({});
    expect(await entries({}, 2)).toEqual(whole);
    expect(whole.map(({ seq }) => seq)).toEqual(whole.map((_, index) => index + 1));
    expect(whole.map(({ prevHash }) => prevHash)).toEqual([
      '0'.repeat(64),
      ...whole.slice(0, -1).map(({ hash }) => hash),
    ]);
  });

  const NEWEST_FIRST = { orderBy: { field: 'SEQ', direction: 'DESC' } };

  it('begins with the newest entry where that is asked for, page by page', async () => {
    const whole = await entries({}, 100, NEWEST_FIRST);
    expect(whole).toEqual((await entries({})).toReversed());
    expect(await entries({}, 2, NEWEST_FIRST)).toEqual(whole);
    expect(await entries({ actions: ['REMOVE'] }, 1, NEWEST_FIRST)).toEqual(
      await entries({ actions: ['REMOVE'] }),
    );
  });

  it('is narrowed to an assignee, a license, an action, a principal', async () => {
    const [first] = await entries({ actions: ['REMOVE'] });
    expect(first).toMatchObject({ action: 'REMOVE', reason: 'closed', assignee: { externalId: 'store-5' } });
    const ofStore = await entries({ assigneeId: first?.assignee?.id });
    expect(ofStore.map(({ action }) => action)).toEqual(['ASSIGN', 'REMOVE']);
    expect(await entries({ principal: 'nobody' })).toEqual([]);
    expect(await entries({ accountKey: 'webex' })).toEqual([]);
    expect((await entries({ accountKey: 'listings' })).length).toBe(4);
  });

  it('has cursors of one order alone, which hold while entries are written', async () => {
    const page = async (rest: object) => {
      const variables = { filter: {}, first: 2, ...NEWEST_FIRST, ...rest };
      return await app.ask<{ auditEvents: NodesOfMany<Entry> }>(PAGE, { variables });
    };
    const { auditEvents } = (await page({})).data;
    const after = auditEvents.pageInfo.endCursor;
    const before = (await page({ after })).data;
    await mutate(app, 'applyLicenseChanges', { ...assigning('store-10'), reason: 'meanwhile' });
    expect((await page({ after })).data).toEqual(before);
    for (const orderBy of [{ field: 'SEQ' }, null]) {
      expect(codesOf(await page({ after, orderBy }))).toEqual(['BAD_CURSOR']);
    }
    // That of the oldest first is the same whether or not the order is named.
    const oldest = (await page({ orderBy: null })).data.auditEvents.pageInfo.endCursor;
    expect((await page({ after: oldest, orderBy: { field: 'SEQ' } })).errors).toBeUndefined();
  });
});
