// Ids of licenses as the inventory spells them.
import type { Contract } from '../../domain/insight/contract.ts';

/** An account that has one spelling for each id. */
interface Spelling {
  readonly canonicalId?: (kind: 'LICENSE', externalId: string) => string;
}

/** A contract with its license in the one spelling of its account. */
export function inOneSpelling(contract: Contract, accounts: ReadonlyMap<string, Spelling>): Contract {
  const { accountKey, license } = contract;
  const canonicalId = accounts.get(accountKey)?.canonicalId;
  if (!('id' in license) || canonicalId === undefined) return contract;
  return { ...contract, license: { id: canonicalId('LICENSE', license.id) } };
}
