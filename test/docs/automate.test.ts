// docs/automate.md, command by command in one shell, as a reader would run them: what it says of the answers is so.
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { startTestApp, useApp, writesOf } from '../support/app.ts';
import { until } from '../support/assertions.ts';
import { only } from '../support/company.ts';
import { newFiles } from '../support/databases.ts';
import { useFolder } from '../support/folder.ts';
import { useFoundApp } from '../support/found-app.ts';
import { startGate, type Gate } from '../support/gate.ts';
import { opened } from '../support/lifecycle.ts';
import type { StubRequest } from '../support/stub-server.ts';
import { openShell, type Shell } from './shell.ts';

const TEXT = readFileSync(new URL('../../docs/automate.md', import.meta.url), 'utf8');
const BLOCKS = [...TEXT.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, block = '']) => block);
const Unfinished = z.object({
  changeSet: z.object({ changes: z.object({ nodes: z.array(z.unknown()) }) }),
});
const Applied = z.object({ applyLicenseChanges: z.looseObject({ replayed: z.boolean() }) });
const HERE = 'http://127.0.0.1:4000/graphql';

/** What a mutation answers when the changes asked for were made. */
function succeeded(changeSet: object): object {
  return { problems: [], changeSet: { status: 'SUCCEEDED', ...changeSet } };
}

/** Runs blocks of the document, each of them once and in its order. */
function createReader(shell: Shell, app: { readonly url: string }) {
  let next = 0;
  const run = (commands: string): Promise<string> =>
    shell.run(commands.replaceAll(HERE, `${app.url}/graphql`));
  return {
    left: () => BLOCKS.length - next,
    /** Runs the next block, which must hold this text, at another address. */
    async at(url: string, telling: string): Promise<string> {
      const block = BLOCKS[next] ?? '';
      expect(block).toContain(telling);
      next += 1;
      return await shell.run(block.replaceAll(HERE, `${url}/graphql`));
    },
    /** Runs the next block, which must hold this text; before its last command, waits for what is given. */
    async text(telling: string, meanwhile?: () => Promise<void>): Promise<string> {
      const block = BLOCKS[next] ?? '';
      expect(block).toContain(telling);
      next += 1;
      if (meanwhile === undefined) return await run(block);
      const last = block.lastIndexOf('\ncurl ');
      await run(block.slice(0, last));
      await meanwhile();
      return await run(block.slice(last));
    },
    /** As `text`, for a block that prints the answer of the graph; its data. */
    async data(telling: string, meanwhile?: () => Promise<void>): Promise<unknown> {
      const answer: unknown = JSON.parse(await this.text(telling, meanwhile));
      expect(answer).not.toHaveProperty('errors');
      return answer && typeof answer === 'object' && 'data' in answer ? answer.data : null;
    },
  };
}

