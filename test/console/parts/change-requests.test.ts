// From what was chosen to the requests of a plan, and back from a place to the name that was typed.
import { describe, expect, it } from '@jest/globals';
import {
  missingIn,
  placeOf,
  requestsOf,
  takerNames,
  typedRef,
  unsaidIn,
} from '../../../src/console/parts/changing/choose/change-requests.ts';
import {
  draftOf,
  type ChosenAssignee,
  type ChosenLicense,
  type Draft,
} from '../../../src/console/parts/changing/choose/draft.ts';

const license = (id: string, rest: Partial<ChosenLicense> = {}): ChosenLicense => ({
  id,
  name: id,
  accountKey: 'acme',
  accountName: 'Acme',
  assigneeKinds: ['USER'],
  ...rest,
});
const person = (id: string, rest: Partial<ChosenAssignee> = {}): ChosenAssignee => ({
  id,
  name: `Name of ${id}`,
  accountKey: 'acme',
  ...rest,
});
const draft = (rest: Partial<Draft>): Draft => ({
  ...draftOf({ action: 'ASSIGN', licenses: [], assignees: [] }),
  ...rest,
});

describe('what was typed', () => {
  it.each([
    ['ada@acme.example', 'USER', { email: 'ada@acme.example' }],
    ['014000000000011', 'DEVICE', { imei: '014000000000011' }],
    ['014000000000011', 'USER', { key: { kind: 'USER', externalId: '014000000000011' } }],
    ['store-5', 'ENTITY', { key: { kind: 'ENTITY', externalId: 'store-5' } }],
    ['WyJVc2VyIiwid2ViZXgiLCJ4Il0', 'USER', { id: 'WyJVc2VyIiwid2ViZXgiLCJ4Il0' }],
  ] as const)('%s of a license for %s', (text, kind, ref) => {
    expect(typedRef(text, kind)).toEqual(ref);
  });
});

describe('the requests', () => {
  it('are every license for everybody, chosen ones first, each with its name', () => {
    const { changes, names, leftOut } = requestsOf(
      draft({ licenses: [license('a'), license('b')], assignees: [person('1')], typed: ['bo@acme.example'] }),
    );
    expect(changes).toEqual([
      { action: 'ASSIGN', license: { id: 'a' }, assignee: { id: '1' } },
      { action: 'ASSIGN', license: { id: 'a' }, assignee: { email: 'bo@acme.example' } },
      { action: 'ASSIGN', license: { id: 'b' }, assignee: { id: '1' } },
      { action: 'ASSIGN', license: { id: 'b' }, assignee: { email: 'bo@acme.example' } },
    ]);
    expect(names).toEqual(['Name of 1', 'bo@acme.example', 'Name of 1', 'bo@acme.example']);
    expect(leftOut).toBe(0);
  });

  it('leave out and count pairs of two accounts, which no plan could make', () => {
    const { changes, leftOut } = requestsOf(
      draft({
        kind: 'REMOVE',
        licenses: [license('a'), license('b', { accountKey: 'other' })],
        assignees: [person('1')],
      }),
    );
    expect(changes).toEqual([{ action: 'REMOVE', license: { id: 'a' }, assignee: { id: '1' } }]);
    expect(leftOut).toBe(1);
  });

  it('are exact pairs where pairs were chosen', () => {
    const holdings = [
      { license: license('a'), assignee: person('1') },
      { license: license('b'), assignee: person('2') },
    ];
    const { changes } = requestsOf(draft({ kind: 'END', removalOn: '2031-06-01', holdings }));
    expect(changes).toEqual([
      { action: 'SCHEDULE_REMOVAL', license: { id: 'a' }, assignee: { id: '1' }, removalOn: '2031-06-01' },
      { action: 'SCHEDULE_REMOVAL', license: { id: 'b' }, assignee: { id: '2' }, removalOn: '2031-06-01' },
    ]);
  });

  it('keep what was to end', () => {
    expect(requestsOf(draft({ kind: 'KEEP', licenses: [license('a')], typed: ['x'] })).changes).toEqual([
      {
        action: 'CANCEL_REMOVAL',
        license: { id: 'a' },
        assignee: { key: { kind: 'USER', externalId: 'x' } },
      },
    ]);
  });

  it('give each holder their own number, or an extension of the location', () => {
    const { changes } = requestsOf(
      draft({
        licenses: [license('call', { needsNumber: true })],
        typed: ['a@x', 'b@x'],
        numbers: ['+1 (202) 555-0100', '4711'],
        locationId: 'loc',
      }),
    );
    expect(changes.map(({ options }) => Object.values(options ?? {}))).toEqual([
      [{ calling: { phoneNumber: '+12025550100', locationId: 'loc' } }],
      [{ calling: { extension: '4711', locationId: 'loc' } }],
    ]);
  });
});

