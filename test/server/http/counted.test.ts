// Refusals of callers in the metrics: whoever guesses tokens, or asks for what it may not, is seen there.
import { describe, expect, it } from '@jest/globals';
import { movedBy, useApp, withToken } from '../../support/app.ts';
import { subscribeBy } from '../../support/subscriptions.ts';

const READER = 'a-token-of-a-reader';
const AUDITOR = 'a-token-of-an-auditor';

describe('a caller that is refused is counted', () => {
  const app = useApp({
    auth: {
      tokens: [
        { name: 'reader', token: READER, scopes: ['licenses:read'] },
        { name: 'auditor', token: AUDITOR, scopes: ['audit:read'] },
      ],
    },
  });
  const forbidden = 'refusals_total{reason="FORBIDDEN"}';

  it('for each token that is not known', async () => {
    const moved = await movedBy(app, async () => {
      await withToken(app, 'a-token-that-was-guessed').ask('{ accounts { key } }');
      await app.ask('{ accounts { key } }');
      await withToken(app, READER).ask('{ accounts { key } }');
    });
    expect([moved('refusals_total{reason="UNAUTHENTICATED"}'), moved(forbidden)]).toEqual([2, 0]);
  });

  it('once for each request that asks for more than its scopes', async () => {
    const moved = await movedBy(app, async () => {
      await withToken(app, READER).ask('{ a: auditEvents { __typename } b: auditEvents { __typename } }');
      await withToken(app, AUDITOR).ask('{ viewer { name } licenses { totalCount } }');
      await withToken(app, READER).ask('{ licenses { totalCount } }');
    });
    expect(moved(forbidden)).toBe(2);
  });

  it.each(['WebSocket', 'SSE by POST'] as const)('for a subscription by %s', async (transport) => {
    const moved = await movedBy(app, async () => {
      const headers = { authorization: `Bearer ${AUDITOR}` };
      const query = 'subscription { changeSetProgress(id: "x") { id } }';
      await subscribeBy(transport, app.url, query, { headers }).ended;
    });
    expect(moved(forbidden)).toBe(1);
  });
});
