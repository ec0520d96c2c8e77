// What the seed of the Webex emulator holds, told by the seed itself.
import { createClock } from '../../../emulators/core/clock.ts';
import { encodeId } from '../../../emulators/webex/ids.ts';
import { definition } from '../../../emulators/webex/index.ts';
import { licenses, licensesIn } from '../../../emulators/webex/seed/catalogue.ts';
import { emailOf } from '../../../emulators/webex/seed/people.ts';
import { personUuid } from '../../../emulators/webex/state/members.ts';
import { workspaceUuid } from '../../../emulators/webex/state/workspaces.ts';
import type { AssigneeKind } from '../../../src/domain/account.ts';
import type { Held, Truth, World } from '../../contract/subject.ts';

const userId = (uuid: string): string => encodeId('PEOPLE', uuid);
const workspaceId = (index: number): string => encodeId('PLACE', workspaceUuid(index));
const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

function holdings(set: number, kind: AssigneeKind, assigneeId: string): Held[] {
  return licensesIn(set).map(({ id }) => ({ licenseId: id, kind, assigneeId }));
}

/** Users of other organisations hold licenses, but are in no list of people (webex contract 6). */
export function truth(world: World): Truth {
  const switches = { ...definition.switches, ...world.switches };
  const state = definition.seed({ scale: world.scale, clock: createClock(), switches, serial: () => 0 });
  const { members, externals, workspaces } = state;
  const idAt = (position: number): string => userId(personUuid(members.companyIndex(position)));
  return {
    licenses: licenses.map(({ id }) => id),
    lists: {
      USER: upTo(members.count).map(idAt),
      WORKSPACE: upTo(workspaces.count).map(workspaceId),
    },
    held: [
      ...upTo(members.count).flatMap((at) => holdings(members.visible(at).licenses, 'USER', idAt(at))),
      ...upTo(workspaces.count).flatMap((at) =>
        holdings(workspaces.visible(at).license, 'WORKSPACE', workspaceId(at)),
      ),
      // Requests name them by address, which is the one name they have before they accept (webex contract 5.4).
      ...externals.all.flatMap(({ email }, at) =>
        holdings(externals.visible(at).accepted.licenses, 'USER', email.toLowerCase()),
      ),
    ],
    addresses: upTo(members.count).map((at) => [emailOf(members.companyIndex(at)), idAt(at)] as const),
  };
}
