// Looking up what the requests of one account name: its licenses and assignees. Everything is read once, in batches.
import type { AssigneeKind } from '../../domain/account.ts';
import { slotOf } from '../../batching/align.ts';
import { sameAddress, theOneOf, type Assignee, type User } from '../../domain/assignee.ts';
import type { Call } from '../../domain/call.ts';
import type { Change } from '../../domain/change.ts';
import type { RequestedChange } from '../../domain/change-set.ts';
import type { License, LicenseKey } from '../../domain/license.ts';
import type { Listed, Slots } from '../../domain/page.ts';
import { ProblemError, asProblemError, problem, saysNotNow } from '../../domain/problem.ts';
import type { IdKind, ProviderAccount, Writes } from '../../providers/provider.ts';
import { misfitOf } from './license-fit.ts';
import { misplacedOption, targetOf } from '../intake/vendor-options.ts';
import { OutsideReader } from './outside-people.ts';
import { at, nobody, refuse } from './refuse.ts';
import { slotIn, valuesIn } from '../../batching/slots.ts';
import type { AssigneeRef, ChangeRequest } from '../change-request.ts';

/** The targets of a request. */
export interface Found extends Pick<Change, 'accountKey' | 'licenseId' | 'assignee' | 'target'> {
  /** The assignee as it was found; null for one that is not listed. */
  readonly value: Assignee | null;
  /** Of a removal: what is wrong with it, unless its license is held by its assignee all the same. */
  readonly missing: ProblemError | null;
}

/** A license or assignee that was looked up by its id. */
interface Sought<T> {
  readonly id: string;
  /** null when it was not found; `missing` says why. */
  readonly value: T | null;
  readonly missing: ProblemError | null;
}

interface SoughtAssignee extends Sought<Assignee> {
  readonly kind: AssigneeKind;
}

/**
 * Call `want` with every request, then `read`, then `find` for each of them. Ids are put into the one spelling of the provider, and
 * addresses into the form in which they are compared, as they come in.
 */
export class AccountReader {
  readonly #account: ProviderAccount;
  readonly #call: Call;
  readonly #ids = new Map<AssigneeKind, Set<string>>();
  readonly #emails = new Set<string>();
  #catalogue: Listed<License> = { items: [] };
  #licenses: ReadonlyMap<string, License> = new Map();
  readonly #known = new Map<AssigneeKind, Slots<Assignee>>();
  #byEmail: Slots<readonly User[]> = new Map();
  readonly #outsiders: OutsideReader;
  #failure: ProblemError | null = null;

  constructor(account: ProviderAccount, call: Call) {
    this.#account = account;
    this.#call = call;
    this.#outsiders = new OutsideReader(account, call);
  }

  get catalogue(): Listed<License> {
    return this.#catalogue;
  }

