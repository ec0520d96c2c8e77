// Webex under the contract of the port.
import { startEmulator } from '../../emulators/core/emulator.ts';
import { access, definition } from '../../emulators/webex/index.ts';
import { encodeId } from '../../emulators/webex/ids.ts';
import type { TransportRequest } from '../../src/upstream/transport.ts';
import { changesOf, withCalling, type Target } from '../providers/webex/changes.ts';
import { truth } from '../providers/webex/seeded-truth.ts';
import { present } from '../support/assertions.ts';
import { PATHS } from '../support/license-targets.ts';
import { webexOf } from '../support/provider-state.ts';
import { licenseId, webex } from '../support/providers/webex.ts';
import { testCall } from '../support/runtime.ts';
import { describeProvider } from './provider-contract.ts';
import type { Truth } from './subject.ts';

const NO_ONE = '11111111-2222-4333-8444-555555555555';
const userId = (uuid: string): string => encodeId('PEOPLE', uuid);

/** Ids are a list in the query, or one in the path. */
function idsIn({ url }: TransportRequest): readonly string[] {
  const { pathname, searchParams } = new URL(url);
  const [, one] = /\/(?:people|workspaces)\/(.+)$/.exec(pathname) ?? [];
  if (one !== undefined) return [one];
  return searchParams.get('id')?.split(',') ?? [];
}

/** Somebody who holds all of the one and none of the other, by the emulator's names of licenses. */
function holder({ lists, held }: Truth, names: readonly string[], without: readonly string[]): Target {
  const holds = (id: string, name: string): boolean =>
    held.some(({ assigneeId, licenseId: license }) => assigneeId === id && license === licenseId(name));
  const found = lists.USER?.find(
    (id) => names.every((name) => holds(id, name)) && !without.some((name) => holds(id, name)),
  );
  return { kind: 'USER', externalId: present(found, `anybody with ${names.join(', ')}`) };
}

const agent = (truth: Truth): Target => holder(truth, ['standardAgent', 'messaging'], ['premiumAgent']);

describeProvider('Webex', {
  start: () => startEmulator(definition),
  open: (url, runtime) => webex.open(url, runtime),
  switches: {},
  truth,
  shapes: [
    { name: 'two pages of people' },
    { name: 'two pages of everything', scale: 9 },
    { name: 'small pages of people', switches: { peopleMaxCeiling: 7 } },
    { name: 'links with after', switches: { peopleLink: 'after', peopleMaxCeiling: 50 } },
    { name: 'an empty page that links to itself', switches: { tailPage: 'empty-with-next' } },
    { name: 'a last page without a list', switches: { tailPage: 'no-list-key' } },
    { name: 'no links between workspaces', scale: 9, switches: { workspaceLink: false } },
    { name: 'workspaces listed without licenses', switches: { workspaceListCalling: false } },
    { name: 'holders by number', scale: 9, switches: { holdersLink: 'offset' } },
    { name: 'ids that are bare uuids', switches: { idForm: 'uuid' } },
    { name: 'ids of another region', switches: { idForm: 'region' } },
  ],
  apiPath: '^/v1/(?!access_token)',
  secrets: [access.accessToken, access.refreshToken, access.clientSecret],
  idsIn,
  nobody: {
    LICENSE: encodeId('LICENSE', `${NO_ONE}:MS_${NO_ONE}`),
    USER: userId(NO_ONE),
    WORKSPACE: encodeId('PLACE', NO_ONE),
  },
  license: access.licenseIds['professional'] ?? '',
  reportsBudget: false,
  async words(account) {
    const details = (await account.catalogue(testCall())).items.map((license) => license.details);
    return details.flatMap((one) => {
      if (one === null || !('siteType' in one) || !('rawSiteType' in one)) return [];
      return typeof one.rawSiteType === 'string' ? [{ ours: one.siteType, raw: one.rawSiteType }] : [];
    });
  },
  // Of the ids in a list by id, every second one.
  failPart: (emulator) => emulator.setSwitch('idListLeavesOut', 2),
  writes: {
    path: PATHS.webex.write,
    state: webexOf,
    good: (truth) => [
      ...changesOf(holder(truth, ['ucm'], ['professional']), 'add:professional', 'remove:ucm'),
      ...changesOf(holder(truth, ['call'], ['ucm', 'professional']), 'remove:call'),
      ...changesOf(agent(truth), 'remove:messaging'),
      ...changesOf(holder(truth, ['call', 'ucm'], ['messaging']), 'add:messaging').map((one) =>
        withCalling(one, null),
      ),
    ],
    // In one request with a change that is made: one agent's license excludes the other (webex contract 5.3).
    refused: (truth) => changesOf(agent(truth), 'add:premiumAgent'),
    limit: { of: 'assignees', most: 1 },
  },
});
