// An account of Quayside for tests of its adapter, and changes in it.
import { THE_LICENSE, type Change, type ChangeTarget } from '../../src/domain/change.ts';
import type { UpstreamRuntime } from '../../src/upstream/upstream.ts';
import { able } from '../support/provider-kit.ts';
import { provider } from './adapter/index.ts';
import { access } from './emulator/index.ts';

const KEY = 'quayside-acme';

/** The account at an emulator's address. */
export function openAccount(baseUrl: string, runtime: UpstreamRuntime) {
  const entry = { key: KEY, name: 'Acme', provider: 'QUAYSIDE', baseUrl, ...access };
  return able(provider.create(provider.settings.parse(entry), runtime), ['USER'], 'writes');
}

/** A change of what a user holds of a plan. */
export function change(
  action: Change['action'],
  licenseId: string,
  externalId: string,
  target: ChangeTarget = THE_LICENSE,
): Change {
  const assignee = { kind: 'USER' as const, externalId };
  const id = `${action} ${licenseId} ${externalId}`;
  return { id, action, accountKey: KEY, licenseId, assignee, removalOn: null, target };
}
