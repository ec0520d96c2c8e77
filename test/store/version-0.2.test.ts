// A database of version 0.2 in this one: what was given out then is there, keys stand for what they stood for, one thing has one
// identity, what was left to be done is done, and nothing that the audit log said has changed.
import { beforeAll, describe, expect, it } from '@jest/globals';
import { idOf, useApp, writesOf, type Nodes, type TestApp } from '../support/app.ts';
import { only, present, until } from '../support/assertions.ts';
import { useChildren } from '../support/child-process.ts';
import { DATABASES } from '../support/databases.ts';
import { device, place, type Target } from '../support/license-targets.ts';
import { target } from '../support/inputs.ts';
import { INPUT_OF, finished, mutate, outcomesOf } from '../support/mutations.ts';
import { BARE, HELD, stateAtProviders } from '../support/provider-state.ts';
import { givenBy02, useStoreOf02 } from '../support/store-of-02.ts';

const given = await givenBy02();

/** Some minutes later: its plan has not expired, and it is not time yet to look again for what was accepted. */
const THEN = '2031-05-01T10:30:00.000Z';
const FORMS = [
  ['a bare uuid', 'bare'],
  ['base64', 'externalId'],
] as const;
const LIMITS = { breakerFailures: 1_000 };

/** All columns of all entries, as the database writes them. */
/** In the columns that there were. */
const ENTRIES = `select (to_jsonb(e) - 'finding')::text as entry from audit_events as e order by seq`;

interface FiredRemoval {
  readonly action: string;
  readonly outcome: string;
  readonly license: { readonly externalId: string };
  readonly assignee: { readonly externalId: string };
}

function asked(key: string) {
  const found = given.asked.find(({ input }) => input.idempotencyKey === key);
  return present(found, `a call with the key ${key}`);
}

function setOf(key: string): string {
  return asked(key).answer.changeSet.id;
}

/** The person of a call and the license, the person spelled as it is now. */
function personOf(key: string): Target & { readonly bare: string } {
  for (const { license, assignee } of asked(key).answer.changeSet.changes.nodes) {
    for (const { bare, canonical } of given.persons) {
      if (![bare, canonical].includes(assignee.externalId)) continue;
      return {
        accountKey: 'webex',
        licenseId: license.externalId,
        kind: 'USER',
        externalId: canonical,
        bare,
      };
    }
  }
  throw new Error(`nobody was asked for with the key ${key}`);
}

function inputOf({ accountKey, licenseId, kind, externalId }: Target) {
  return target(accountKey, licenseId, kind, externalId);
}

/** The same with every person spelled as it is now. */
function respelled<T>(value: T): T {
  let text = JSON.stringify(value);
  for (const { bare, canonical } of given.persons) {
    text = text.replaceAll(idOf('User', 'webex', bare), idOf('User', 'webex', canonical));
    text = text.replaceAll(bare, canonical);
  }
  // What was written is read again, and of the same shape.
  return JSON.parse(text) as T;
}

/** Asks the same once more, for all that was selected then. */
async function askAgain(app: TestApp, key: string): Promise<object> {
  const { mutation, input } = asked(key);
  const query = `mutation($input: ${INPUT_OF[mutation] ?? ''}!) { ${mutation}(input: $input) { ${given.selection} replayed } }`;
  const data = await app.data<Record<string, object>>(query, { variables: { input } });
  return present(data[mutation]);
}

