// People from outside the organisation, as the requests of one account name them: holders are found, others are invited if that is wished.
import type { User } from '../../domain/assignee.ts';
import type { Call } from '../../domain/call.ts';
import type { License } from '../../domain/license.ts';
import type { Listed, Slot, Slots } from '../../domain/page.ts';
import { ProblemError, asProblemError } from '../../domain/problem.ts';
import type { ProviderAccount } from '../../providers/provider.ts';
import { nobody, refuse } from './refuse.ts';
import { slotIn, valuesIn } from './slots.ts';
import type { ChangeRequest } from '../change-request.ts';

/** To be told of every request that names an address before it reads, and asked for each of them afterwards. */
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
    if (request.fault === null && this.#mayHold(request) && !isAnybody(request)) this.#addresses.add(address);
  }

  #mayHold({ license }: ChangeRequest): boolean {
    return !(license instanceof ProblemError) && (this.#outsiders?.mayHold(license) ?? false);
  }

  /** Looks for those who are not among the organisation's own people, all of them at once. */
  async read(own: (address: string) => Slot<readonly User[]>, catalogue: Listed<License>): Promise<void> {
    const outsiders = this.#outsiders;
    const addresses = [...this.#addresses].filter((address) => isNobody(own(address)));
    if (!outsiders || addresses.length === 0) return;
    this.#holders = await outsiders.byEmails(addresses, catalogue, this.#call).catch(asProblemError);
  }

  /** Whoever has that address, and is none of the organisation's own people; the problem when nobody is meant by it. */
  find(request: ChangeRequest, address: string): User | ProblemError {
    const outsiders = this.#outsiders;
    const { key } = this.#account.account;
    if (!outsiders) return nobody();
    if (isAnybody(request)) {
      const externalId = outsiders.idOf(address);
      return { kind: 'USER', accountKey: key, externalId, email: address, userKind: 'EXTERNAL' };
    }
    if (!this.#mayHold(request)) return nobody(isAssign(request) ? NOT_THIS_ONE : undefined);
    if (this.#holders instanceof ProblemError) return this.#holders;
    return slotIn(this.#holders, address, key) ?? nobody(isAssign(request) ? INVITE : WITHDRAW);
  }

  /** What is wrong with wishing for an invitation. */
  misplaced({ inviteExternal }: ChangeRequest, externalId: string): ProblemError | null {
    if (inviteExternal === undefined) return null;
    if (!this.#outsiders) {
      return misplaced('Nobody is invited from outside to licenses of this account.', 'Leave it out.');
    }
    return this.#outsiders.mayHold({ externalId })
      ? null
      : misplaced('This license cannot be held by people from outside.', ONLY_SITES);
  }
}

const ONLY_SITES = 'Only licenses of meeting sites can be.';
const NOT_THIS_ONE = `Check the address. This license cannot be held by people from outside: ${ONLY_SITES.toLowerCase()}`;
const INVITE =
  'Check the address, or pass `inviteExternal: true` if this person is to be invited from outside the organisation.';
const WITHDRAW =
  'Check the address. An invitation that nobody has accepted yet is withdrawn by undoing its set, or by the id of its assignee.';

/** Whether whoever is named is meant, known or not: invited now or before, or to lose what no read need show. */
function isAnybody({ inviteExternal, action, assignee }: ChangeRequest): boolean {
  if (inviteExternal === true) return true;
  if (assignee instanceof ProblemError || assignee.by !== 'KEY') return false;
  return assignee.isKept === true || action !== 'ASSIGN';
}

function isAssign({ action }: ChangeRequest): boolean {
  return action === 'ASSIGN';
}

function isNobody(slot: Slot<readonly User[]>): boolean {
  return slot === null || (!(slot instanceof ProblemError) && slot.length === 0);
}

function misplaced(message: string, hint: string): ProblemError {
  return refuse('inviteExternal', 'BAD_INPUT', message, hint);
}
