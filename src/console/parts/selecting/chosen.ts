// What was chosen on a list, as a change begins with it. Pure.
import type { ChosenAssignee, ChosenLicense } from '../changing/change-flow.ts';

interface Account {
  readonly key: string;
  readonly name: string;
}

/** A license of a row. */
export function chosenLicense({
  id,
  name,
  externalId,
  account,
}: {
  readonly id: string;
  readonly name: string | null;
  readonly externalId: string;
  readonly account: Account;
}): ChosenLicense {
  return { id, name: name ?? externalId, accountKey: account.key, accountName: account.name };
}

/** A holder of a row, or whoever is to hold something. */
export function chosenAssignee(assignee: NamedAssignee): ChosenAssignee {
  return { id: assignee.id, name: nameOfAssignee(assignee), accountKey: assignee.account.key };
}

export interface NamedAssignee {
  readonly id: string;
  readonly displayName: string | null;
  readonly email?: string | null;
  readonly imei?: string | null;
  readonly externalId: string;
  readonly account: Account;
}

/** What it is called: name, address, IMEI, or the vendor's own id. Vendors have names of spaces alone. */
export function nameOfAssignee({
  displayName,
  email,
  imei,
  externalId,
}: Omit<NamedAssignee, 'id' | 'account'>): string {
  return [displayName, email, imei].find((name) => name != null && name.trim() !== '') ?? externalId;
}
