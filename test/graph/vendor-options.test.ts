// Options of a change that one vendor knows, in the form that they have and in the one they had: both mean the same, under one key too.
import { describe, expect, it } from '@jest/globals';
import { access } from '../../emulators/webex/index.ts';
import { optionsOf } from '../../src/graph/inputs/vendor-options.ts';
import { useApp, writesOf } from '../support/app.ts';
import { pack } from '../support/inputs.ts';
import { mutate, refusalsOf } from '../support/mutations.ts';

const app = useApp();

const ADA = { email: 'ada.sato.60@acme.example' };
const attendee = { siteUrl: 'acme.webex.com', accountType: 'ATTENDEE' } as const;
const extension = { extension: '1' };

/** What the fields of the two forms are called. */
const FORMER = { calling: 'webexCalling', site: 'webexSite', inviteExternal: 'inviteExternal' } as const;
type Option = keyof typeof FORMER;

const FORMS = [
  ['options', (option: Option, value: unknown) => ({ options: { webex: { [option]: value } } })],
  ['the former fields', (option: Option, value: unknown) => ({ [FORMER[option]]: value })],
] as const;

function placeOf(form: string, option: Option): string[] {
  return form === 'options' ? ['options', 'webex', option] : [FORMER[option]];
}

function onWebex(license: string, assignee: object = ADA) {
  return { license: { key: { accountKey: 'webex', externalId: access.licenseIds[license] } }, assignee };
}

describe.each(FORMS)('an option in %s', (form, given) => {
  const byId = { key: { kind: 'USER', externalId: ADA.email } };
  const later = { action: 'SCHEDULE_REMOVAL', removalOn: '2099-01-01' };
  const unread = { key: { accountKey: 'webex', externalId: 'no such license' } };
  const rows: readonly [string, object, Option, unknown][] = [
    ['calling details to remove', { action: 'REMOVE', ...onWebex('professional') }, 'calling', extension],
    ['calling details for messages', { action: 'ASSIGN', ...onWebex('messaging') }, 'calling', extension],
    ['calling details for a place', { action: 'ASSIGN', ...pack('store-5') }, 'calling', extension],
    ['calling details to remove a place', { action: 'REMOVE', ...pack('store-5') }, 'calling', extension],
    ['a role with a day', { ...later, ...onWebex('meetingsSuite') }, 'site', attendee],
    [
      'a role to cancel a removal',
      { action: 'CANCEL_REMOVAL', ...onWebex('meetingsSuite') },
      'site',
      attendee,
    ],
    ['a role for messages', { action: 'ASSIGN', ...onWebex('messaging') }, 'site', attendee],
    ['a role for a place', { action: 'REMOVE', ...pack('store-5') }, 'site', attendee],
    [
      'an invitation to remove',
      { action: 'REMOVE', ...onWebex('meetingsSuite'), license: unread },
      'inviteExternal',
      true,
    ],
    ['an invitation by id', { action: 'ASSIGN', ...onWebex('meetingsSuite', byId) }, 'inviteExternal', true],
    ['an invitation to messages', { action: 'ASSIGN', ...onWebex('messaging') }, 'inviteExternal', true],
    ['an invitation of a place', { action: 'ASSIGN', ...pack('store-5') }, 'inviteExternal', true],
  ];

  it.each(rows)('is refused where it stands: %s', async (_title, request, option, value) => {
    const changes = [{ ...request, ...given(option, value) }];
    const answer = await mutate(app, 'applyLicenseChanges', { changes });
    expect(refusalsOf(answer)).toEqual([['BAD_INPUT', ['changes', '0', ...placeOf(form, option)]]]);
    expect(writesOf(app)).toEqual([]);
  });

  it('is refused by the mutations for one change, where it stands there', async () => {
    for (const name of ['assignLicense', 'removeLicense']) {
      const answer = await mutate(app, name, { ...onWebex('messaging'), ...given('site', attendee) });
      expect(refusalsOf(answer)).toEqual([['BAD_INPUT', placeOf(form, 'site')]]);
    }
  });

  it('that does not go with the action is refused although the account cannot be read', async () => {
    app.fleet.webex.fault({ path: '/licenses$', fault: { kind: 'error', status: 500 } });
    const change = { action: 'REMOVE', ...onWebex('professional'), ...given('calling', extension) };
    const answer = await mutate(app, 'applyLicenseChanges', { changes: [change] });
    app.clearFaults();
    expect(refusalsOf(answer)).toEqual([['BAD_INPUT', ['changes', '0', ...placeOf(form, 'calling')]]]);
  });
});