  /** Those that are named by id. */
  get wanted(): readonly Change['assignee'][] {
    return [...this.#ids].flatMap(([kind, ids]) => [...ids].map((externalId) => ({ kind, externalId })));
  }

  /** Whether anybody is named by an address. */
  get namesByAddress(): boolean {
    return this.#emails.size > 0;
  }

  /** Those that were found, by whichever name. */
  get found(): readonly Assignee[] {
    return [
      ...[...this.#known.values()].flatMap(valuesIn),
      ...valuesIn(this.#byEmail).flat(),
      ...this.#outsiders.found,
    ];
  }

  get #key(): string {
    return this.#account.account.key;
  }

  #canonical(kind: IdKind, externalId: string): string {
    return this.#account.canonicalId?.(kind, externalId) ?? externalId;
  }

  want(request: ChangeRequest): void {
    const { assignee } = request;
    if (assignee instanceof ProblemError) return;
    const address = this.#addressOf(assignee);
    if (address !== null) {
      this.#emails.add(address);
      this.#outsiders.want(request, address);
    } else if (assignee.by === 'IMEI') this.#wantId('DEVICE', assignee.imei);
    else if (assignee.by === 'KEY' && assignee.accountKey === this.#key) {
      this.#wantId(assignee.kind, assignee.externalId);
    }
  }

  /** The e-mail address that a request names somebody by, also as the id of somebody from outside; null when it names them otherwise. */
  #addressOf(assignee: AssigneeRef): string | null {
    if (assignee.by === 'EMAIL') return sameAddress(assignee.email);
    if (assignee.by !== 'KEY' || assignee.kind !== 'USER' || assignee.accountKey !== this.#key) return null;
    const { externalId } = assignee;
    return this.#account.writes?.outsiders?.isOne(externalId) === true ? sameAddress(externalId) : null;
  }

  #wantId(kind: AssigneeKind, externalId: string): void {
    if (!this.#account.accepts(kind, externalId)) return;
    const ids = this.#ids.get(kind) ?? new Set();
    this.#ids.set(kind, ids.add(this.#canonical(kind, externalId)));
  }

  async read(): Promise<void> {
    try {
      await this.#readAll();
    } catch (error) {
      this.#failure = asProblemError(error);
    }
  }

  async #readAll(): Promise<void> {
    const { assignees } = this.#account;
    const users = assignees.USER;
    const nobodyAsked: Slots<readonly User[]> = new Map();
    const [catalogue, byEmail] = await Promise.all([
      this.#account.catalogue(this.#call),
      users && this.#emails.size > 0 ? users.byEmails([...this.#emails], this.#call) : nobodyAsked,
      ...[...this.#ids].map(async ([kind, ids]) => {
        const slots = await assignees[kind]?.byIds([...ids], this.#call);
        if (slots) this.#known.set(kind, slots);
      }),
    ]);
    this.#catalogue = catalogue;
    this.#licenses = new Map(catalogue.items.map((license) => [license.externalId, license]));
    this.#byEmail = byEmail;
    await this.#outsiders.read((email) => slotOf(byEmail, email), catalogue);
  }

  find(request: ChangeRequest): Found | ProblemError {
    const { fault, license } = request;
    const { writes } = this.#account;
    if (fault !== null) return fault;
    if (this.#failure !== null) return this.#failure;
    if (license instanceof ProblemError) return at('license', license);
    return writes
      ? this.#targets(request, this.#license(license), writes)
      : refuse('license', 'NOT_SUPPORTED', 'Licenses of this account cannot be changed.', null);
  }

  #targets(request: ChangeRequest, license: Sought<License>, writes: Writes): Found | ProblemError {
    const unfit = license.missing ?? misfitOf(request, license.value);
    // A removal needs only that the license is held: neither license nor assignee has to be listed.
    const isRemoval = request.action === 'REMOVE' && this.#account.accepts('LICENSE', license.id);
    if (unfit !== null && !isRemoval) return unfit;
    const misplaced = misplacedOption(request, license, writes);
    if (misplaced !== null) return misplaced;
    const assignee = this.#assignee(request);
    if (assignee instanceof ProblemError) return at('assignee', assignee);
    const missing = unfit ?? (assignee.missing && at('assignee', assignee.missing));
    if (missing !== null && !isRemoval) return missing;
    const target = targetOf(request, license.value, assignee.value, writes) ?? missing ?? nobody();
    if (target instanceof ProblemError) return target;
    return {
      accountKey: this.#key,
      licenseId: license.id,
      assignee: { kind: assignee.kind, externalId: assignee.id },
      target,
      value: assignee.value,
      missing,
    };
  }

  /** The targets of a request that `find` refused, as far as they exist; where they could not be read, the ids it named. */
  targetsOf(request: ChangeRequest): Pick<RequestedChange, 'accountKey' | 'licenseId' | 'assignee'> {
    const license = request.license instanceof ProblemError ? null : this.#license(request.license);
    return {
      accountKey: this.#key,
      licenseId: license !== null && this.#mayBe(license) ? license.id : null,
      assignee: this.#failure === null ? this.#targetAssignee(request) : this.#namedAssignee(request),
    };
  }