describe('docs/automate.md', () => {
  const folder = useFolder();
  let removals: Gate;
  const app = opened(
    async () => {
      // Before the first change, which would wait for it.
      await newFiles();
      return await startTestApp({
        // A lost answer is not asked for again, so that there is something to retry.
        changes: { attempts: 1 },
        // What failed is read again over five seconds.
        sleep: (milliseconds, signal) => delay(milliseconds / 20, undefined, { signal }),
        async accounts(seeded) {
          // Those that the document speaks of: it counts what leavers hold in all of them.
          const told = only('genesys', 'webex', 'thingspace', 'yext')(seeded);
          const listings = told.find(({ key }) => key === 'listings')?.['baseUrl'];
          const { origin } = new URL(String(listings));
          const isRemoval = ({ method, url }: StubRequest) =>
            method === 'DELETE' && url.includes('/LP-REVIEWS/');
          removals = await startGate(origin, isRemoval);
          return removals.before(told);
        },
      });
    },
    async (it) => {
      await it.close();
      await removals.close();
    },
  );
  const shell = opened(
    () =>
      openShell({
        LICENSE_GRAPH_TOKEN: 'none-is-asked-for',
        LICENSE_GRAPH_URL: `${app.url}/graphql`,
        TMPDIR: folder.path,
      }),
    (it) => it.close(),
  );
  const reader = createReader(shell, app);
  /** With an inventory: its sweeps would be counted among the calls of the other. */
  const { app: swept } = useFoundApp({
    inventory: { off: false },
    accounts: (seeded) => seeded.filter(({ key }) => ['listings', 'fleet', 'fleet-legacy'].includes(key)),
  });

  /** What the providers were asked since `forget`, each with how often. */
  const counted = (): Record<string, number> => {
    const counts: Record<string, number> = {};
    for (const { method, path } of app.calls()) {
      const name = `${method} ${path.replaceAll(/\/(?=[^/]*\d{5}|[^/]{30,})[^/]*/g, '/#')}`;
      counts[name] = (counts[name] ?? 0) + 1;
    }
    return counts;
  };

  it('names all addresses as it names them here', () => {
    expect(BLOCKS.length).toBeGreaterThan(15);
    const addresses = BLOCKS.flatMap((block) => block.match(/https?:\/\/[^\s'"]+/g) ?? []);
    expect(new Set(addresses)).toEqual(new Set([HERE]));
  });

  it('has a row for every outcome there is', () => {
    const schema = readFileSync(new URL('../../schema/change.graphql', import.meta.url), 'utf8');
    const [, values = ''] = /^enum ChangeOutcome \{([^}]*)\}/m.exec(schema) ?? [];
    const outcomes = values.match(/^ {2}[A-Z_]+$/gm)?.map((line) => line.trim());
    const rows = [...TEXT.matchAll(/^\| `([A-Z_]+)`/gm)].map(([, outcome]) => outcome);
    expect(rows).toHaveLength(8);
    expect(new Set(rows)).toEqual(new Set(outcomes));
  });

  it('plans, and sends nothing', async () => {
    expect(await reader.data('planLicenseChanges')).toMatchObject({
      planLicenseChanges: {
        problems: expect.arrayContaining([
          expect.objectContaining({ code: 'NO_SEATS', path: ['changes', '2'] }),
          expect.objectContaining({ code: 'NO_SUCH_ASSIGNEE', path: ['changes', '3', 'assignee'] }),
        ]),
      },
    });
    expect(writesOf(app)).toEqual([]);
  });

  it('looks at the plan', async () => {
    expect(await reader.data('changeSet(id: $id)')).toMatchObject({
      changeSet: {
        status: 'PLANNED',
        upstreamCalls: { planned: 2 },
        seatImpact: [
          { license: { name: 'Analytics Starter' }, before: 25, after: 23, shortBy: 0 },
          { license: { name: 'Reviews Premium' }, before: 0, after: 0, shortBy: 1 },
        ],
        problems: [{ code: 'NO_SUCH_ASSIGNEE', path: ['changes', '3', 'assignee'] }],
        changes: {
          nodes: [
            { outcome: 'PENDING', problem: null, before: { held: false } },
            { outcome: 'PENDING', problem: null, before: { held: false } },
            { outcome: 'REJECTED', problem: { code: 'NO_SEATS' } },
            { outcome: 'REJECTED', problem: { code: 'NO_SUCH_ASSIGNEE' }, assignee: null },
          ],
        },
      },
    });
  });

  let applied: z.infer<typeof Applied>;
  it('applies the plan by its hash', async () => {
    applied = Applied.parse(await reader.data('"hash"'));
    expect(applied).toMatchObject({
      applyLicenseChanges: {
        replayed: false,
        problems: [{ code: 'NO_SEATS' }, { code: 'NO_SUCH_ASSIGNEE' }],
        changeSet: { status: 'PARTIAL', progress: { total: 4, verified: 2, rejected: 2 } },
      },
    });
    expect(writesOf(app)).toHaveLength(2);
  });

  it('refuses a plan the world has left behind', async () => {
    app.forget();
    expect(await reader.data('STALE_HASH')).toMatchObject({
      applyLicenseChanges: {
        problems: [
          { code: 'PLAN_STALE', path: ['plan'] },
          {
            code: 'PLAN_STALE',
            path: ['changes', '0'],
            message: 'When planned: to be sent (held, ACTIVE). Now: nothing to do (not held).',
          },
        ],
        changeSet: { status: 'PLANNED' },
      },
    });
    // That of the removal in between, which is what made the plan stale.
    expect(writesOf(app)).toHaveLength(1);
  });

  it('does nothing twice under one key, and nothing else under it', async () => {
    app.forget();
    expect(await reader.data('"$APPLY"')).toEqual({
      applyLicenseChanges: { ...applied.applyLicenseChanges, replayed: true },
    });
    expect(await reader.data('"idempotencyKey": "OPS-4711", "license"')).toMatchObject({
      assignLicense: { replayed: false, problems: [{ code: 'IDEMPOTENCY_KEY_REUSED' }], changeSet: null },
    });
    expect(writesOf(app)).toEqual([]);
  });

  it('tries one change, then makes it', async () => {
    app.forget();
    expect(await reader.data('"dryRun": true')).toMatchObject({
      assignLicense: {
        problems: [],
        changeSet: { status: 'PLANNED', upstreamCalls: { planned: 1, made: 0 } },
      },
    });
    expect(writesOf(app)).toEqual([]);
    expect(await reader.data('OPS-4712')).toMatchObject({
      assignLicense: succeeded({
        upstreamCalls: { planned: 1, made: 1 },
        changes: { nodes: [{ outcome: 'VERIFIED', problem: null, after: { held: true } }] },
      }),
    });
    expect(writesOf(app)).toEqual(['POST /api/v2/license/organization']);
  });

  it('hands the only seat on', async () => {
    expect(await reader.data('LP-SITE')).toMatchObject({
      applyLicenseChanges: succeeded({
        seatImpact: [{ before: 0, after: 0, shortBy: 0 }],
        changes: {
          nodes: [
            { action: 'REMOVE', outcome: 'VERIFIED' },
            { action: 'ASSIGN', outcome: 'VERIFIED' },
          ],
        },
      }),
    });
  });

  it('changes a hundred devices in one call, and says how far it is', async () => {
    app.forget();
    expect(await reader.data('OPS-4714')).toMatchObject({
      applyLicenseChanges: { problems: [], changeSet: { upstreamCalls: { planned: 1 } } },
    });
    expect(await reader.data('while PROGRESS')).toMatchObject({
      changeSet: {
        status: 'PARTIAL',
        upstreamCalls: { made: 1 },
        progress: { total: 100, pending: 0, verified: 92, rejected: 8 },
      },
    });
    const refused = {
      action: 'REMOVE',
      outcome: 'REJECTED',
      assignee: { externalId: expect.stringMatching(/^01400000000\d{4}$/) },
      problem: expect.objectContaining({
        code: 'UPSTREAM_REJECTED',
        retryable: false,
        providerCode: 'Failure',
      }),
    };
    const events = await reader.text('text/event-stream');
    expect(events.trim().split('\n\n')).toEqual([
      ':',
      expect.stringMatching(/^event: next\ndata: \{"data":\{"changeSetProgress":\{"status":"PARTIAL",.*\}$/),
      'event: complete\ndata:',
    ]);
    expect(await reader.data('outcomes:')).toMatchObject({
      changeSet: { changes: { nodes: Array.from({ length: 8 }, () => refused) } },
    });
  });

  it('moves 300 devices from one account to another, each removal after its assignment', async () => {
    app.forget();
    expect(await reader.data('OPS-4720')).toMatchObject({
      applyLicenseChanges: {
        problemCount: 0,
        changeSet: {
          status: 'PARTIAL',
          progress: { total: 600, verified: 577, rejected: 23, skipped: 0 },
          seatImpact: [
            { license: { account: { key: 'fleet' } }, before: 344, after: 44, shortBy: 0 },
            { license: { account: { key: 'fleet-legacy' } }, before: 3, after: 303, shortBy: 0 },
          ],
          upstreamCalls: { planned: 2, made: 2 },
        },
      },
    });
    const calls = app.calls().map(({ method, path }) => `${method} ${path}`);
    expect(calls).toHaveLength(14);
    expect(calls.slice(0, 6).filter((call) => !call.startsWith('GET'))).toEqual([]);
    // To plan, in whatever order; then each write with the read that shows it.
    expect(calls.slice(6, 10).toSorted()).toEqual([
      'GET /api/fota/v2/licenses/0123456789-00002',
      'GET /api/fota/v3/licenses/0123456789-00001',
      'POST /api/fota/v3/devices/0123456789-00001',
      'POST /api/fota/v3/devices/0123456789-00002',
    ]);
    expect(calls.slice(10)).toEqual([
      'POST /api/fota/v3/licenses/0123456789-00001/assign',
      'POST /api/fota/v3/devices/0123456789-00001',
      'POST /api/fota/v2/licenses/0123456789-00002/remove',
      'POST /api/fota/v3/devices/0123456789-00002',
    ]);
    const kept = {
      action: 'REMOVE',
      outcome: 'REJECTED',
      waitsFor: [expect.any(String)],
      problem: { code: 'UPSTREAM_REJECTED', providerCode: 'Failure' },
    };
    const { changeSet } = Unfinished.parse(await reader.data('outcomes: [REJECTED, SKIPPED]'));
    expect(changeSet.changes.nodes).toHaveLength(23);
    for (const change of changeSet.changes.nodes) expect(change).toMatchObject(kept);
  });

  it('cancels what was not sent, and retries what failed', async () => {
    const fault = { kind: 'error', status: 503 } as const;
    app.fleet.yext.fault({ method: 'DELETE', path: '/LP-REVIEWS/', times: 1, fault });
    removals.shut();
    expect(await reader.data('cancelChangeSet', () => until(() => removals.held() > 0))).toEqual({
      cancelChangeSet: { problems: [], changeSet: { cancelRequested: true } },
    });
    removals.open();
    const ended = await reader.data('"$REVIEWS_ID"');
    expect(ended).toMatchObject({
      changeSet: { progress: { total: 36, pending: 0, rejected: 1, unknown: 0, noChange: 0 } },
    });
    expect(ended).not.toHaveProperty('changeSet.progress.cancelled', 0);
    expect(await reader.data('retryChangeSet')).toMatchObject({
      retryChangeSet: succeeded({
        retryOf: expect.any(String),
        progress: { total: 1, verified: 1 },
      }),
    });
  });

  it('undoes what was verified', async () => {
    app.forget();
    expect(await reader.data('"$MOVED_ID"')).toEqual({
      undoChangeSet: {
        problems: [],
        changeSet: {
          status: 'SUCCEEDED',
          progress: { total: 577, verified: 577 },
          upstreamCalls: { planned: 3, made: 3 },
        },
      },
    });
    expect(app.calls()).toHaveLength(10);
    const undone = app.calls().map(({ path }) => path);
    const give = undone.indexOf('/api/fota/v2/licenses/0123456789-00002/assign');
    const take = undone.lastIndexOf('/api/fota/v3/licenses/0123456789-00001/remove');
    expect(give).toBeGreaterThan(0);
    expect(take).toBeGreaterThan(give);
    app.forget();
    expect(await reader.data('undoChangeSet')).toMatchObject({
      undoChangeSet: succeeded({
        progress: { total: 92, verified: 92 },
        changes: { nodes: [{ action: 'ASSIGN', outcome: 'VERIFIED' }] },
      }),
    });
  });

  it('carries out nothing of a set that is all or nothing, and the rest of one that is not', async () => {
    app.forget();
    expect(JSON.parse(await reader.text('REFUSE_ALL'))).toMatchObject({
      codes: { NO_SEATS: 48, SET_REFUSED: 552 },
      status: 'FAILED',
      progress: { total: 600, verified: 0, rejected: 48, skipped: 552 },
      upstreamCalls: { planned: 0, made: 0 },
    });
    expect(counted()).toEqual({
      'GET /api/fota/v2/licenses/#': 1,
      'GET /api/fota/v3/licenses/#': 1,
      'POST /api/fota/v3/devices/#': 2,
    });
    app.forget();
    expect(JSON.parse(await reader.text('OPS-4722'))).toMatchObject({
      codes: { NO_SEATS: 48, DEPENDENCY_FAILED: 48 },
      status: 'PARTIAL',
      progress: { total: 600, skipped: 48 },
      seatImpact: [
        { license: { account: { key: 'fleet' } }, before: 252, after: 0, shortBy: 48 },
        { license: { account: { key: 'fleet-legacy' } }, before: 3, after: 255, shortBy: 0 },
      ],
    });
    expect(counted()).toEqual({
      'GET /api/fota/v2/licenses/#': 1,
      'GET /api/fota/v3/licenses/#': 1,
      'POST /api/fota/v3/devices/#': 4,
      'POST /api/fota/v3/licenses/#/assign': 1,
      'POST /api/fota/v2/licenses/#/remove': 1,
    });
  });

  it('schedules a removal, lists it, and cancels it', async () => {
    app.forget();
    const day = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
    expect(await reader.data('"$DAY"')).toMatchObject({
      scheduleLicenseRemoval: succeeded({
        changes: {
          nodes: [{ action: 'SCHEDULE_REMOVAL', outcome: 'VERIFIED', after: { removalOn: day } }],
        },
      }),
    });
    expect(await reader.data('scheduledRemovals')).toMatchObject({
      scheduledRemovals: {
        nodes: [
          {
            removalOn: day,
            zone: 'UTC',
            dueAt: `${day}T00:00:00.000Z`,
            assignee: { externalId: '014000000000011' },
          },
        ],
      },
    });
    expect(await reader.data('"removalOn": null')).toMatchObject({
      scheduleLicenseRemoval: succeeded({
        changes: {
          nodes: [{ action: 'CANCEL_REMOVAL', outcome: 'VERIFIED', after: { held: true, removalOn: null } }],
        },
      }),
    });
    expect(writesOf(app)).toEqual([]);
  });

  it('refuses an address nobody has, invites when told to, and withdraws the invitation', async () => {
    const patches = () => app.calls().filter(({ method }) => method === 'PATCH').length;
    const sentBefore = patches();
    expect(await reader.data('nameContains')).toMatchObject({
      assignLicense: {
        changeSet: null,
        problems: [
          { code: 'NO_SUCH_ASSIGNEE', path: ['assignee'], hint: expect.stringContaining('inviteExternal') },
        ],
      },
    });
    expect(patches()).toBe(sentBefore);
    const externalId = 'nils.blank@partner.example';
    expect(await reader.data('inviteExternal')).toMatchObject({
      assignLicense: {
        problems: [],
        changeSet: {
          status: 'SUCCEEDED',
          changes: {
            nodes: [
              { outcome: 'VERIFIED', assignee: { externalId }, after: { held: true, status: 'PENDING' } },
            ],
          },
        },
      },
    });
    expect(patches()).toBe(sentBefore + 1);
    expect(await reader.data('$INVITED')).toMatchObject({
      undoChangeSet: {
        problems: [{ code: 'BEFORE_UNKNOWN' }],
        changeSet: {
          status: 'SUCCEEDED',
          changes: { nodes: [{ action: 'REMOVE', outcome: 'VERIFIED', after: { held: false } }] },
        },
      },
    });
    expect(patches()).toBe(sentBefore + 2);
  });

  it('reads the audit log of a set', async () => {
    const about = { principal: 'anonymous', reason: 'new stores', ticket: 'OPS-4711' };
    expect(await reader.data('auditEvents')).toMatchObject({
      auditEvents: {
        nodes: expect.arrayContaining([
          expect.objectContaining({ ...about, action: 'PLAN_SET', status: 'PLANNED', outcome: null }),
          expect.objectContaining({ ...about, action: 'START_SET' }),
          expect.objectContaining({
            ...about,
            action: 'ASSIGN',
            outcome: 'VERIFIED',
            before: { held: false },
            after: { held: true },
          }),
          expect.objectContaining({ ...about, action: 'FINISH_SET', status: 'PARTIAL' }),
        ]),
      },
    });
  });

  it('reads an assignee into the inventory, and asks for a sweep', async () => {
    const answer: unknown = JSON.parse(await reader.at(swept.url, 'refreshInventory'));
    expect(answer).toMatchObject({
      data: {
        refreshInventory: {
          problems: [],
          assignees: [{ status: 'READ', assignee: { displayName: expect.any(String) } }],
          accounts: [{ accountKey: 'listings' }],
        },
      },
    });
  });

  it('plans to take licenses back from whom findings are about', async () => {
    const answer: unknown = JSON.parse(await reader.at(swept.url, 'planReclaim'));
    expect(answer).toMatchObject({
      data: {
        planReclaim: {
          changeSet: {
            status: 'PLANNED',
            changes: {
              nodes: expect.arrayContaining([
                expect.objectContaining({ action: 'REMOVE', outcome: 'PENDING' }),
              ]),
            },
          },
          leftOut: [{ reason: 'CAPPED', count: 105 }],
          seats: 15,
          problems: [],
          replayed: false,
        },
      },
    });
  });

  it('tells what has happened, to who polls and to who follows', async () => {
    const event = {
      what: 'ASSIGNED',
      origin: 'THIS_API',
      license: { name: 'Analytics Starter' },
      assignee: { displayName: expect.any(String) },
    };
    const polled: unknown = JSON.parse(await reader.at(swept.url, 'PLACE='));
    expect(polled).toMatchObject({
      data: {
        licenseEvents: {
          nodes: expect.arrayContaining([
            expect.objectContaining({
              ...event,
              after: { held: true, status: 'ACTIVE', removalOn: null },
              principal: 'anonymous',
            }),
          ]),
        },
      },
    });
    const told = (await reader.at(swept.url, 'subscription ($after: String)')).replace(/^data: /, '');
    expect(JSON.parse(told)).toMatchObject({
      data: { licenseEvents: { cursor: expect.any(String), previousCursor: expect.any(String) } },
    });
  });

  it('sends a token along', async () => {
    expect(await reader.data('LICENSE_GRAPH_TOKEN')).toEqual({
      assignLicense: { problems: [], changeSet: { status: 'PLANNED', requestedBy: 'anonymous' } },
    });
  });

  it('takes an answer of some age', async () => {
    expect(JSON.parse(await reader.at(swept.url, 'x-freshness'))).toMatchObject({
      data: { license: { name: 'Analytics Starter', source: { mode: 'INVENTORY' } } },
    });
  });

  it('moves licenses from the idle to others', async () => {
    const lines = (await reader.text('move-licenses.ts')).trim().split('\n');
    expect(lines).toHaveLength(4);
    expect(lines.slice(0, 2)).toEqual([
      expect.stringMatching(/^VERIFIED {2}REMOVE {2}Farid /),
      expect.stringMatching(/^VERIFIED {2}REMOVE {2}Farid /),
    ]);
    const what = 'Real-Time Translations (webex)';
    expect(lines.slice(2)).toEqual([
      `VERIFIED  ASSIGN  Ada Sato  ${what}`,
      `VERIFIED  ASSIGN  Bo Tanaka  ${what}`,
    ]);
  });

  it('reclaims what leavers hold, after a look at the plan', async () => {
    app.forget();
    const planned = (await reader.text('--csv')).trim().split('\n');
    expect(planned[0]).toBe('UNKNOWN  zoe.gone@acme.example');
    expect(planned).toHaveLength(15);
    expect(planned.slice(1).filter((line) => !line.startsWith('PENDING  REMOVE  '))).toEqual([]);
    expect(writesOf(app)).toEqual([]);
    // Two that are looked up at once may share a read.
    expect(app.calls().length).toBeLessThanOrEqual(33);
    app.forget();
    const applied = (await reader.text('--apply')).trim().split('\n');
    expect(applied).toEqual(planned.slice(1).map((line) => line.replace('PENDING', 'VERIFIED')));
    expect(writesOf(app).toSorted()).toEqual([
      'PATCH /v1/licenses/users',
      'PATCH /v1/licenses/users',
      'POST /api/v2/license/organization',
      'POST /api/v2/license/organization',
    ]);
    expect(app.calls().length).toBeLessThanOrEqual(24);
  });

  it('has no other command', () => {
    expect(reader.left()).toBe(0);
  });
});

describe('docs/automate.md, on tokens and limits', () => {
  const tokens = [
    { name: 'nightly', token: 'nightly-token-of-the-test', mayChange: true },
    { name: 'reader', token: 'reader-token-of-the-test' },
  ];
  const command = BLOCKS.find((block) => block.includes('LICENSE_GRAPH_TOKEN')) ?? '';
  const app = useApp({ auth: { tokens } });

  async function sendWith(token: string): Promise<unknown> {
    const shell = openShell({ LICENSE_GRAPH_TOKEN: token });
    try {
      return JSON.parse(await shell.run(command.replaceAll(HERE, `${app.url}/graphql`)));
    } finally {
      shell.close();
    }
  }

  function apply(input: unknown) {
    return app.ask(
      'mutation ($input: ApplyLicenseChangesInput!) { applyLicenseChanges(input: $input) { replayed problems { code } changeSet { id status } } }',
      { variables: { input }, headers: { authorization: 'Bearer nightly-token-of-the-test' } },
    );
  }

  it('a token that may change is the principal of what it asks for', async () => {
    expect(await sendWith('nightly-token-of-the-test')).toMatchObject({
      data: { assignLicense: { changeSet: { status: 'PLANNED', requestedBy: 'nightly' } } },
    });
  });

  it('any other is FORBIDDEN', async () => {
    expect(await sendWith('reader-token-of-the-test')).toMatchObject({
      errors: [{ extensions: { code: 'FORBIDDEN', retryable: false } }],
    });
  });

  const change = (externalId: string) => ({
    action: 'ASSIGN',
    license: { key: { accountKey: 'listings', externalId: 'LP-EMPTY' } },
    assignee: { key: { kind: 'ENTITY', externalId } },
  });

  it('more than 10,000 changes are BAD_INPUT, and a body beyond the limit BODY_TOO_LARGE', async () => {
    const changes = Array.from({ length: 10_001 }, () => change('store-5'));
    expect(await apply({ changes })).toMatchObject({
      data: { applyLicenseChanges: { problems: [{ code: 'BAD_INPUT' }], changeSet: null } },
    });
    expect(await apply({ changes: [...changes, ...changes, ...changes] })).toMatchObject({
      errors: [{ extensions: { code: 'BODY_TOO_LARGE' } }],
    });
  });

  it('a dry run is another input, the wait and the reason are none', async () => {
    const input = { changes: [change('store-5')], idempotencyKey: 'one' };
    expect(await apply({ ...input, reason: 'because' })).toMatchObject({
      data: { applyLicenseChanges: { replayed: false, changeSet: { status: 'SUCCEEDED' } } },
    });
    expect(await apply({ ...input, waitSeconds: 3, reason: 'why not' })).toMatchObject({
      data: { applyLicenseChanges: { replayed: true } },
    });
    expect(await apply({ ...input, dryRun: true })).toMatchObject({
      data: { applyLicenseChanges: { problems: [{ code: 'IDEMPOTENCY_KEY_REUSED' }] } },
    });
  });

  it('a call that kept no set used up no key', async () => {
    const input = { changes: [{ ...change('store-11'), removalOn: '2026-12-31' }], idempotencyKey: 'two' };
    expect(await apply(input)).toMatchObject({
      data: { applyLicenseChanges: { problems: [{ code: 'BAD_INPUT' }], changeSet: null } },
    });
    expect(await apply({ ...input, changes: [change('store-11')] })).toMatchObject({
      data: { applyLicenseChanges: { problems: [], replayed: false } },
    });
  });

  it('one change for one assignment in a set', async () => {
    expect(await apply({ changes: [change('store-22'), change('store-22')] })).toMatchObject({
      data: { applyLicenseChanges: { problems: [{ code: 'CHANGE_REFUSED' }] } },
    });
  });
});
