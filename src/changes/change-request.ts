// A change request: what a caller asks for, before its targets are resolved.
import type { AssigneeKind } from '../domain/account.ts';
import type { ChangeAction, ChangeOptions, ChangeTarget } from '../domain/change.ts';
import type { LicenseKey } from '../domain/license.ts';
import type { Problem, ProblemError } from '../domain/problem.ts';

/** How a request names its assignee; an address or an IMEI is looked for in the license's account. */
export type AssigneeRef =
  | {
      readonly by: 'KEY';
      readonly accountKey: string;
      readonly kind: AssigneeKind;
      readonly externalId: string;
      /** Whether it is out of a change that was planned before: whoever is named so may have been invited. */
      readonly isKept?: true;
    }
  | { readonly by: 'EMAIL'; readonly email: string }
  | { readonly by: 'IMEI'; readonly imei: string };

/** One request. A license or assignee that cannot be read from the input is the error that says why. */
export interface ChangeRequest {
  /** Its path in the input, for instance `['changes', '3']`. */
  readonly path: readonly string[];
  /** Its place in the list of requests, from 0. */
  readonly index: number;
  /** Places of the requests that a read has to show before this one is sent. */
  readonly waitsFor: readonly number[];
  readonly action: ChangeAction;
  readonly license: LicenseKey | ProblemError;
  readonly assignee: AssigneeRef | ProblemError;
  readonly removalOn: string | null;
  readonly options: ChangeOptions;
  /** Of a request made of an earlier change: what that one was about. Its options are not read again. */
  readonly target?: ChangeTarget;
  /** What is wrong with the other fields; its path starts below the request's own. */
  readonly fault: ProblemError | null;
  /** What nobody knows of it, and is to be told although it is sent; absent when nothing is. */
  readonly caveat?: Problem;
}