  /** Whether it exists, or may exist because it could not be read. */
  #mayBe({ value, missing }: Sought<unknown>): boolean {
    return value !== null || this.#failure !== null || (missing !== null && saysNotNow(missing.problem));
  }

  #targetAssignee(request: ChangeRequest): RequestedChange['assignee'] {
    const assignee = this.#assignee(request);
    if (assignee instanceof ProblemError || !this.#mayBe(assignee)) return null;
    return { kind: assignee.kind, externalId: assignee.id };
  }

  /** The assignee that a request names by id, in an account that could not be read. */
  #namedAssignee({ assignee }: ChangeRequest): RequestedChange['assignee'] {
    if (assignee instanceof ProblemError || assignee.by === 'EMAIL') return null;
    const [kind, id] =
      assignee.by === 'IMEI' ? (['DEVICE', assignee.imei] as const) : [assignee.kind, assignee.externalId];
    const isHere = assignee.by === 'IMEI' || assignee.accountKey === this.#key;
    if (!isHere || !this.#account.accepts(kind, id)) return null;
    return { kind, externalId: this.#canonical(kind, id) };
  }

  #license({ externalId }: LicenseKey): Sought<License> {
    const id = this.#canonical('LICENSE', externalId);
    const value = this.#licenses.get(id) ?? null;
    return { id, value, missing: value === null ? this.#noLicense(id) : null };
  }

  #noLicense(externalId: string): ProblemError {
    // A list with a gap is no evidence that there is no such license.
    if (this.#catalogue.gap !== undefined && this.#account.accepts('LICENSE', externalId)) {
      return at('license', this.#listedInPart());
    }
    return refuse(
      'license',
      'NO_SUCH_LICENSE',
      'There is no such license.',
      'Pass a license as `licenses` lists it.',
    );
  }

  #listedInPart(): ProblemError {
    const message = 'The list of licenses could not be read whole, and what was read lacks this one.';
    return new ProblemError(
      problem('UPSTREAM_BAD_RESPONSE', 'PROVIDER', message, {
        accountKey: this.#key,
        retryable: true,
        hint: 'Ask again; `coverage` of the licenses of this account says what is amiss with the list.',
      }),
    );
  }

  #assignee(request: ChangeRequest): SoughtAssignee | ProblemError {
    const { assignee } = request;
    if (assignee instanceof ProblemError) return assignee;
    const address = this.#addressOf(assignee);
    if (address !== null) return this.#byAddress(request, address);
    if (assignee.by === 'IMEI') return this.#byId('DEVICE', assignee.imei);
    if (assignee.by === 'KEY' && assignee.accountKey === this.#key)
      return this.#byId(assignee.kind, assignee.externalId);
    return refuse(
      null,
      'CHANGE_REFUSED',
      'License and assignee belong to different accounts.',
      'Name a license and an assignee of the same account.',
    );
  }

  #byId(kind: AssigneeKind, externalId: string): SoughtAssignee | ProblemError {
    const slots = this.#known.get(kind);
    if (!slots || !this.#account.accepts(kind, externalId)) return nobody();
    const id = this.#canonical(kind, externalId);
    const slot = slotIn(slots, id, this.#key);
    const known = { kind, id };
    if (slot instanceof ProblemError) return { ...known, value: null, missing: slot };
    // People from outside may have been known by another id.
    return slot === null
      ? { ...known, value: null, missing: nobody() }
      : { kind, id: slot.externalId, value: slot, missing: null };
  }

  #byAddress(request: ChangeRequest, address: string): SoughtAssignee | ProblemError {
    if (!this.#account.assignees.USER) return nobody();
    const slot = slotIn(this.#byEmail, address, this.#key);
    if (slot instanceof ProblemError) return slot;
    try {
      const user = theOneOf(slot ?? []) ?? this.#outsiders.find(request, address) ?? nobody();
      if (user instanceof ProblemError) return user;
      return { kind: 'USER', id: user.externalId, value: user, missing: null };
    } catch (error) {
      return asProblemError(error);
    }
  }
}
