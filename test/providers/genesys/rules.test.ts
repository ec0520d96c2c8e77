// What is refused before anything is sent: what the catalogue says of prerequisites, for the set as a whole.
import { describe, expect, it } from '@jest/globals';
import type { Change } from '../../../src/domain/change.ts';
import type { License } from '../../../src/domain/license.ts';
import { toLicense } from '../../../src/providers/genesys/reads/licenses.ts';
import { createWire } from '../../../src/providers/genesys/wire/wire.ts';
import { createDriftCounter } from '../../../src/upstream/drift.ts';
import { refusedBeforehand } from '../../support/assertions.ts';
import { offline } from '../../support/provider.ts';
import { userOf } from '../../support/providers/genesys.ts';
import { assign, remove } from './changes.ts';

const { writes } = offline('genesys', { baseTiers: ['tier1', 'tier2'] });
const { LicenseDefinition } = createWire({ accountKey: 'us', drift: createDriftCounter(() => 0) });

function license(id: string, prerequisites: string[] = [], comprises: object[] = []): License {
  const needed = prerequisites.map((one) => ({ id: one }));
  const definition = LicenseDefinition.parse({ id, description: id, prerequisites: needed, comprises });
  return toLicense(definition, 'us');
}

// Ids that no organisation has: none may be known to the code.
const CATALOGUE = [
  license('tier1'),
  license('tier2'),
  license('base1'),
  license('base2'),
  license('wem2', ['base2']),
  license('deep2', ['wem2']),
  license('speech', ['base1', 'base2']),
  license('bundle', [], [{ id: 'suite', comprises: [{ id: 'base2' }] }]),
  license('leftover', ['gone']),
  { ...license('garbled'), details: null },
  license('ring1', ['ring2']),
  license('ring2', ['ring1']),
  license('whole', [], [{ id: 'half' }]),
  license('half', [], [{ id: 'whole' }, { id: 'base1' }]),
];

/** Refusals by change id, when `ada` holds these. */
function check(held: string[], changes: readonly Change[]): Record<string, unknown> {
  const rest = { accountKey: 'us', assignee: userOf('ada'), assignedAt: null, removalOn: null };
  const adas = held.map((licenseId) => ({ ...rest, licenseId, status: 'ACTIVE' as const }));
  const everybody = new Map([
    ['USER ada', adas],
    ['USER bo', []],
  ]);
  const world = { catalogue: CATALOGUE, held: everybody, today: '2031-03-15' };
  return Object.fromEntries(refusedBeforehand(writes, changes, world));
}

function missing(named: string): unknown {
  return expect.objectContaining({
    code: 'PREREQUISITE_MISSING',
    blame: 'CALLER',
    accountKey: 'us',
    retryable: false,
    message: expect.stringContaining(named),
    hint: expect.stringContaining('same set'),
  });
}

function add(licenseId: string): Change {
  return assign(licenseId, 'ada');
}

function drop(licenseId: string): Change {
  return remove(licenseId, 'ada');
}

describe('nothing is wrong with', () => {
  it.each<[string, string[], Change[]]>([
    ['a license that needs nothing', [], [add('base1')]],
    ['a license the catalogue does not have', [], [add('trial')]],
    ['an add-on whose base is held', ['base2'], [add('wem2')]],
    ['an add-on whose base comes with it', [], [add('wem2'), add('base2')]],
    ['an add-on on an add-on, all at once', [], [add('deep2'), add('wem2'), add('base2')]],
    ['an add-on for either base', ['base1'], [add('speech')]],
    ['an add-on whose base is in a bundle held', ['bundle'], [add('wem2')]],
    ['an add-on whose base is in a bundle that comes with it', [], [add('wem2'), add('bundle')]],
    ['bundles that contain each other', ['whole'], [add('speech')]],
    ['licenses that need each other', [], [add('ring1'), add('ring2')]],
    ['taking away an add-on', ['base2', 'wem2'], [drop('wem2')]],
    ['taking away base and add-on', ['base2', 'wem2'], [drop('base2'), drop('wem2')]],
    ['taking away a base nothing needs', ['base1', 'base2', 'wem2'], [drop('base1')]],
    ['taking away one of two bases', ['base1', 'base2', 'speech'], [drop('base1')]],
    ['swapping the base under an add-on for either', ['base2', 'speech'], [drop('base2'), add('base1')]],
    ['taking away the base while a bundle has it', ['base2', 'bundle', 'wem2'], [drop('base2')]],
    ['taking away a base whose add-on was alone before', ['deep2', 'base2'], [drop('base2')]],
    ['a base in the place of another', ['tier1'], [add('tier2'), drop('tier1')]],
    // Nobody lists it any more, and something that is listed still names it.
    ['taking away what is no longer listed', ['gone', 'leftover'], [drop('gone')]],
    ['taking away everything of a license that is no longer listed', ['gone'], [drop('gone')]],
    ['an add-on beside a license that is no longer listed, which may be a bundle', ['lapsed'], [add('wem2')]],
    ['an add-on beside a license that tells nothing of itself', ['garbled'], [add('wem2')]],
    ['a license that is no base tier beside one', ['tier1'], [add('base1')]],
  ])('%s', (_, held, changes) => {
    expect(check(held, changes)).toEqual({});
  });

  it('somebody of whom nothing is known', () => {
    expect(check([], [assign('wem2', 'nobody'), remove('base2', 'nobody')])).toEqual({});
  });
});

