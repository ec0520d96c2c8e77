// From what was chosen to the requests of a plan, with the way back from the place of a request to the name that was typed. Pure.
import type {
  AssigneeKind,
  AssigneeRef,
  ChangeAction,
  LicenseChangeInput,
} from '../../../generated/documents.ts';
import { numberOptions } from '../../words/words.ts';
import { MOST_CHANGES } from '../../selecting/selection.ts';
import { needsNumbers, type ChosenAssignee, type ChosenLicense, type Draft } from './draft.ts';

export interface Requests {
  readonly changes: readonly LicenseChangeInput[];
  /** How the holder at each place was chosen or typed. */
  readonly names: readonly string[];
  /** Pairs of a license and a holder of another account, of which there is nothing to ask. */
  readonly leftOut: number;
}

/** A license for somebody; `name` is how they were chosen. */
interface Pair {
  readonly license: ChosenLicense;
  readonly holder: Holder;
  /** Place of the holder among all, for what each needs of their own. */
  readonly place: number;
}

type Holder = { readonly name: string } & ({ readonly chosen: ChosenAssignee } | { readonly typed: string });

const ACTIONS = {
  ASSIGN: 'ASSIGN',
  REMOVE: 'REMOVE',
  END: 'SCHEDULE_REMOVAL',
  KEEP: 'CANCEL_REMOVAL',
} as const;

/** The requests of a draft, in the order in which it was chosen. */
export function requestsOf(draft: Draft): Requests {
  const all = pairsOf(draft);
  const pairs = all.filter(fits);
  const rows = draft.kind === 'MOVE' ? movesOf(draft, pairs) : pairs.map((pair) => oneOf(draft, pair));
  return {
    changes: rows.map(({ change }) => change),
    names: rows.map(({ name }) => name),
    leftOut: all.length - pairs.length,
  };
}

/** How many people and things it is about. */
export const holderCount = (draft: Draft): number => holdersOf(draft).length + draft.holdings.length;

/** The names of those who are to get something, in their order: what each needs of their own is asked for by them. */
export function takerNames(draft: Draft): string[] {
  if (draft.kind === 'MOVE' && draft.takers.length > 0) return [...draft.takers];
  return [
    ...draft.holdings.map(({ assignee }) => assignee.name),
    ...holdersOf(draft).map(({ name }) => name),
  ];
}

/** What is still to be chosen, as a sentence; null when it can go on. */
export function missingIn(draft: Draft): string | null {
  if (draft.kind === null) return 'Choose what to do.';
  if (draft.licenses.length === 0 && draft.holdings.length === 0) return 'Choose a license.';
  if (holderCount(draft) === 0) return 'Name at least one holder.';
  if (draft.kind === 'MOVE') {
    const missing = missingInMove(draft);
    if (missing !== null) return missing;
  }
  const { changes, leftOut } = requestsOf(draft);
  if (changes.length === 0 && leftOut > 0) return 'The holders are of other accounts than the licenses.';
  return changes.length > MOST_CHANGES
    ? `One set takes 10,000 changes, and these are ${String(changes.length)}.`
    : null;
}

function missingInMove(draft: Draft): string | null {
  const { to, takers } = draft;
  if (to === null) return 'Choose the license that comes instead.';
  const givers = pairsOf(draft).filter(fits);
  if (takers.length > 0 && takers.length !== givers.length) {
    return `${String(givers.length)} are to lose one and ${String(takers.length)} to get one: the two lists go in pairs.`;
  }
  if (takers.length > 0) return null;
  if (givers.some(({ license }) => license.id === to.id))
    return 'It is the same license: say who gets it instead.';
  // An id of one account says nothing in another.
  const isLost = givers.some(
    ({ license, holder }) => license.accountKey !== to.accountKey && addressOf(holder) === null,
  );
  return isLost ? 'It is another account: say who gets it there, by address, IMEI or id.' : null;
}

/** What is to be said before a plan can be made; null when all is. */
export function unsaidIn(draft: Draft): string | null {
  if (draft.kind === 'END' && !/^\d{4}-\d{2}-\d{2}$/.test(draft.removalOn))
    return 'Give the first day without the license.';
  if (needsNumbers(draft) && takerNames(draft).some((_name, place) => (draft.numbers[place] ?? '') === '')) {
    return 'Give a phone number or an extension for each.';
  }
  return null;
}

