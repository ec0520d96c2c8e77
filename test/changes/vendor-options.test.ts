// Options of another vendor than the one of the license: its provider never sees them, even where one of its own has the same name.
import { describe, expect, it } from '@jest/globals';
import { access } from '../../emulators/webex/index.ts';
import type { ChangeRequest } from '../../src/changes/change-request.ts';
import { present } from '../support/assertions.ts';
import { changeRequest, optionsOf } from '../support/change-requests.ts';
import { useEngine } from '../support/engine.ts';

const rig = useEngine();

describe('options of another vendor', () => {
  const { assignee: _id, ...request } = changeRequest('ASSIGN', {
    accountKey: 'webex',
    licenseId: present(access.licenseIds['meetingsSuite']),
    kind: 'USER',
    externalId: '',
  });
  it.each<[string, Readonly<Record<string, unknown>>]>([
    ['site', { site: 'a name of ours, in a form of theirs' }],
    ['inviteExternal', { inviteExternal: true }],
  ])('are refused where they stand, and invite nobody: %s', async (option, values) => {
    const nils: ChangeRequest = {
      ...request,
      assignee: { by: 'EMAIL', email: 'nils.blank@partner.example' },
      options: optionsOf('elsewhere', values),
    };
    const { set, problems } = await rig.engine.apply([nils], rig.request());
    expect(set).toBeNull();
    expect(problems).toMatchObject([
      { code: 'BAD_INPUT', path: ['changes', '0', 'options', 'elsewhere', option] },
    ]);
    expect(rig.writes()).toEqual([]);
  });
});
