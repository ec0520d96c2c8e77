// From the inputs of mutations to change requests. A badly named target is a problem of its change request alone, not an error of the call.
import { faultsOfWaits } from '../../changes/dependencies.ts';
import type { AssigneeRef, ChangeRequest } from '../../changes/change-request.ts';
import { ProblemError } from '../../domain/problem.ts';
import type { LicenseKey } from '../../domain/license.ts';
import type { AccountDirectory } from '../../loaders/accounts.ts';
import type {
  AssigneeRef as AssigneeRefInput,
  LicenseChangeInput,
  LicenseRef as LicenseRefInput,
} from '../generated/resolvers.ts';
import { assigneeOfId, decodeId, wrongType } from '../nodes/ids.ts';
import { personKey } from '../nodes/people.ts';
import { attempt } from './attempt.ts';
import { faultOfForms, misplaced, optionsOf } from './vendor-options.ts';
import { badInput } from './write-options.ts';

const MAX_CHANGES = 10_000;

/** `root` is the path of the input for problems; by default each change has its index in `changes`. Throws BAD_INPUT for none or too many. */
export function requestsOf(
  accounts: AccountDirectory,
  inputs: readonly LicenseChangeInput[],
  root?: readonly string[],
): ChangeRequest[] {
  if (inputs.length === 0) throw badInput('changes', 'is empty.');
  if (inputs.length > MAX_CHANGES) {
    throw badInput(
      'changes',
      `takes at most ${MAX_CHANGES}, and has ${inputs.length}.`,
      'Ask in several sets.',
    );
  }
  const faults = faultsOfWaits(inputs.map(({ waitsFor }, index) => ({ index, waitsFor: waitsFor ?? [] })));
  return inputs.map((input, index) => {
    const request = requestOf(accounts, input, { path: root ?? ['changes', String(index)], index });
    return { ...request, fault: request.fault ?? faults.get(index) ?? null };
  });
}

function requestOf(
  accounts: AccountDirectory,
  input: LicenseChangeInput,
  { path, index }: Pick<ChangeRequest, 'path' | 'index'>,
): ChangeRequest {
  const license = attempt(() => licenseOf(input.license));
  return {
    path,
    index,
    waitsFor: [...new Set(input.waitsFor ?? [])],
    action: input.action,
    license,
    assignee: attempt(() => assigneeOf(accounts, input.assignee, license)),
    removalOn: input.removalOn ?? null,
    options: optionsOf(input),
    fault: faultOf(input),
  };
}

/** A field that does not go with the action is a misunderstanding: it is refused, not ignored. */
function faultOf(input: LicenseChangeInput): ProblemError | null {
  const { action, removalOn } = input;
  if (action === 'SCHEDULE_REMOVAL' && removalOn == null) {
    return misplaced('removalOn', 'SCHEDULE_REMOVAL needs the day of the removal.');
  }
  if (action !== 'SCHEDULE_REMOVAL' && removalOn != null) {
    return misplaced('removalOn', `${action} takes no day of removal.`);
  }
  return faultOfForms(input);
}

function licenseOf({ id, key }: LicenseRefInput): LicenseKey {
  if (key != null) return key;
  const named = decodeId(id ?? '');
  if (named.type !== 'License') {
    throw wrongType(named, 'License');
  }
  return { accountKey: named.accountKey, externalId: named.externalId };
}

function assigneeOf(
  accounts: AccountDirectory,
  { id, key, email, imei }: AssigneeRefInput,
  license: LicenseKey | ProblemError,
): AssigneeRef {
  if (email != null) return { by: 'EMAIL', email: personKey(email) };
  if (imei != null) return { by: 'IMEI', imei };
  if (key != null) {
    const accountKey = license instanceof ProblemError ? '' : license.accountKey;
    return { by: 'KEY', accountKey, kind: key.kind, externalId: key.externalId };
  }
  const named = decodeId(id ?? '');
  const found = assigneeOfId(named);
  if (found === null) throw wrongType(named, 'User, Device, Workspace or Entity');
  // An account that the caller may not see is treated as one that does not exist.
  return { by: 'KEY', ...found, accountKey: accounts.lookUp(found.accountKey) ? found.accountKey : '' };
}