describe('the two forms together', () => {
  it.each<[string, object]>([
    ['webexCalling', { webexCalling: extension }],
    ['webexSite', { webexSite: attendee }],
    ['inviteExternal', { inviteExternal: true }],
  ])('are refused, at the one to leave out: %s', async (field, former) => {
    for (const options of [{ site: attendee }, {}]) {
      const change = {
        action: 'ASSIGN',
        ...onWebex('meetingsSuite'),
        ...former,
        options: { webex: options },
      };
      const answer = await mutate(app, 'applyLicenseChanges', { changes: [change] });
      expect(refusalsOf(answer)).toEqual([['BAD_INPUT', ['changes', '0', field]]]);
      expect(answer.problems).toMatchObject([{ hint: 'Leave it out.' }]);
    }
    expect(writesOf(app)).toEqual([]);
  });

  it('are one where the former fields ask for nothing', async () => {
    const nothing = { webexCalling: null, webexSite: null, inviteExternal: false };
    const change = { action: 'REMOVE', ...onWebex('meetingsSuite'), ...nothing };
    const { problems } = await mutate(app, 'planLicenseChanges', {
      changes: [{ ...change, options: { webex: { site: attendee } } }],
    });
    expect(problems).toEqual([]);
  });
});

describe('a key used with one form', () => {
  const calling = { locationId: 'here', extension: '7' };
  const rows: readonly [Option, string, unknown, unknown][] = [
    ['calling', 'professional', calling, { ...calling, extension: '8' }],
    ['site', 'meetingsSuite', attendee, { ...attendee, accountType: 'HOST' }],
    ['inviteExternal', 'meetingsSuite', true, false],
  ];

  it.each(
    rows.flatMap(([option, license, value, other]) =>
      FORMS.map(([form, given], index) => ({ option, license, value, other, form, given, index })),
    ),
  )('stands for the same in the other one: $option first in $form', async (row) => {
    const { option, license, value, other, form, given, index } = row;
    const [, givenOtherwise] = FORMS[1 - index] ?? FORMS[0];
    const idempotencyKey = `${option} first in ${form}`;
    const ask = (options: object) => {
      // Among others: a set of which all is refused is not kept.
      const changes = [
        { action: 'ASSIGN', ...pack('store-9') },
        { action: 'ASSIGN', ...onWebex(license), ...options },
      ];
      return mutate(app, 'planLicenseChanges', { changes, idempotencyKey });
    };
    const first = await ask(given(option, value));
    const again = await ask(givenOtherwise(option, value));
    expect([first.replayed, again.replayed, again.changeSet?.id]).toEqual([false, true, first.changeSet?.id]);
    for (const form of [given, givenOtherwise]) {
      const { problems } = await ask(form(option, other));
      expect(problems).toMatchObject([{ code: 'IDEMPOTENCY_KEY_REUSED' }]);
    }
  });

  it.each([
    ['nothing', {}, '{"calling":null,"site":null}'],
    [
      'calling details',
      { calling: { extension: '7', locationId: 'here' } },
      '{"calling":{"locationId":"here","phoneNumber":null,"extension":"7"},"site":null}',
    ],
    ['a role', { site: attendee }, '{"calling":null,"site":{"siteUrl":"acme.webex.com","role":"ATTENDEE"}}'],
  ])('covers what version 0.2 covered: %s', (_title, { calling, site }: Row, covered) => {
    const change = { action: 'ASSIGN', license: { id: 'x' }, assignee: { id: 'y' } } as const;
    const forms = [
      { ...change, options: { webex: { ...(calling && { calling }), ...(site && { site }) } } },
      { ...change, webexCalling: calling ?? null, webexSite: site ?? null },
    ];
    for (const form of forms) expect(JSON.stringify(optionsOf(form).fingerprint)).toBe(covered);
  });
});

interface Row {
  readonly calling?: { readonly extension: string; readonly locationId: string };
  readonly site?: typeof attendee;
}

describe('options', () => {
  it.each<[string, object | null]>([
    ['without a vendor', {}],
    ['with nothing for a vendor', { webex: null }],
  ])('%s are an error', async (_title, options) => {
    const query = `mutation($input: AssignLicenseInput!) { assignLicense(input: $input) { replayed } }`;
    const variables = { input: { ...onWebex('messaging'), options } };
    const { errors } = await app.ask(query, { variables });
    expect(errors?.map(({ message }) => message)).toEqual([expect.stringContaining('input.options')]);
    expect(app.calls()).toEqual([]);
  });

  it('are in every input that had the former fields, and those are deprecated', async () => {
    const { __schema: schema } = await app.data<{ __schema: { types: readonly Type[] } }>(
      '{ __schema { types { name inputFields(includeDeprecated: true) { name deprecationReason } } } }',
    );
    const withOptions = schema.types.filter(({ inputFields }) =>
      inputFields?.some(({ name }) => name === 'options'),
    );
    expect(new Set(withOptions.map(({ name }) => name))).toEqual(
      new Set(['AssignLicenseInput', 'LicenseChangeInput', 'RemoveLicenseInput']),
    );
    const former = schema.types
      .filter(({ name }) => name !== 'WebexChangeOptionsInput')
      .flatMap(({ inputFields }) => inputFields ?? [])
      .filter(({ name }) => /^(?:webex[A-Z]\w+|inviteExternal)$/.test(name));
    expect(former).toHaveLength(7);
    for (const { deprecationReason } of former) expect(deprecationReason).toContain('options { webex {');
  });
});

interface Type {
  readonly name: string;
  readonly inputFields:
    readonly { readonly name: string; readonly deprecationReason: string | null }[] | null;
}
