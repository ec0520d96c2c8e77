// Change requests that are not possible: each is refused with a code, a place in the input and a hint, before anything is sent.
import { describe, expect, it } from '@jest/globals';
import { imei } from '../../emulators/seed/organisation.ts';
import { codesOf, idOf, useApp, writesOf } from '../support/app.ts';
import { assigning, device, pack, target } from '../support/inputs.ts';
import { mutate, refusalsOf, type Payload } from '../support/mutations.ts';

const app = useApp();

const store5 = { key: { kind: 'ENTITY', externalId: 'store-5' } };
const empty = { key: { accountKey: 'listings', externalId: 'LP-EMPTY' } };
const idOfUser = (account: string) => ({ id: idOf('User', account, 'someone') });

/** A plan of nothing but these. */
function plan(...changes: readonly object[]): Promise<Payload> {
  return mutate(app, 'planLicenseChanges', { changes });
}

describe('a change request', () => {
  const nowhere = { license: { key: { accountKey: 'nowhere', externalId: 'x' } }, assignee: store5 };
  const byLicenseId = (id: string) => ({ license: { id }, assignee: store5 });
  const emptyFor = (assignee: object) => ({ license: empty, assignee });
  const webex = { license: { key: { accountKey: 'webex', externalId: 'x' } }, assignee: { email: 'nobody' } };
  const unknownImei = { license: device('').license, assignee: { imei: '990000000000001' } };
  const calling = { ...pack('store-5'), options: { webex: { calling: { extension: '1' } } } };
  const requests: readonly [string, object, string, readonly string[]][] = [
    ['of an unknown account', nowhere, 'UNKNOWN_ACCOUNT', ['license']],
    ['of a license with an escape in it', pack('store-5', '../../oauth'), 'NO_SUCH_LICENSE', ['license']],
    ['of an id that is none', byLicenseId('hello'), 'BAD_ID', ['license']],
    ['of an id of another type', byLicenseId(idOf('User', 'genesys-us', 'x')), 'BAD_ID', ['license']],
    ['for an assignee with dots', pack('..'), 'NO_SUCH_ASSIGNEE', ['assignee']],
    [
      'for the id of a license',
      emptyFor({ id: idOf('License', 'listings', 'LP-EMPTY') }),
      'BAD_ID',
      ['assignee'],
    ],
    ['for an assignee of another account', emptyFor(idOfUser('genesys-us')), 'RULE_REFUSED', ['assignee']],
    [
      'for an assignee of an account nobody knows',
      emptyFor(idOfUser('elsewhere')),
      'RULE_REFUSED',
      ['assignee'],
    ],
    [
      'for a kind that cannot hold it',
      target('listings', 'LP-EMPTY', 'USER', 'store-5'),
      'RULE_REFUSED',
      ['assignee'],
    ],
    ['for a text that is no address', webex, 'NO_SUCH_LICENSE', ['license']],
    ['for an address nobody has', emptyFor({ email: 'nobody@acme.example' }), 'RULE_REFUSED', ['assignee']],
    ['for an IMEI no device has', unknownImei, 'NO_SUCH_ASSIGNEE', ['assignee']],
    [
      'for a device of the other account',
      target('fleet-legacy', 'fota', 'DEVICE', imei(5)),
      'NO_SUCH_ASSIGNEE',
      ['assignee'],
    ],
    ['with calling details for what is no telephone', calling, 'BAD_INPUT', ['options', 'webex', 'calling']],
    ['with a day of removal', { ...pack('store-5'), removalOn: '2099-01-01' }, 'BAD_INPUT', ['removalOn']],
  ];

  it.each(requests)('%s is refused, and the rest is planned', async (_title, request, code, path) => {
    const answer = await plan(...assigning('store-7').changes, { action: 'ASSIGN', ...request });
    expect(refusalsOf(answer)).toEqual([[code, ['changes', '1', ...path]]]);
    expect(answer.changeSet?.changes.nodes[0]).toMatchObject({ outcome: 'PENDING' });
    expect(writesOf(app)).toEqual([]);
  });

  it('that is refused says what to do', async () => {
    const { problems } = await mutate(app, 'assignLicense', pack('store-5', 'LP-FULL'));
    expect(problems).toMatchObject([{ code: 'NO_SEATS', path: [], hint: expect.stringContaining('seats') }]);
  });

  it.each([
    ['without a day', { action: 'SCHEDULE_REMOVAL' }, 'BAD_INPUT', ['removalOn']],
    [
      'on a day that is past',
      { action: 'SCHEDULE_REMOVAL', removalOn: '2001-01-01' },
      'PAST_DATE',
      ['removalOn'],
    ],
    [
      'with calling details',
      { action: 'REMOVE', options: { webex: { calling: { extension: '1' } } } },
      'BAD_INPUT',
      ['options', 'webex', 'calling'],
    ],
  ])('for a removal %s is refused', async (_title, request, code, path) => {
    const answer = await mutate(app, 'applyLicenseChanges', {
      changes: [{ ...pack('store-17', 'LP-PAGES'), ...request }],
    });
    expect(refusalsOf(answer)).toEqual([[code, ['changes', '0', ...path]]]);
    expect(writesOf(app)).toEqual([]);
  });

  it('for something that another request of the set is about is refused', async () => {
    const answer = await plan(...assigning('store-5').changes, { action: 'REMOVE', ...pack('store-5') });
    expect(refusalsOf(answer)).toEqual([['CHANGE_REFUSED', ['changes', '1']]]);
  });

  it('takes the seat that another request of the set frees', async () => {
    const { problems, changeSet } = await plan(
      { action: 'ASSIGN', ...pack('store-5', 'LP-FULL') },
      { action: 'REMOVE', ...pack('store-101', 'LP-FULL') },
    );
    expect(problems).toEqual([]);
    expect(changeSet?.seatImpact).toMatchObject([{ shortBy: 0 }]);
  });
});

