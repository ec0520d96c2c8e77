// Callers of subscriptions: what their scopes allow, how long their tokens last, how many points they have.
import { describe, expect, it } from '@jest/globals';
import { codesOf, useApp, withToken, type TestApp } from '../../support/app.ts';
import { present, until } from '../../support/assertions.ts';
import { assigning } from '../../support/inputs.ts';
import { ISSUER, signed, toTheSecond, useIssuer } from '../../support/issuer.ts';
import { subscribeBy, TRANSPORTS } from '../../support/subscriptions.ts';

const PROGRESS = 'subscription ($id: ID!) { changeSetProgress(id: $id) { status } }';
const PLAN =
  'mutation ($input: PlanLicenseChangesInput!) { planLicenseChanges(input: $input) { changeSet { id } } }';
const ROOT = 'token-of-root-12345';

const issued = useIssuer();
const app = useApp({
  auth: () => ({
    tokens: [{ name: 'root', token: ROOT, mayChange: true }],
    jwt: [toTheSecond(issued.issuer)],
  }),
});

/** A token for some seconds, with these scopes. */
function tokenFor(seconds: number, scope = 'licenses:read'): Promise<string> {
  const claims = { iss: ISSUER, aud: 'license-graph', sub: 'ann', license_graph_accounts: '*', scope };
  return signed(issued.key, { ...claims, exp: Math.ceil(Date.now() / 1000) + seconds });
}

async function planOn(one: TestApp): Promise<string> {
  const { planLicenseChanges } = await withToken(one, ROOT).data<{
    planLicenseChanges: { changeSet: { id: string } | null };
  }>(PLAN, { variables: { input: { changes: assigning('store-27').changes } } });
  return present(planLicenseChanges.changeSet).id;
}

describe.each(TRANSPORTS)('by %s', (transport) => {
  const follow = (id: string, token: string) =>
    subscribeBy(transport, app.url, PROGRESS, {
      variables: { id },
      headers: { authorization: `Bearer ${token}` },
    });

  it('a token that expires ends what it has begun, and says so', async () => {
    const id = await planOn(app);
    const lasting = follow(id, await tokenFor(600));
    const brief = follow(id, await tokenFor(2));
    const end = await brief.ended;
    expect(brief.answers[0]).toEqual({ data: { changeSetProgress: { status: 'PLANNED' } } });
    if (transport === 'WebSocket') {
      expect(end).toEqual({ how: 'CLOSED', code: 4401, reason: 'The token has expired' });
    } else {
      expect(end).toEqual({ how: 'COMPLETE' });
      expect(brief.answers.slice(1).map(codesOf)).toEqual([['UNAUTHENTICATED']]);
    }
    expect(lasting.answers).toHaveLength(1);
    lasting.stop();
  });

  it('a caller without the scope is refused before anything is looked up', async () => {
    const { answers, ended } = follow(await planOn(app), await tokenFor(600, 'audit:read'));
    expect(await ended).toEqual({ how: 'COMPLETE' });
    expect(answers.map(codesOf)).toEqual([['FORBIDDEN']]);
  });
});

describe('points', () => {
  const ANN = 'token-of-ann-12345';
  const poor = useApp({
    auth: {
      tokens: [
        { name: 'root', token: ROOT, mayChange: true },
        { name: 'ann', token: ANN },
      ],
    },
    server: { limits: { pointsPerMinute: 60 } },
  });

  it('are spent by each event, and a subscription ends with those of its caller', async () => {
    const id = await planOn(poor);
    // More than half of them.
    const query = `subscription ($id: ID!) {
      changeSetProgress(id: $id) { status changes(first: 10) { nodes { outcome attempts } } }
    }`;
    const options = { variables: { id }, headers: { authorization: `Bearer ${ANN}` } };
    const { answers, ended } = subscribeBy('SSE by POST', poor.url, query, options);
    await until(() => answers.length === 1);
    const refusal = { code: 'TOO_MANY_REQUESTS', limit: 'server.limits.pointsPerMinute', allowed: 60 };
    const another = subscribeBy('SSE by POST', poor.url, query, options);
    expect(await another.ended).toMatchObject({
      how: 'REFUSED',
      status: 429,
      errors: [{ extensions: refusal }],
    });
    await withToken(poor, ROOT).data(
      'mutation ($input: CancelChangeSetInput!) { cancelChangeSet(input: $input) { replayed } }',
      { variables: { input: { id } } },
    );
    expect(await ended).toEqual({ how: 'COMPLETE' });
    expect(answers.slice(1)).toMatchObject([{ errors: [{ extensions: refusal }] }]);
  });
});