function holdersOf({ assignees, typed }: Draft): Holder[] {
  return [
    ...assignees.map((chosen) => ({ name: chosen.name, chosen })),
    ...typed.map((name) => ({ name, typed: name })),
  ];
}

function pairsOf(draft: Draft): Pair[] {
  const chosen = draft.holdings.map(({ license, assignee }, place) => ({
    license,
    holder: { name: assignee.name, chosen: assignee },
    place,
  }));
  const holders = holdersOf(draft);
  const crossed = draft.licenses.flatMap((license) =>
    holders.map((holder, at) => ({ license, holder, place: chosen.length + at })),
  );
  return [...chosen, ...crossed];
}

/** Whoever was typed may be anywhere: the plan tells. */
const fits = ({ license, holder }: Pair): boolean =>
  !('chosen' in holder) || holder.chosen.accountKey === license.accountKey;

interface Row {
  readonly change: LicenseChangeInput;
  readonly name: string;
}

function oneOf(draft: Draft, { license, holder, place }: Pair): Row {
  const action: ChangeAction = ACTIONS[draft.kind === null || draft.kind === 'MOVE' ? 'ASSIGN' : draft.kind];
  return {
    name: holder.name,
    change: {
      action,
      license: { id: license.id },
      assignee: refOf(draft, license, holder),
      ...(action === 'SCHEDULE_REMOVAL' && { removalOn: draft.removalOn }),
      ...(action === 'ASSIGN' && optionsOf(draft, license, place)),
    },
  };
}

/** The new one first, and the old one once that was seen. Within one license the seat has to come free first: there nothing waits. */
function movesOf(draft: Draft, pairs: readonly Pair[]): Row[] {
  const { to, takers } = draft;
  if (to === null) return [];
  return pairs.flatMap(({ license, holder, place }, at) => {
    const taken = takers[at];
    const taker: Holder =
      taken === undefined ? elsewhere(holder, license, to) : { name: taken, typed: taken };
    const assign: LicenseChangeInput = {
      action: 'ASSIGN',
      license: { id: to.id },
      assignee: refOf(draft, to, taker),
      ...optionsOf(draft, to, place),
    };
    const remove: LicenseChangeInput = {
      action: 'REMOVE',
      license: { id: license.id },
      assignee: refOf(draft, license, holder),
      ...(license.id !== to.id && { waitsFor: [2 * at] }),
    };
    return [
      { change: assign, name: taker.name },
      { change: remove, name: holder.name },
    ];
  });
}

/** The same human or device, as another account knows it. */
function elsewhere(holder: Holder, from: ChosenLicense, to: ChosenLicense): Holder {
  const address = addressOf(holder);
  return from.accountKey === to.accountKey || address === null
    ? holder
    : { name: holder.name, typed: address };
}

function addressOf(holder: Holder): string | null {
  if ('typed' in holder) return holder.typed;
  return holder.chosen.address ?? null;
}

function optionsOf(
  draft: Draft,
  license: ChosenLicense,
  place: number,
): Pick<LicenseChangeInput, 'options'> | null {
  if (license.needsNumber !== true) return null;
  return { options: numberOptions({ number: draft.numbers[place] ?? '', locationId: draft.locationId }) };
}

function refOf(draft: Draft, license: ChosenLicense, holder: Holder): AssigneeRef {
  return 'chosen' in holder ? { id: holder.chosen.id } : typedRef(holder.typed, kindFor(draft, license));
}

function kindFor({ idKind }: Draft, { assigneeKinds }: ChosenLicense): AssigneeKind {
  const kinds = assigneeKinds ?? [];
  return idKind !== null && (kinds.length === 0 || kinds.includes(idKind)) ? idKind : (kinds[0] ?? 'USER');
}

/** What somebody typed: an address, an IMEI, an id of this graph, or else the vendor's own id of such a thing. */
export function typedRef(text: string, kind: AssigneeKind): AssigneeRef {
  if (text.includes('@')) return { email: text };
  if (kind === 'DEVICE' && /^\d{14,16}$/.test(text)) return { imei: text };
  // Ids of the graph are lists in JSON, as base64url.
  if (/^WyJ[\w-]{8,}$/.test(text)) return { id: text };
  return { key: { kind, externalId: text } };
}

/** The place of a request that a problem is about; null when it is about no single one. */
export function placeOf(path: readonly string[] | null): number | null {
  const [list, place] = path ?? [];
  return list === 'changes' && place !== undefined && /^\d+$/.test(place) ? Number(place) : null;
}
