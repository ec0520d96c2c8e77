// Accounts that are wrong in one way each: a right account behind a port that breaks one promise.
import { forEachChange, sentAfter } from '../../src/providers/outcomes.ts';
import type { Change, Sent } from '../../src/domain/change.ts';
import type { Slots } from '../../src/domain/page.ts';
import { ProblemError, problem } from '../../src/domain/problem.ts';
import type { Collection, ProviderAccount, ReadPage, Writes } from '../../src/providers/provider.ts';
import { allIn, present, rowsIn } from '../support/assertions.ts';

const REFUSAL = problem('INTERNAL', 'PROVIDER', 'The provider is known to refuse this.');

/** Makes a right account wrong. */
export type Mutate = (account: ProviderAccount) => ProviderAccount;

/** What is wrong, what the suite must say of it, and a right account made so. */
export type Mutant = readonly [name: string, said: string, mutate: Mutate];

/** Mutants of the write side. */
export const WRITE_MUTANTS: readonly Mutant[] = [
  ['a refusal called accepted', 'is ACCEPTED, but refused', answering({ REJECTED: 'ACCEPTED' })],
  ['a lost answer called accepted', 'is ACCEPTED, not UNKNOWN', answering({ UNKNOWN: 'ACCEPTED' })],
  ['a lost answer called a refusal', 'is REJECTED, not UNKNOWN', answering({ UNKNOWN: 'REJECTED' })],
  ['a lost answer called unsent', 'is NOT_SENT, not UNKNOWN', answering({ UNKNOWN: 'NOT_SENT' })],
  ['a pause called a refusal', 'is REJECTED, but was never sent', answering({ NOT_SENT: 'REJECTED' })],
  ['what was made called unknown', 'is INTERNAL', answering({ ACCEPTED: 'UNKNOWN' })],
  [
    'assigning and removing swapped',
    'is ACCEPTED, but not made',
    writing(({ group, send }) => ({
      group: (changes) => group(changes),
      send: (changes, call) => send(changes.map(turned), call),
    })),
  ],
  [
    'nothing sent, and all called accepted',
    'is ACCEPTED, but not made',
    writing(() => ({ send: (changes) => allAccepted(changes) })),
  ],
  [
    'a call sent again when its answer is lost',
    'is sent more than once',
    writing(({ send }) => ({
      send: (changes, call) => send(changes, call).catch(() => send(changes, call)),
    })),
  ],
  [
    'a removal refused as a whole called accepted',
    'is ACCEPTED, not REJECTED or UNKNOWN',
    writing(({ send }) => ({
      send: (changes, call) => {
        const isRemoval = changes.every(({ action }) => action === 'REMOVE');
        const sending = send(changes, call);
        return isRemoval ? orIfRejected(sending, () => allAccepted(changes)) : sending;
      },
    })),
  ],
  [
    'an answer that leaves out a change',
    'has no answer',
    writing(({ send }) => ({
      send: async (changes, call) => new Map([...(await send(changes, call))].slice(1)),
    })),
  ],
  [
    'an answer about another change',
    'is answered, but not in the group',
    writing(({ send }) => ({
      send: async (changes, call) =>
        new Map([...(await send(changes, call))].map(([id, sent]) => [`${id}!`, sent])),
    })),
  ],
  [
    'a call that is over, sent all the same',
    'but was never sent',
    writing(({ send }) => ({
      send: (changes, call) => send(changes, { ...call, signal: new AbortController().signal }),
    })),
  ],
  [
    'groups larger than a call takes',
    'not 1 to 1000',
    writing(({ group }) => ({
      group: (changes) => [...Map.groupBy(group(changes).flat(), ({ action }) => action).values()],
    })),
  ],
  [
    'a group left out',
    'is in 0 groups',
    writing(({ group }) => ({ group: (changes) => group(changes).slice(1) })),
  ],
  [
    'a change in two groups',
    'is in 2 groups',
    writing(({ group }) => ({
      group: (changes) => [...group(changes), changes.slice(0, 1)],
    })),
  ],
  [
    'good changes refused beforehand',
    'is refused beforehand with INTERNAL',
    writing(() => ({ check: (changes) => new Map(changes.map(({ id }) => [id, REFUSAL])) })),
  ],
  [
    'reading back that always says held',
    'reading back does not show REMOVE',
    writing(({ readBack }) => ({
      readBack: async (assignees, ...rest) => {
        const slots = rowsIn(await present(readBack)(assignees, ...rest));
        const like = present(allIn(slots)[0]);
        return new Map(assignees.map((assignee) => [assignee.externalId, { rows: [{ ...like, assignee }] }]));
      },
    })),
  ],
  [
    'reading back that never says held',
    'reading back does not show ASSIGN',
    writing(() => ({
      readBack: (assignees) =>
        Promise.resolve(new Map(assignees.map(({ externalId }) => [externalId, { rows: [] }]))),
    })),
  ],
];

