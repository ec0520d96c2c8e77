// From wishes to changes: every target found, or the reason why not. Reads in batches, sends nothing.
import type { AssigneeKind } from '../domain/account.ts';
import type { Assignee } from '../domain/assignee.ts';
import type { Call } from '../domain/call.ts';
import type { AttendeeAccount, Change } from '../domain/change.ts';
import type { License } from '../domain/license.ts';
import type { Slots } from '../domain/page.ts';
import { ProblemError, asProblemError, problem, type Problem } from '../domain/problem.ts';
import type { ProviderAccount } from '../providers/provider.ts';
import type { Wish } from './wish.ts';

/** A wish whose targets exist, or what is wrong with it. */
export type Resolved =
  | { readonly wish: Wish; readonly change: Change; readonly problem: null }
  | { readonly wish: Wish; readonly change: null; readonly problem: Problem };

export interface ResolveOptions {
  readonly accounts: ReadonlyMap<string, ProviderAccount>;
  readonly call: Call;
  readonly newId: () => string;
}

/** The wishes, one entry each and in order, and what was read of the catalogues on the way. */
export interface Resolution {
  readonly resolved: readonly Resolved[];
  /** Licenses by account; none for an account that could not be read. */
  readonly catalogues: ReadonlyMap<string, readonly License[]>;
}

/** Finds the targets of wishes. An account that could not be read is the problem of each of its wishes. */
export async function resolveWishes(wishes: readonly Wish[], options: ResolveOptions): Promise<Resolution> {
  const readers = new Map<string, AccountReader>();
  const readerOf = (account: ProviderAccount): AccountReader => {
    const { key } = account.account;
    const reader = readers.get(key) ?? new AccountReader(account, options.call);
    readers.set(key, reader);
    return reader;
  };
  for (const wish of wishes) {
    const account = accountOf(wish, options.accounts);
    if (account) readerOf(account).want(wish);
  }
  await Promise.all([...readers.values()].map((reader) => reader.read()));

  const resolved = wishes.map((wish): Resolved => {
    const account = accountOf(wish, options.accounts);
    const found = account ? readerOf(account).find(wish) : unknownAccount(wish);
    if (found instanceof ProblemError) {
      return {
        wish,
        change: null,
        problem: { ...found.problem, path: [...wish.path, ...(found.problem.path ?? [])] },
      };
    }
    return { wish, change: changeOf(wish, found, options.newId()), problem: null };
  });
  const catalogues = new Map([...readers].map(([key, reader]) => [key, reader.catalogue]));
  return { resolved, catalogues };
}

interface Found {
  readonly accountKey: string;
  readonly license: License;
  readonly assignee: Assignee;
  readonly site: AttendeeAccount | null;
}

function changeOf(wish: Wish, found: Found, id: string): Change {
  const { kind, externalId } = found.assignee;
  return {
    id,
    action: wish.action,
    accountKey: found.accountKey,
    licenseId: found.license.externalId,
    assignee: { kind, externalId },
    removalOn: wish.removalOn,
    calling: wish.calling,
    site: found.site,
  };
}

function accountOf(wish: Wish, accounts: ResolveOptions['accounts']): ProviderAccount | undefined {
  return wish.license instanceof ProblemError ? undefined : accounts.get(wish.license.accountKey);
}

function unknownAccount(wish: Wish): ProblemError {
  if (wish.fault !== null) return wish.fault;
  if (wish.license instanceof ProblemError) return at('license', wish.license);
  return refuse(
    'license',
    'UNKNOWN_ACCOUNT',
    'There is no such account.',
    'Query `accounts { key }` for those there are.',
  );
}

/** Everything the wishes of one account need to be resolved, read once. */
class AccountReader {
  readonly #account: ProviderAccount;
  readonly #call: Call;
  readonly #ids = new Map<AssigneeKind, Set<string>>();
  readonly #emails = new Set<string>();
  #catalogue: readonly License[] = [];
  #licenses: ReadonlyMap<string, License> = new Map();
  readonly #known = new Map<AssigneeKind, Slots<Assignee>>();
  #byEmail: Slots<readonly Assignee[]> = new Map();
  #failure: ProblemError | null = null;

  constructor(account: ProviderAccount, call: Call) {
    this.#account = account;
    this.#call = call;
  }

  get catalogue(): readonly License[] {
    return this.#catalogue;
  }

  want({ assignee }: Wish): void {
    if (assignee instanceof ProblemError) return;
    if (assignee.by === 'EMAIL') this.#emails.add(assignee.email);
    else if (assignee.by === 'IMEI') this.#wantId('DEVICE', assignee.imei);
    else if (assignee.accountKey === this.#account.account.key)
      this.#wantId(assignee.kind, assignee.externalId);
  }

  #wantId(kind: AssigneeKind, externalId: string): void {
    if (!this.#account.accepts(kind, externalId)) return;
    const ids = this.#ids.get(kind) ?? new Set();
    this.#ids.set(kind, ids.add(externalId));
  }

  async read(): Promise<void> {
    try {
      await this.#readAll();
    } catch (error) {
      this.#failure = asProblemError(error);
    }
  }

  async #readAll(): Promise<void> {
    const { users } = this.#account;
    const [{ items: catalogue }, byEmail] = await Promise.all([
      this.#account.catalogue(this.#call),
      users && this.#emails.size > 0 ? users.byEmails([...this.#emails], this.#call) : new Map(),
      ...[...this.#ids].map(async ([kind, ids]) => {
        const read = readerOf(this.#account, kind);
        if (read) this.#known.set(kind, await read([...ids], this.#call));
      }),
    ]);
    this.#catalogue = catalogue;
    this.#licenses = new Map(catalogue.map((license) => [license.externalId, license]));
    this.#byEmail = byEmail;
  }

