// Promises of the read side that a wrong adapter can break without any other test of the suite noticing.
import { ProblemError } from '../../src/domain/problem.ts';
import type { AssigneeKind } from '../../src/domain/account.ts';
import type { Slots } from '../../src/domain/page.ts';
import type { ProviderAccount, ReadPage } from '../../src/providers/provider.ts';
import { testCall } from '../support/runtime.ts';
import type { Check } from './checks.ts';
import { bare, collectionOf, factsOf, kindsOf, outcomeOf } from './reading.ts';
import type { Rig } from './rig.ts';
import type { Shape, Subject } from './subject.ts';

/** A list that does not end is stopped by it; on a busy machine one that ends takes a while. */
const PATIENCE_MS = 200_000;

/** Keys of a look-up: more than any batch of a few, and in one batch where those are large. */
const SOME = 30;

/** How a list that leads back may end. An emulator may have refused what is answered again. */
const NOTICED = ['UPSTREAM_BAD_RESPONSE', 'UPSTREAM_REJECTED', 'UPSTREAM_TOO_MANY_PAGES'];

/** Every promise about what fails in part, or has no end. */
export function readChecks({ shapes, failPart }: Subject): readonly Check[] {
  return [
    {
      name: 'who could not be looked up is not taken for somebody who does not exist',
      violations: (rig) => lookedUp(rig, () => rig.strike({ kind: 'html' })),
    },
    {
      name: 'nor is who could not be looked up at first',
      violations: (rig) => lookedUp(rig, () => rig.strike({ kind: 'html' }, { times: 1 })),
    },
    ...(failPart === undefined
      ? []
      : [
          {
            name: 'nor is one for whom a part of a batch fails',
            violations: (rig: Rig) => lookedUp(rig, (id) => failPart(rig.emulator, id)),
          },
        ]),
    ...shapes.filter(onceLarge).flatMap((shape) => [
      {
        name: `a page that is linked as the next of itself ends its list: ${shape.name}`,
        violations: (rig: Rig) => walked(rig, shape),
      },
      {
        name: `what is read as a whole ends when it leads back to its beginning: ${shape.name}`,
        violations: (rig: Rig) => wholeInCircles(rig, shape),
      },
    ]),
  ];
}

/** All shapes of the seeded size, and one of the larger ones: what a link looks like does not change with the size. */
function onceLarge(shape: Shape, _index: number, shapes: readonly Shape[]): boolean {
  const isLarge = ({ scale = 1 }: Shape): boolean => scale > 1;
  return !isLarge(shape) || shape === shapes.find(isLarge);
}

/** Looks up who is there, once as usual and once in trouble. */
async function lookedUp(rig: Rig, trouble: (id: string) => void): Promise<readonly string[]> {
  const broken: string[] = [];
  for (const kind of kindsOf(rig.account)) {
    const ids = rig.truth().lists[kind]?.slice(0, SOME) ?? [];
    for (const [name, look] of Object.entries(lookUps(kind))) {
      await rig.reshape(rig.subject.shapes[0]);
      const usual = await look(rig.account, ids);
      trouble(ids[1] ?? '');
      const slots = await outcomeOf(look(rig.account, ids));
      if (slots instanceof ProblemError) continue;
      for (const [id, is] of slots) {
        const was = usual.get(id) ?? 'nothing';
        if (was !== is) broken.push(`${name} of ${kind} tells ${is} of ${id}, who has ${was}`);
      }
    }
  }
  return broken;
}

type Told = ReadonlyMap<string, string>;
type LookUp = (account: ProviderAccount, ids: readonly string[]) => Promise<Told>;