/** Mutants of the read side. */
export const READ_MUTANTS: readonly Mutant[] = [
  [
    'who could not be looked up taken for nobody',
    'tells nothing of',
    collecting((all) => ({
      byIds: async (keys, call) => nobodyFor(await all.byIds(keys, call), keys, null),
    })),
  ],
  [
    'what could not be read taken for nothing held',
    'tells nothing of',
    (account) => ({
      ...account,
      assignments: {
        ...account.assignments,
        ofAssignees: async (assignees, call) =>
          nobodyFor(
            await account.assignments.ofAssignees(assignees, call),
            assignees.map(({ externalId }) => externalId),
            [],
          ),
      },
    }),
  ],
  [
    'a refused look-up taken for nobody',
    'DEVICE.byIds takes it for an answer, and tells null',
    collecting(({ byIds }) => ({
      byIds: async (keys, call) =>
        new Map([...(await byIds(keys, call))].map(([key, slot]) => [key, isRejected(slot) ? null : slot])),
    })),
  ],
  [
    'a refused page taken for an empty one',
    'DEVICE.page takes it for an answer',
    collecting(({ page }) => ({
      page: (cursor, call) =>
        orIfRejected(page(cursor, call), () => ({ items: [], next: null, total: null })),
    })),
  ],
  [
    'a page linked as the next of itself followed on and on',
    'does not end',
    collecting(({ page }) => ({ page: onAndOn(page) })),
  ],
];

/** Takes the place of methods of the write side. */
function writing(wrong: (right: Writes) => Partial<Writes>): Mutate {
  return (account) => {
    const right = present(account.writes);
    return { ...account, writes: { ...right, ...wrong(right) } };
  };
}

/** Calls one status another, with a problem where that one has one. */
function answering(wrong: Readonly<Partial<Record<Sent['status'], Sent['status']>>>): Mutate {
  const renamed = (sent: Sent): Sent => {
    const status = wrong[sent.status];
    if (status === undefined) return sent;
    return { ...sent, status, problem: status === 'ACCEPTED' ? null : (sent.problem ?? REFUSAL) };
  };
  return writing(({ send }) => ({
    async send(changes, call) {
      const results = await send(changes, call).catch((error: unknown) => {
        if (!(error instanceof ProblemError)) throw error;
        return forEachChange(changes, () => sentAfter(error));
      });
      return new Map([...results].map(([id, sent]) => [id, renamed(sent)]));
    },
  }));
}

function isRejected(outcome: unknown): boolean {
  return outcome instanceof ProblemError && outcome.problem.code === 'UPSTREAM_REJECTED';
}

/** What was asked for, or this instead when the provider refused the request: as it does with a 404. */
function orIfRejected<T>(asked: Promise<T>, instead: () => T | Promise<T>): Promise<T> {
  return asked.catch((error: unknown) => {
    if (isRejected(error)) return instead();
    throw error;
  });
}

function turned(change: Change): Change {
  return { ...change, action: change.action === 'ASSIGN' ? 'REMOVE' : 'ASSIGN' };
}

function allAccepted(changes: readonly Change[]): ReturnType<Writes['send']> {
  const sent: Sent = { status: 'ACCEPTED', problem: null, upstreamRequestIds: [] };
  return Promise.resolve(new Map(changes.map(({ id }) => [id, sent])));
}

/** Takes the place of methods of every collection of assignees. */
function collecting(wrong: (right: Collection<unknown>) => Partial<Collection<unknown>>): Mutate {
  return (account) => {
    const assignees = Object.entries(account.assignees).map(([kind, right]) => [
      kind,
      { ...right, ...wrong(right as Collection<unknown>) }, // the wrong methods give what the right ones gave
    ]);
    return { ...account, assignees: Object.fromEntries(assignees) as ProviderAccount['assignees'] };
  };
}

/** The slots, with a value for what failed and for what was left out. */
function nobodyFor<T>(slots: Slots<T>, keys: readonly string[], nothing: T | null): Slots<T> {
  return new Map(
    keys.map((key) => {
      const slot = slots.get(key);
      return [key, slot === undefined || slot instanceof ProblemError ? nothing : slot];
    }),
  );
}

function onAndOn<T>(page: ReadPage<T>): ReadPage<T> {
  return (cursor, call) =>
    page(cursor, call).catch((error: unknown) => {
      if (cursor === null) throw error;
      return { items: [], next: cursor, total: null };
    });
}
