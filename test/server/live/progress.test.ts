// changeSetProgress over every transport: how a set is now, how it gets on, and how it ends.
import { describe, expect, it } from '@jest/globals';
import { codesOf, idOf, metricsOf, useApp } from '../../support/app.ts';
import { present, until } from '../../support/assertions.ts';
import { assigning } from '../../support/inputs.ts';
import { mutate } from '../../support/mutations.ts';
import {
  TRANSPORTS,
  subscribeBy,
  type SubscriptionOptions,
  type SubscriptionTransport,
} from '../../support/subscriptions.ts';

interface Progress {
  readonly changeSetProgress: {
    readonly status: string;
    readonly progress: { readonly total: number; readonly pending: number; readonly underWay: number };
  } | null;
}

const PROGRESS = `subscription ($id: ID!) {
  changeSetProgress(id: $id) { status progress { total pending underWay } }
}`;

const app = useApp({ changes: { attempts: 1, settleMs: 600_000 } });

function follow(transport: SubscriptionTransport, id: string, options: SubscriptionOptions = {}) {
  return subscribeBy<Progress>(transport, app.url, PROGRESS, { variables: { id }, ...options });
}

/** Starts a set that takes a while. */
async function started(...stores: readonly string[]): Promise<string> {
  const { changeSet } = await mutate(app, 'applyLicenseChanges', { ...assigning(...stores), waitSeconds: 0 });
  return present(changeSet).id;
}

/** Stores without a license, by transport. */
const FREE = {
  WebSocket: ['store-27', 'store-28', 'store-31'],
  'SSE by GET': ['store-32', 'store-34', 'store-35'],
  'SSE by POST': ['store-48', 'store-51', 'store-52'],
} as const;

describe.each(TRANSPORTS)('by %s', (transport) => {
  it('a set is told as it is, as it gets on, and as it ends', async () => {
    app.fleet.yext.fault({ method: 'POST', fault: { kind: 'latency', ms: 600 } });
    const id = await started(...FREE[transport]);
    const { answers, ended } = follow(transport, id);
    expect(await ended).toEqual({ how: 'COMPLETE' });
    const statuses = answers.map(({ data }) => data.changeSetProgress?.status);
    expect(statuses.at(-1)).toBe('SUCCEEDED');
    expect(statuses.filter((status) => status === 'SUCCEEDED')).toHaveLength(1);
    expect(statuses.length).toBeGreaterThan(1);
    // No answer is the same as the one before.
    const texts = answers.map((answer) => JSON.stringify(answer));
    expect(texts.filter((text, place) => text === texts[place - 1])).toEqual([]);
  });

  it('a set that has ended is told once', async () => {
    const id = await started('store-27');
    await follow(transport, id).ended;
    const { answers, ended } = follow(transport, id);
    expect(await ended).toEqual({ how: 'COMPLETE' });
    expect(answers).toEqual([
      {
        data: { changeSetProgress: { status: 'SUCCEEDED', progress: { total: 1, pending: 0, underWay: 0 } } },
      },
    ]);
  });

  it('a set that is not there is one null', async () => {
    const { answers, ended } = follow(transport, idOf('ChangeSet', '00000000-0000-4000-8000-000000000000'));
    expect(await ended).toEqual({ how: 'COMPLETE' });
    expect(answers).toEqual([{ data: { changeSetProgress: null } }]);
  });

  it('an id that is none is an error with its code', async () => {
    const { answers, ended } = follow(transport, 'nonsense');
    expect(await ended).toEqual({ how: 'COMPLETE' });
    expect(answers.map(codesOf)).toEqual([['BAD_ID']]);
  });

  it('a plan is followed until somebody cancels it', async () => {
    const { changeSet } = await mutate(app, 'planLicenseChanges', assigning('store-200'));
    const { id } = present(changeSet);
    const { answers, ended } = follow(transport, id);
    await until(() => answers.length === 1);
    await mutate(app, 'cancelChangeSet', { id });
    expect(await ended).toEqual({ how: 'COMPLETE' });
    expect(answers.map(({ data }) => data.changeSetProgress?.status)).toEqual(['PLANNED', 'CANCELLED']);
  });

  it('a client that stops is no longer read for', async () => {
    const { changeSet } = await mutate(app, 'planLicenseChanges', assigning('store-201'));
    const { answers, stop } = follow(transport, present(changeSet).id);
    await until(() => answers.length === 1);
    expect(await subscriptionsNow()).toBe(1);
    stop();
    await until(async () => (await subscriptionsNow()) === 0);
  });

  it.each([
    ['variables of another type', PROGRESS, { id: { a: 1 } }, 'BAD_USER_INPUT'],
    ['a field that is not there', 'subscription { nothing }', {}, 'GRAPHQL_VALIDATION_FAILED'],
    ['no GraphQL', 'subscription {', {}, 'GRAPHQL_PARSE_FAILED'],
    [
      'too deep a document',
      `subscription { changeSetProgress(id: "x") { ${'changes { nodes { assignee { assignments { nodes {'.repeat(6)} id ${'} } } } }'.repeat(6)} } }`,
      {},
      'QUERY_TOO_LARGE',
    ],
  ])('%s: refused', async (_what, query, variables, code) => {
    const { answers, ended } = subscribeBy(transport, app.url, query, { variables });
    const end = await ended;
    expect(end).toMatchObject({ how: 'REFUSED', status: 400 });
    expect('errors' in end && codesOf({ data: null, errors: present(end.errors) })).toEqual([code]);
    expect(answers).toEqual([]);
  });

  it('a query is refused', async () => {
    const { ended } = subscribeBy(transport, app.url, '{ accounts { key } }');
    const end = await ended;
    expect(end).toMatchObject({ how: 'REFUSED', errors: [{ extensions: { code: 'BAD_REQUEST' } }] });
  });
});

async function subscriptionsNow(): Promise<number> {
  const named = [...(await metricsOf(app))].filter(([name]) => name.startsWith('subscriptions{'));
  return Math.max(0, ...named.map(([, value]) => value));
}
