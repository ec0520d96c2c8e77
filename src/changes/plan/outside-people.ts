// People from outside the organisation: those whom the requests of one account name by address are found, or invited where a request says so.
import type { User } from '../../domain/assignee.ts';
import type { Call } from '../../domain/call.ts';
import type { Change } from '../../domain/change.ts';
import type { License } from '../../domain/license.ts';
import type { Listed, Slot, Slots } from '../../domain/page.ts';
import { ProblemError, asProblemError } from '../../domain/problem.ts';
import type { ProviderAccount } from '../../providers/provider.ts';
import { nobody } from './refuse.ts';
import { isEmptySlot, slotIn, valuesIn } from '../../batching/slots.ts';
import type { ChangeRequest } from '../change-request.ts';
import { optionsFor } from '../intake/vendor-options.ts';

/** Call `want` with every request that names an address, then `read`, then `find` for each of them. */
export class OutsideReader {
  readonly #account: ProviderAccount;
  readonly #call: Call;
  readonly #addresses = new Set<string>();
  #holders: Slots<User> | ProblemError = new Map();

  constructor(account: ProviderAccount, call: Call) {
    this.#account = account;
    this.#call = call;
  }

  get #outsiders() {
    return this.#account.writes?.outsiders;
  }

  /** Those that were found. */
  get found(): readonly User[] {
    return this.#holders instanceof ProblemError ? [] : valuesIn(this.#holders);
  }

  want(request: ChangeRequest, address: string): void {
    if (request.fault === null && this.#mayHold(request) && !this.#isAnybody(request))
      this.#addresses.add(address);
  }

  #mayHold({ license }: ChangeRequest): boolean {
    return !(license instanceof ProblemError) && (this.#outsiders?.mayHold(license) ?? false);
  }

  /** Looks up all those addresses at once that none of the organisation's own people has. */
  async read(own: (address: string) => Slot<readonly User[]>, catalogue: Listed<License>): Promise<void> {
    const outsideByEmails = this.#account.assignees.USER?.outsideByEmails;
    const addresses = [...this.#addresses].filter((address) => isEmptySlot(own(address)));
    if (!outsideByEmails || addresses.length === 0) return;
    this.#holders = await outsideByEmails(addresses, this.#call, catalogue).catch(asProblemError);
  }

  /** The person from outside with that address; the problem when there is none and nobody is to be invited. */
  find(request: ChangeRequest, address: string): User | ProblemError {
    const outsiders = this.#outsiders;
    const { key } = this.#account.account;
    if (!outsiders) return nobody();
    if (this.#isAnybody(request)) {
      const externalId = outsiders.idOf(address);
      return { kind: 'USER', accountKey: key, externalId, email: address, userKind: 'EXTERNAL' };
    }
    const { hints } = outsiders;
    if (!this.#mayHold(request)) return nobody(isAssign(request) ? hints.unfit : undefined);
    if (this.#holders instanceof ProblemError) return this.#holders;
    return slotIn(this.#holders, address, key) ?? nobody(isAssign(request) ? hints.invite : hints.withdraw);
  }

  /** Whether whoever has the address is meant, known or not: invited now or before, or to lose what no read need show. */
  #isAnybody(request: ChangeRequest): boolean {
    const { action, assignee } = request;
    if (this.#outsiders?.isInvited(optionsFor(request, this.#account.writes)) === true) return true;
    if (assignee instanceof ProblemError || assignee.by !== 'KEY') return false;
    return assignee.isKept === true || action !== 'ASSIGN';
  }
}

function isAssign({ action }: ChangeRequest): boolean {
  return action === 'ASSIGN';
}

/** Whether a change is about somebody from outside the organisation: no read need show what they are offered. */
export function isOutside(
  { assignee: { kind, externalId } }: Change,
  { writes }: Pick<ProviderAccount, 'writes'>,
): boolean {
  return kind === 'USER' && writes?.outsiders?.isOne(externalId) === true;
}
