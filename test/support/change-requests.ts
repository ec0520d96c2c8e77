// Change requests as tests of the engine make them.
import type { ChangeRequest } from '../../src/changes/change-request.ts';
import { NO_OPTIONS, type ChangeAction, type ChangeOptions } from '../../src/domain/change.ts';
import type { Target } from './license-targets.ts';

/** A change request with the provider's own ids. */
export function changeRequest(
  action: ChangeAction,
  target: Target,
  removalOn: string | null = null,
): ChangeRequest {
  const { accountKey, licenseId, kind, externalId } = target;
  return {
    index: 0,
    waitsFor: [],
    path: ['changes', '0'],
    action,
    license: { accountKey, externalId: licenseId },
    assignee: { by: 'KEY', accountKey, kind, externalId },
    removalOn,
    options: NO_OPTIONS,
    fault: null,
  };
}

/** Options of a vendor, as the graph hands them on. */
export function optionsOf(vendor: string, values: Readonly<Record<string, unknown>>): ChangeOptions {
  const given = Object.fromEntries(Object.keys(values).map((name) => [name, ['options', vendor, name]]));
  return { vendor, given, values, fingerprint: values };
}