/** By name: who each is, what each holds. */
function lookUps(kind: AssigneeKind): Readonly<Record<string, LookUp>> {
  return {
    byIds: async (account, ids) =>
      inShort(
        await collectionOf(account, kind).byIds(ids, testCall(PATIENCE_MS)),
        ({ externalId }) => externalId,
      ),
    ofAssignees: async (account, ids) => {
      const assignees = ids.map((id) => bare(kind, account.account.key, id));
      const slots = await account.assignments.ofAssignees(assignees, testCall(PATIENCE_MS));
      return inShort(slots, (rows) => rows.map(factsOf).sort().join(' ') || 'nothing');
    },
  };
}

/** What is told of keys. Of those that failed or were left out nothing is. */
function inShort<T>(slots: Slots<T>, facts: (value: T) => string): Told {
  const short = new Map<string, string>();
  for (const [key, slot] of slots) {
    if (!(slot instanceof ProblemError)) short.set(key, slot === null ? 'nothing' : facts(slot));
  }
  return short;
}

/** Walks every list page by page, with nothing of the graph between: as usual, then with the first page instead of the others. */
async function walked(rig: Rig, shape: Shape): Promise<readonly string[]> {
  const broken: string[] = [];
  for (const [name, listOf] of listsOf(rig)) {
    await rig.reshape(shape);
    const most = 2 * (await pagesUntilEnd(listOf(rig.account), Infinity));
    rig.strike({ kind: 'repeat-page' }, { after: 1 });
    const pages = await outcomeOf(pagesUntilEnd(listOf(rig.account), most));
    if (!(pages instanceof ProblemError)) {
      if (pages >= most) broken.push(`the list of ${name} does not end`);
    } else if (!NOTICED.includes(pages.problem.code)) {
      broken.push(`the list of ${name} ends in ${pages.problem.code}`);
    }
  }
  return broken;
}

type ListOf = (account: ProviderAccount) => ReadPage<unknown>;

function listsOf(rig: Rig): readonly (readonly [string, ListOf])[] {
  const { license } = rig.subject;
  return [
    ...kindsOf(rig.account).map((kind): [string, ListOf] => [
      kind,
      (account) => collectionOf(account, kind).page,
    ]),
    ['assignments', ({ assignments }) => assignments.page],
    [
      'assignments of a license',
      ({ assignments }) =>
        (cursor, call) =>
          assignments.ofLicense(license, cursor, call),
    ],
  ];
}

async function pagesUntilEnd(read: ReadPage<unknown>, most: number): Promise<number> {
  let cursor: string | null = null;
  for (let count = 1; ; count += 1) {
    const { next } = await read(cursor, testCall(PATIENCE_MS));
    if (next === null || count >= most) return count;
    cursor = next;
  }
}

/** Reads what takes many pages behind one question: the catalogue, and what everybody holds. */
async function wholeInCircles(rig: Rig, shape: Shape): Promise<readonly string[]> {
  const wholes: Readonly<Record<string, (account: ProviderAccount) => Promise<unknown>>> = {
    licenses: ({ catalogue }) => catalogue(testCall(PATIENCE_MS)),
    ...Object.fromEntries(
      kindsOf(rig.account).map((kind) => [
        `holders of ${kind}`,
        ({ account, assignments }: ProviderAccount) => {
          const ids = rig.truth().lists[kind] ?? [];
          return assignments.ofAssignees(
            ids.map((id) => bare(kind, account.key, id)),
            testCall(PATIENCE_MS),
          );
        },
      ]),
    ),
  };
  const broken: string[] = [];
  for (const [name, read] of Object.entries(wholes)) {
    await rig.reshape(shape);
    rig.goInCircles();
    const outcome = await outcomeOf(read(rig.account));
    const failures = outcome instanceof Map ? [...outcome.values()] : [outcome];
    // Not that it leads back, but that it was stopped from outside.
    const isStopped = (one: unknown): boolean =>
      one instanceof ProblemError && ['INTERNAL', 'DEADLINE_EXCEEDED'].includes(one.problem.code);
    if (failures.some(isStopped)) broken.push(`the list of ${name} does not end`);
  }
  return broken;
}