describe('a move', () => {
  it('gives the new one, and takes the old one once that was seen', () => {
    const { changes, names } = requestsOf(
      draft({
        kind: 'MOVE',
        licenses: [license('old')],
        to: license('new'),
        assignees: [person('1'), person('2')],
      }),
    );
    expect(changes.map(({ action, license: { id }, waitsFor }) => [action, id, waitsFor])).toEqual([
      ['ASSIGN', 'new', undefined],
      ['REMOVE', 'old', [0]],
      ['ASSIGN', 'new', undefined],
      ['REMOVE', 'old', [2]],
    ]);
    expect(names).toEqual(['Name of 1', 'Name of 1', 'Name of 2', 'Name of 2']);
  });

  it('to another account goes by pairs, each at its place', () => {
    const from = license('old', { assigneeKinds: ['DEVICE'] });
    const to = license('new', { accountKey: 'other', assigneeKinds: ['DEVICE'] });
    const whole = draft({
      kind: 'MOVE',
      licenses: [from],
      to,
      typed: ['014000000000011'],
      takers: ['014000000000099'],
    });
    expect(requestsOf(whole).changes.map(({ assignee }) => assignee)).toEqual([
      { imei: '014000000000099' },
      { imei: '014000000000011' },
    ]);
    expect(missingIn(whole)).toBeNull();
    expect(missingIn({ ...whole, takers: ['1', '2'] })).toBe(
      '1 are to lose one and 2 to get one: the two lists go in pairs.',
    );
  });

  it('to another account knows people by their address, and asks where there is none', () => {
    const to = license('new', { accountKey: 'other' });
    const known = draft({
      kind: 'MOVE',
      licenses: [license('old')],
      to,
      assignees: [person('1', { address: 'ada@acme.example' })],
    });
    expect(requestsOf(known).changes.map(({ assignee }) => assignee)).toEqual([
      { email: 'ada@acme.example' },
      { id: '1' },
    ]);
    expect(missingIn(known)).toBeNull();
    expect(missingIn({ ...known, assignees: [person('1')] })).toMatch(/another account/);
  });

  it('within one license waits for nothing: the seat has to come free first', () => {
    const same = draft({
      kind: 'MOVE',
      licenses: [license('a')],
      to: license('a'),
      typed: ['store-17'],
      takers: ['store-18'],
    });
    expect(requestsOf(same).changes.map(({ action, waitsFor }) => [action, waitsFor])).toEqual([
      ['ASSIGN', undefined],
      ['REMOVE', undefined],
    ]);
    expect(missingIn({ ...same, takers: [] })).toMatch(/same license/);
  });
});

describe('what is missing', () => {
  it('is said one after the other', () => {
    expect(missingIn(draft({ kind: null }))).toBe('Choose what to do.');
    expect(missingIn(draft({}))).toBe('Choose a license.');
    expect(missingIn(draft({ licenses: [license('a')] }))).toBe('Name at least one holder.');
    expect(missingIn(draft({ licenses: [license('a')], typed: ['x'] }))).toBeNull();
    expect(
      missingIn(draft({ licenses: [license('a')], assignees: [person('1', { accountKey: 'other' })] })),
    ).toMatch(/other accounts/);
  });

  it('is more than one set takes', () => {
    const typed = Array.from({ length: 5_001 }, (_, at) => `u${at}`);
    expect(missingIn(draft({ licenses: [license('a'), license('b')], typed }))).toMatch(
      /10,000 changes, and these are 10002/,
    );
  });

  it('are the day of an end, and numbers', () => {
    expect(unsaidIn(draft({ kind: 'END' }))).toMatch(/first day/);
    expect(unsaidIn(draft({ kind: 'END', removalOn: '2031-06-01' }))).toBeNull();
    const calling = draft({
      licenses: [license('call', { needsNumber: true })],
      typed: ['a@x', 'b@x'],
      numbers: ['1'],
    });
    expect(takerNames(calling)).toEqual(['a@x', 'b@x']);
    expect(unsaidIn(calling)).toMatch(/for each/);
    expect(unsaidIn({ ...calling, numbers: ['1', '2'] })).toBeNull();
  });
});

describe('the place of a problem', () => {
  it.each([
    [['changes', '3', 'assignee'], 3],
    [['changes', '0'], 0],
    [['plan'], null],
    [null, null],
  ])('%j', (path, place) => {
    expect(placeOf(path)).toBe(place);
  });
});