describe('a second base tier is refused', () => {
  const conflict = (other: string): unknown =>
    expect.objectContaining({ code: 'LICENSES_CONFLICT', hint: `Remove ${other} in the same set.` });

  it('beside one that is held', () => {
    expect(check(['tier1'], [add('tier2')])).toEqual({ 'ASSIGN tier2 ada': conflict('tier1') });
  });

  it('with the first one, when both are asked for', () => {
    expect(check([], [add('tier1'), add('tier2')])).toEqual({
      'ASSIGN tier1 ada': conflict('tier2'),
      'ASSIGN tier2 ada': conflict('tier1'),
    });
  });

  it('but not for somebody else', () => {
    expect(check(['tier1'], [assign('tier2', 'bo')])).toEqual({});
  });
});

describe('refused is', () => {
  it.each<[string, string[], Change[], string[], string]>([
    ['an add-on without its base', [], [add('wem2')], ['ASSIGN wem2'], 'base2'],
    ['an add-on with the wrong base', ['base1'], [add('wem2')], ['ASSIGN wem2'], 'base2'],
    ['an add-on without either base', [], [add('speech')], ['ASSIGN speech'], 'base1 or base2'],
    ['an add-on whose base goes', ['base2'], [add('wem2'), drop('base2')], ['ASSIGN wem2'], 'base2'],
    [
      'an add-on for somebody else’s base',
      [],
      [add('wem2'), assign('base2', 'bo')],
      ['ASSIGN wem2'],
      'base2',
    ],
    ['a base whose add-on stays', ['base2', 'wem2'], [drop('base2')], ['REMOVE base2'], 'wem2'],
    [
      'a base replaced under its add-on',
      ['base2', 'wem2'],
      [drop('base2'), add('base1')],
      ['REMOVE base2'],
      'wem2',
    ],
    ['an add-on under an add-on', ['base2', 'wem2', 'deep2'], [drop('wem2')], ['REMOVE wem2'], 'deep2'],
    ['a bundle with the base of what stays', ['bundle', 'wem2'], [drop('bundle')], ['REMOVE bundle'], 'wem2'],
  ])('%s', (_, held, changes, ids, named) => {
    expect(check(held, changes)).toEqual(Object.fromEntries(ids.map((id) => [`${id} ada`, missing(named)])));
  });

  it('what needs what is refused', () => {
    expect(Object.keys(check([], [add('deep2'), add('wem2'), add('base1')]))).toEqual([
      'ASSIGN wem2 ada',
      'ASSIGN deep2 ada',
    ]);
  });

  it('a removal, but not what would only have been refused with it', () => {
    // base2 has to stay for wem2, so it is there for speech.
    const changes = [drop('base2'), add('speech')];
    expect(Object.keys(check(['base2', 'wem2'], changes))).toEqual(['REMOVE base2 ada']);
  });

  it('a removal of what stays because its own removal is refused', () => {
    const held = ['base2', 'wem2', 'deep2'];
    expect(Object.keys(check(held, [drop('base2'), drop('wem2')]))).toEqual([
      'REMOVE wem2 ada',
      'REMOVE base2 ada',
    ]);
  });

  it('an add-on of what goes, but not its going', () => {
    const changes = [drop('base2'), drop('wem2'), add('deep2')];
    expect(Object.keys(check(['base2', 'wem2'], changes))).toEqual(['ASSIGN deep2 ada']);
  });
});