describe.each(DATABASES)('a database of version 0.2 over %s, as it is', (kind) => {
  const store = useStoreOf02(kind);
  let entries: readonly unknown[];

  beforeAll(async () => {
    entries = await store.query(ENTRIES);
  });

  describe('opened and served', () => {
    const app = useApp({ store: () => store.config, at: THEN, limits: LIMITS });

    /** What was under way then is carried out at once: not while something else is looked at. */
    beforeAll(async () => {
      app.fleet.genesys.setSwitch('oddLicenseId', true);
      await finished(app, setOf('running'));
    });

    it('has everything that was given out, under the ids it had', async () => {
      const query = 'query($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }';
      for (let start = 0; start < given.nodes.length; start += 100) {
        const some = given.nodes.slice(start, start + 100);
        const { nodes } = await app.data(query, { variables: { ids: some.map(({ id }) => id) } });
        expect(nodes).toEqual(respelled(some).map(({ id, type }) => ({ __typename: type, id })));
      }
    });

    it.each(
      given.asked.map(({ input }) => input.idempotencyKey).filter((key) => !/^(running|gone)$/.test(key)),
    )('replays what the key of "%s" stands for, and writes nothing', async (key) => {
      expect(await askAgain(app, key)).toEqual({ ...respelled(asked(key).answer), replayed: true });
      expect(writesOf(app)).toEqual([]);
    });

    it('takes no key for anything else', async () => {
      const { license } = asked('single').input;
      const { mutation, input } = asked('single');
      const other = { ...input, license, assignee: { key: { kind: 'ENTITY', externalId: 'store-8' } } };
      const { problems } = await mutate(app, mutation, other);
      expect(only(problems).code).toBe('IDEMPOTENCY_KEY_REUSED');
    });

    it('has carried out what was under way, and its key stands for that', async () => {
      const { id } = only(asked('running').answer.changeSet.changes.nodes);
      expect(await askAgain(app, 'running')).toMatchObject({
        replayed: true,
        problems: [],
        changeSet: {
          id: setOf('running'),
          status: 'SUCCEEDED',
          changes: {
            nodes: [{ id, outcome: 'VERIFIED', assignee: { externalId: personOf('running').externalId } }],
          },
        },
      });
      expect(await stateAtProviders(app.fleet).stateOf(personOf('running'))).toEqual(HELD);
      expect(writesOf(app)).toEqual([]);
    });

    it('keeps one removal of one person, for the earlier day', async () => {
      const query = `{ scheduledRemovals(first: 100) { nodes {
        license { id externalId } assignee { __typename id externalId } removalOn zone dueAt changeSet { id }
      } } }`;
      const { scheduledRemovals } = await app.data<{ scheduledRemovals: Nodes<unknown> }>(query);
      const dropped = personOf('bare uuid, a day').bare;
      const left = given.schedules.filter(({ assignee }) => assignee.externalId !== dropped);
      expect(left).toHaveLength(given.schedules.length - 1);
      expect(scheduledRemovals.nodes).toEqual(respelled(left));
    });

    it.each(FORMS)('knows a person by %s', async (_name, form) => {
      const person = personOf('bare uuid, a day');
      await stateAtProviders(app.fleet).put(person, HELD);
      const query = `query($by: UserLookup!) { user(by: $by) { externalId assignments(first: 100) { nodes {
        license { externalId } removalOn } } } }`;
      const by = { key: { accountKey: 'webex', externalId: person[form] } };
      const { user } = await app.data(query, { variables: { by } });
      expect(user).toMatchObject({
        externalId: person.externalId,
        assignments: {
          nodes: expect.arrayContaining([
            { license: { externalId: person.licenseId }, removalOn: '2031-06-10' },
          ]),
        },
      });
    });

    it.each(FORMS)('waits for what was accepted of %s', async (_name, form) => {
      const person = personOf('accepted');
      const { changeSet, problems } = await mutate(app, 'assignLicense', {
        ...inputOf({ ...person, externalId: person[form] }),
      });
      expect([changeSet, only(problems).code]).toEqual([null, 'CHANGE_UNDER_WAY']);
      expect(only(problems).hint).toContain(setOf('accepted'));
    });

    it('counts the seat of what was accepted once', async () => {
      const person = personOf('accepted');
      const someone = { ...person, externalId: personOf('plan').externalId };
      const seats = async (): Promise<unknown> => {
        const { changeSet } = await mutate(app, 'assignLicense', { ...inputOf(someone), dryRun: true });
        return only(present(changeSet).seatImpact).before;
      };
      const unseen = await seats();
      await stateAtProviders(app.fleet).put(person, HELD);
      expect(await seats()).toBe(unseen);
      await stateAtProviders(app.fleet).put(person, BARE);
    });

    it.each(FORMS)('finds entries of the audit log by %s', async (_name, form) => {
      const person = personOf('bare uuid, a day');
      const query = `query($filter: AuditEventFilter) { auditEvents(filter: $filter, first: 100) { nodes { changeSet { id } } } }`;
      const filter = {
        assigneeId: idOf('User', 'webex', person[form]),
        actions: ['SCHEDULE_REMOVAL', 'ASSIGN'],
      };
      const { auditEvents } = await app.data<{ auditEvents: Nodes<{ changeSet: { id: string } }> }>(query, {
        variables: { filter },
      });
      expect(auditEvents.nodes.map(({ changeSet }) => changeSet.id)).toEqual(
        ['bare uuid', 'bare uuid, a day', 'the same, another day'].map(setOf),
      );
    });
  });

  describe('and closed again', () => {
    const children = useChildren();

    it('has every entry of its audit log to the letter, and the chain whole', async () => {
      const now = await store.query(ENTRIES);
      expect(now.slice(0, entries.length)).toEqual(entries);
      expect(entries.length).toBeGreaterThan(50);
      const child =
        'url' in store.config
          ? children.node(['src/audit-verify.ts'], { DATABASE_URL: store.config.url })
          : children.node(['src/audit-verify.ts', '--directory', store.config.directory]);
      expect([await child.exited, child.stdout()]).toEqual([
        0,
        `The audit log is whole: ${now.length} entries.\n`,
      ]);
    });
  });
});

