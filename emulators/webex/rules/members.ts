// What an operation does to a person of the organisation (webex contract 5.4).
import type { CallingProperties } from '../requests/user-licenses.ts';
import { CALLING, LINE } from '../seed/catalogue.ts';
import type { Member } from '../state/member.ts';
import type { WebexState } from '../state/state.ts';
import { newCalling } from './calling.ts';
import { needsProperties, refusedAdd, refusedOutright, refusedRemove, type Change } from './licenses.ts';
import { Failure, swapOf, unknownLicense, type Operation } from './operations.ts';
import { addAttendee, removeAttendee } from './site-roles.ts';

/** What is held after one operation, or why it was not done. */
export type Applier<Held> = (held: Held, operation: Operation) => Held | Failure;

/** How the operations of one request apply to the person at a position. */
export function memberApplier(
  position: number,
  operations: readonly Operation[],
  state: WebexState,
): Applier<Member> {
  const swap = swapOf(operations);
  return (held, operation) => {
    switch (operation.kind) {
      case 'unknown-license':
        return unknownLicense(operation.id);
      case 'add-license':
        return addLicense({ license: operation.license, held, swap, state }, position, operation.properties);
      case 'remove-license':
        return removeLicense({ license: operation.license, held, swap, state });
      case 'add-attendee':
        return addAttendee(held, operation.site, position);
      case 'remove-attendee':
        return removeAttendee(held, operation.site);
    }
  };
}

function addLicense(
  change: Change,
  position: number,
  properties: CallingProperties | undefined,
): Member | Failure {
  const { license, held } = change;
  const outright = refusedOutright(change);
  if (outright) return outright;
  if (!needsProperties(license)) return addPlain(change);
  // Each calling license brings its own properties, even when the user has a number already (webex contract 5.4).
  if (!properties) return new Failure(400_411, `Calling license ${license.id} was sent without properties.`);
  if ((held.licenses & license.bit) !== 0) return held;
  const refused = refusedAdd(change);
  if (refused) return refused;
  const calling = newCalling(change, position, properties);
  if (calling instanceof Failure) return calling;
  return { ...held, licenses: held.licenses | license.bit, calling };
}

function addPlain(change: Change): Member | Failure {
  const { license, held } = change;
  if ((held.licenses & license.bit) !== 0) return held;
  return refusedAdd(change) ?? { ...held, licenses: held.licenses | license.bit };
}

/** Removing the last line wipes number, extension and calling settings (webex contract 5.4). */
function removeLicense(change: Change): Member | Failure {
  const { license, held } = change;
  if (license.key === 'screenShare')
    return new Failure(700_006, `Screen share is implicit. License: ${license.id}.`);
  if ((held.licenses & license.bit) === 0) return held;
  const refused = refusedRemove(change);
  if (refused) return refused;
  const licenses = held.licenses & ~license.bit;
  const wiped = (license.bit & CALLING) !== 0 && (licenses & LINE) === 0;
  return { ...held, licenses, calling: wiped ? undefined : held.calling };
}
