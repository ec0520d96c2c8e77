// What a provider brings to the contract suite: an account against its emulator, and what the seed really holds.
import type { RunningEmulator } from '../../emulators/core/emulator.ts';
import type { SwitchValue } from '../../emulators/core/switches.ts';
import type { AssigneeKind } from '../../src/domain/account.ts';
import type { Change } from '../../src/domain/change.ts';
import type { IdKind, ProviderAccount } from '../../src/providers/provider.ts';
import type { TransportRequest } from '../../src/upstream/transport.ts';
import type { UpstreamRuntime } from '../../src/upstream/upstream.ts';
import type { ProviderState } from '../support/provider-state.ts';

/** How an emulator is set up for one test. */
export interface World {
  readonly scale: number;
  readonly switches: Readonly<Record<string, SwitchValue>>;
}

/** One license held by one assignee. */
export interface Held {
  readonly licenseId: string;
  readonly kind: AssigneeKind;
  readonly assigneeId: string;
}

/** What there is, taken from the seed itself: neither an adapter nor an answer of the emulator has a hand in it. */
export interface Truth {
  readonly licenses: readonly string[];
  readonly lists: Readonly<Partial<Record<AssigneeKind, readonly string[]>>>;
  readonly held: readonly Held[];
  /** E-mail addresses, with the users who have them. */
  readonly addresses?: readonly (readonly [address: string, userId: string])[];
}

/** A way in which the provider may cut its lists. */
export interface Shape {
  readonly name: string;
  readonly scale?: number;
  readonly switches?: Readonly<Record<string, SwitchValue>>;
}

/** A word out of one of the provider's enumerations. */
export interface Word {
  /** What it is called here; absent where the provider's words are handed on as they are. */
  readonly ours?: unknown;
  readonly raw: unknown;
}

/** What the suite needs to try writes. */
export interface WriteSubject {
  /** The account with credentials that may write, where those of the reads may not. */
  readonly open?: Subject['open'];
  /** Regular expression on the paths of writes; of no reads, but where both go through one batch. */
  readonly path: string;
  /** What the emulator has, told without any adapter. */
  state(url: string): ProviderState;
  /** Changes that the provider makes as they are, of each action that it has. None of them is made already. */
  good(truth: Truth): readonly Change[];
  /** Changes that it refuses, to be sent along with the good ones. */
  refused(truth: Truth): readonly Change[];
  /** The most that one call takes. */
  readonly limit: { readonly of: 'changes' | 'assignees'; readonly most: number };
  /**
   * Whether this status without a body is, by the contract, the provider's word that a change is made: a 204 to a DELETE, for instance.
   * Absent where every answer shows what it did, so that one without a body leaves the change unknown.
   */
  readonly saysDone?: (change: Change, status: number) => boolean;
}

/** One provider, or one version of its API, as the suite needs it. */
export interface Subject {
  start(): Promise<RunningEmulator>;
  /** The account at an emulator's address. */
  open(url: string, runtime: UpstreamRuntime): ProviderAccount;
  /** Switches of the emulator in every test; a shape's come on top. */
  readonly switches: Readonly<Record<string, SwitchValue>>;
  truth(world: World): Truth;
  /** The first one is what every other test runs on. */
  readonly shapes: readonly [Shape, ...Shape[]];
  /** Regular expression on the paths of all requests but logins. */
  readonly apiPath: string;
  /** Texts that must never be seen. */
  readonly secrets: readonly string[];
  /** Ids of assignees that a request asks about. */
  readonly idsIn: (request: TransportRequest) => readonly string[];
  /** Well-formed ids that nobody has. */
  readonly nobody: Readonly<Partial<Record<IdKind, string>>>;
  /** A license that somebody holds. */
  readonly license: string;
  /** A role, where licenses can be inferred from roles. */
  readonly roleId?: string;
  /** Whether answers carry a request budget. */
  readonly reportsBudget: boolean;
  /** Reads words that the emulator distorts. */
  words(account: ProviderAccount): Promise<readonly Word[]>;
  /** True where a batch is answered part by part (`request.answerPart` of the emulator): faults strike parts as well as requests. */
  readonly answersInParts?: boolean;
  /**
   * True where, by the contract, any 404 is the provider's word for "there is none": its own have nothing in them that a proxy's lack, and
   * no adapter can tell the two apart. Absent where its own have a form.
   */
  readonly plainNotFound?: boolean;
  /** Makes the emulator fail for one id of a batch, or leave it out of the answer; absent where it answers a batch as a whole. */
  readonly failPart?: (emulator: RunningEmulator, id: string) => void;
  /** Absent where nothing is written. */
  readonly writes?: WriteSubject;
}
