// A PATCH as a list of operations in the order they are tried: removes first, then adds, each in the order of the body
// (webex contract 11). Operations that fail are skipped, the others are kept.
import type { LiveSwitches } from '../../core/switches.ts';
import { coded, type ErrorItem } from '../errors.ts';
import type { CallingProperties, UserLicensesRequest } from '../requests/user-licenses.ts';
import { licenseById, type License } from '../seed/catalogue.ts';
import { text } from '../switches.ts';

const UNKNOWN_LICENSE = 400_000;

/** One thing a request asks for. */
export type Operation =
  | {
      readonly kind: 'add-license';
      readonly license: License;
      readonly properties: CallingProperties | undefined;
    }
  | { readonly kind: 'remove-license'; readonly license: License }
  | { readonly kind: 'unknown-license'; readonly id: string }
  | { readonly kind: 'add-attendee' | 'remove-attendee'; readonly site: string };

/** Why one operation was not done. */
export class Failure implements ErrorItem {
  readonly errorCode: number;
  readonly description: string;

  constructor(errorCode: number, description: string) {
    this.errorCode = errorCode;
    this.description = description;
  }
}

/** The operations of a request. An unknown license refuses the whole request, or fails alone, as the switch says. */
export function operationsOf(body: UserLicensesRequest, live: LiveSwitches): Operation[] {
  const removes: Operation[] = [];
  const adds: Operation[] = [];
  for (const { id, operation, properties } of body.licenses) {
    const license = licenseById(id);
    const into = operation === 'remove' ? removes : adds;
    if (!license && text(live, 'unknownLicense') !== 'operation') {
      throw coded(UNKNOWN_LICENSE, unknownLicense(id).description);
    }
    if (!license) into.push({ kind: 'unknown-license', id });
    else if (operation === 'remove') removes.push({ kind: 'remove-license', license });
    else adds.push({ kind: 'add-license', license, properties });
  }
  for (const { siteUrl, operation } of body.siteUrls) {
    if (operation === 'remove') removes.push({ kind: 'remove-attendee', site: siteUrl });
    else adds.push({ kind: 'add-attendee', site: siteUrl });
  }
  return [...removes, ...adds];
}

/** Tries each operation on what is held, and gathers what failed. */
export function applyAll<Held extends object>(
  operations: readonly Operation[],
  before: Held,
  apply: (held: Held, operation: Operation) => Held | Failure,
): { readonly held: Held; readonly failures: readonly Failure[] } {
  const failures: Failure[] = [];
  let held = before;
  for (const operation of operations) {
    const result = apply(held, operation);
    if (result instanceof Failure) failures.push(result);
    else held = result;
  }
  return { held, failures };
}

/** The licenses a request adds and removes, as sets: rules about swaps need both. */
export function swapOf(operations: readonly Operation[]): {
  readonly added: number;
  readonly removed: number;
} {
  let added = 0;
  let removed = 0;
  for (const operation of operations) {
    if (operation.kind === 'add-license') added |= operation.license.bit;
    if (operation.kind === 'remove-license') removed |= operation.license.bit;
  }
  return { added, removed };
}

/** The failure for an unknown license. */
export function unknownLicense(id: string): Failure {
  return new Failure(UNKNOWN_LICENSE, `License ${id} is not recognised.`);
}