describe.each(DATABASES)('what version 0.2 left to be done, over %s', (kind) => {
  const store = useStoreOf02(kind);

  describe('opened and served', () => {
    const changes = { schedulesMs: 1_000 };
    const app = useApp({ store: () => store.config, at: THEN, limits: LIMITS, changes });

    it('is a plan that can be applied, its hash as it was given', async () => {
      const { id, hash } = asked('plan').answer.changeSet;
      const applied = await mutate(app, 'applyLicenseChanges', { plan: { id, hash } });
      expect([applied.problems, outcomesOf(applied)]).toEqual([[], ['ASSIGN VERIFIED', 'ASSIGN VERIFIED']]);
      expect(await stateAtProviders(app.fleet).stateOf(personOf('plan'))).toEqual(HELD);
    });

    it('is what a key took for final when its caller went away', async () => {
      const { id } = only(asked('gone').answer.changeSet.changes.nodes);
      expect(await askAgain(app, 'gone')).toMatchObject({
        replayed: true,
        problems: [],
        changeSet: { id: setOf('gone'), changes: { nodes: [{ id, outcome: 'VERIFIED' }] } },
      });
      expect(await stateAtProviders(app.fleet).stateOf(place('store-15'))).toEqual(HELD);
    });

    it('is taken back, unless somebody has wanted it anew in the other spelling', async () => {
      const person = personOf('bare uuid, not undone');
      await stateAtProviders(app.fleet).put(person, HELD);
      const undo = () => mutate(app, 'undoChangeSet', { id: setOf('bare uuid, not undone'), dryRun: true });
      expect(outcomesOf(await undo())).toEqual(['REMOVE PENDING']);
      await mutate(app, 'removeLicense', inputOf(person));
      expect(outcomesOf(await mutate(app, 'assignLicense', inputOf(person)))).toEqual(['ASSIGN VERIFIED']);
      const { changeSet, problems } = await undo();
      expect([changeSet, only(problems).code]).toEqual([null, 'CANNOT_UNDO']);
    });

    it('is the removals that wait, each once its day has come', async () => {
      const due = respelled(given.schedules).map(({ license, assignee }) => [
        license.externalId,
        assignee.externalId,
      ]);
      const people = [personOf('bare uuid, a day'), personOf('a day for a bare uuid')];
      // Whoever asks past License Graph has one token for ever.
      app.fleet.webex.setSwitch('accessTokenLifetimeSeconds', 1e9);
      for (const one of [...people, device(127)]) await stateAtProviders(app.fleet).put(one, HELD);
      app.later(Date.parse('2031-07-01T12:00:00.000Z') - Date.parse(THEN));
      const query = `{ changeSets(first: 100, filter: { requestedBy: "schedule" }) { nodes { status changes(first: 100) {
        nodes { action outcome license { externalId } assignee { externalId } } } } } }`;
      type Fired = Nodes<{ readonly status: string; readonly changes: Nodes<FiredRemoval> }>;
      const fired = async (): Promise<readonly FiredRemoval[]> => {
        const { changeSets } = await app.data<{ changeSets: Fired }>(query);
        return changeSets.nodes.flatMap((set) => (set.status === 'RUNNING' ? [] : set.changes.nodes));
      };
      await until(async () => (await fired()).length >= 4);
      const removed = (await fired()).map(({ action, outcome, license, assignee }) => {
        expect([action, outcome]).toEqual(['REMOVE', 'VERIFIED']);
        return [license.externalId, assignee.externalId];
      });
      // The two of one person are one.
      expect(removed).toHaveLength(4);
      expect(new Set(removed.map(String))).toEqual(new Set(due.map(String)));
      for (const one of people) expect(await stateAtProviders(app.fleet).stateOf(one)).toEqual(BARE);
      const { scheduledRemovals } = await app.data('{ scheduledRemovals { nodes { removalOn } } }');
      expect(scheduledRemovals).toEqual({ nodes: [] });
    });
  });
});
