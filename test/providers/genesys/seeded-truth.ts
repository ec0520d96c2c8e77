// What the seed of the Genesys Cloud emulator holds, told by the seed itself.
import { stateOf } from '../../../emulators/genesys/state/directory.ts';
import { person } from '../../../emulators/seed/organisation.ts';
import type { Truth, World } from '../../contract/subject.ts';
import { seededOrg } from '../../support/providers/genesys.ts';

/** Deleted users are in the directory, but hold nothing any more (genesys contract U6). */
export function truth({ scale, switches }: World): Truth {
  const org = seededOrg(scale, switches);
  const { directory } = org;
  const idOf = (index: number): string => directory.idOf(index);
  const everybody = directory.inState('any');
  const holders = everybody.filter((index) => stateOf(index) !== 'deleted');
  return {
    licenses: org.definitions.map(({ id }) => id),
    lists: { USER: everybody.map(idOf) },
    held: holders.flatMap((index) =>
      org
        .seededLicenses(index)
        .map((licenseId) => ({ licenseId, kind: 'USER' as const, assigneeId: idOf(index) })),
    ),
    addresses: holders.map((index) => [person(index).email, idOf(index)] as const),
  };
}