describe('an input as a whole', () => {
  const one = assigning('store-5');
  const [change] = one.changes;
  it.each([
    ['without changes', { changes: [] }],
    ['with too many changes', { changes: Array.from({ length: 10_001 }, () => change) }],
    ['with neither plan nor changes', {}],
    ['with a plan and changes', { ...one, plan: { id: 'x', hash: 'y' } }],
    ['with an empty idempotency key', { ...one, idempotencyKey: '' }],
    ['with a blank idempotency key', { ...one, idempotencyKey: '   ' }],
    ['with a key that no database keeps as it is', { ...one, idempotencyKey: 'a\u0000b' }],
    ['with a wait that is negative', { ...one, waitSeconds: -1 }],
    ['with a wait beyond a minute', { ...one, waitSeconds: 61 }],
  ])('%s is BAD_INPUT', async (_title, input) => {
    const { changeSet, problems } = await mutate(app, 'applyLicenseChanges', input);
    expect([changeSet, problems.map(({ code }) => code)]).toEqual([null, ['BAD_INPUT']]);
    expect(app.calls()).toEqual([]);
  });

  it.each([
    ['idempotencyKey', 255, 'of 1 to 255 characters', 7],
    // Decisions about held sweeps and findings have a reason and a ticket as well.
    ['reason', 1_000, '1 to 1,000 characters', 10],
    ['ticket', 200, '1 to 200 characters', 10],
  ])(
    'has %s of at most %i characters, as the schema says of every input with one',
    async (field, most, said, inputs) => {
      const { changeSet } = await mutate(app, 'planLicenseChanges', { ...one, [field]: 'x'.repeat(most) });
      expect(changeSet?.status).toBe('PLANNED');
      const { problems } = await mutate(app, 'planLicenseChanges', { ...one, [field]: 'x'.repeat(most + 1) });
      expect(problems).toMatchObject([{ code: 'BAD_INPUT', path: [field] }]);
      const { __schema: schema } = await app.data<{
        __schema: {
          types: {
            inputFields: { name: string; type: { name: string | null }; description: string }[] | null;
          }[];
        };
      }>('{ __schema { types { inputFields { name type { name } description } } } }');
      const texts = schema.types
        .flatMap(({ inputFields }) => inputFields ?? [])
        .filter(({ name, type }) => name === field && type.name === 'String');
      expect(texts).toHaveLength(inputs);
      expect(texts.filter(({ description }) => !description.includes(said))).toEqual([]);
    },
  );

  it.each(['cancelChangeSet', 'retryChangeSet', 'undoChangeSet'])(
    '%s of what is no set is BAD_ID',
    async (name) => {
      for (const id of ['hello', idOf('ChangeSet', 'none'), idOf('LicenseChange', 'none')]) {
        const { changeSet, problems } = await mutate(app, name, { id });
        expect([changeSet, problems.map(({ code }) => code)]).toEqual([null, ['BAD_ID']]);
      }
    },
  );
});

describe('a list', () => {
  it.each([
    [
      'of the log of an account nobody knows',
      'auditEvents(filter: { accountKey: "nope" })',
      'UNKNOWN_ACCOUNT',
    ],
    [
      'of sets before the year 1',
      'changeSets(filter: { to: "0000-01-01T00:00:00Z" })',
      'GRAPHQL_VALIDATION_FAILED',
    ],
  ])('%s is refused', async (_title, field, code) => {
    expect(codesOf(await app.ask(`{ ${field} { nodes { __typename } } }`))).toEqual([code]);
  });
});