  find(wish: Wish): Found | ProblemError {
    if (wish.fault !== null) return wish.fault;
    if (this.#failure !== null) return this.#failure;
    if (wish.license instanceof ProblemError) return at('license', wish.license);
    if (!this.#account.writes) {
      return refuse('license', 'NOT_SUPPORTED', 'Licenses of this account cannot be changed.', null);
    }
    const license = this.#licenses.get(wish.license.externalId);
    if (!license) {
      return refuse(
        'license',
        'CHANGE_REFUSED',
        'There is no such license.',
        'Pass a license as `licenses` lists it.',
      );
    }
    const kind = kindOf(wish);
    if (kind !== null && !license.assigneeKinds.includes(kind)) {
      return refuse(
        'assignee',
        'CHANGE_REFUSED',
        `This license cannot be held by a ${kind}.`,
        'See `assigneeKinds` of the license.',
      );
    }
    if (wish.calling !== null && !(this.#account.writes.takesCallingDetails?.(license) ?? false)) {
      return refuse('webexCalling', 'BAD_INPUT', 'This license takes no calling details.', 'Leave them out.');
    }
    const assignee = this.#target(wish);
    if (assignee instanceof ProblemError) return at('assignee', assignee);
    return this.#withSite(wish, license, assignee);
  }

  #withSite({ site: asked }: Wish, license: License, assignee: Assignee): Found | ProblemError {
    const { account, writes } = this.#account;
    if (asked === null) return { accountKey: account.key, license, assignee, site: null };
    if (!writes?.attendeeAccount) {
      return refuse(
        'webexSite',
        'BAD_INPUT',
        'Licenses of this account are of no meeting site.',
        'Leave it out.',
      );
    }
    try {
      const site = writes.attendeeAccount(asked, license, assignee);
      return { accountKey: account.key, license, assignee, site };
    } catch (error) {
      return at('webexSite', asProblemError(error));
    }
  }

  #target({ assignee }: Wish): Assignee | ProblemError {
    if (assignee instanceof ProblemError) return assignee;
    if (assignee.by === 'EMAIL') return this.#byAddress(assignee.email);
    if (assignee.by === 'IMEI') return this.#byId('DEVICE', assignee.imei);
    if (assignee.accountKey === this.#account.account.key)
      return this.#byId(assignee.kind, assignee.externalId);
    return refuse(
      null,
      'CHANGE_REFUSED',
      'License and assignee belong to different accounts.',
      'Name a license and an assignee of the same account.',
    );
  }

  #byId(kind: AssigneeKind, externalId: string): Assignee | ProblemError {
    const slot = this.#known.get(kind)?.get(externalId) ?? null;
    if (slot instanceof ProblemError) return slot;
    // By the id it was asked for with, whichever way the provider spells it.
    return slot === null ? nobody() : { ...slot, externalId };
  }

  #byAddress(email: string): Assignee | ProblemError {
    const slot = this.#byEmail.get(email) ?? null;
    if (slot instanceof ProblemError) return slot;
    const [only, ...others] = slot ?? [];
    if (!only) return nobody();
    if (others.length === 0) return only;
    return refuse(null, 'CHANGE_REFUSED', 'Several users have this address.', 'Name the user by id.');
  }
}

/** The kind of assignee that a wish names; null when it names none. Only users have addresses, and devices IMEIs. */
function kindOf({ assignee }: Wish): AssigneeKind | null {
  if (assignee instanceof ProblemError) return null;
  return assignee.by === 'EMAIL' ? 'USER' : assignee.by === 'IMEI' ? 'DEVICE' : assignee.kind;
}

function readerOf(account: ProviderAccount, kind: AssigneeKind) {
  const collection = {
    USER: account.users,
    DEVICE: account.devices,
    WORKSPACE: account.workspaces,
    ENTITY: account.entities,
  }[kind];
  return collection?.byIds;
}

function nobody(): ProblemError {
  return refuse(
    null,
    'CHANGE_REFUSED',
    'There is no such assignee in this account.',
    'Check the id or the address.',
  );
}

function refuse(
  field: 'license' | 'assignee' | 'webexSite' | 'webexCalling' | null,
  code: Problem['code'],
  message: string,
  hint: string | null,
): ProblemError {
  return new ProblemError(problem(code, 'CALLER', message, { hint, path: field === null ? [] : [field] }));
}

function at(field: string, error: ProblemError): ProblemError {
  const failure = asProblemError(error);
  return new ProblemError({ ...failure.problem, path: [field, ...(failure.problem.path ?? [])] });
}
