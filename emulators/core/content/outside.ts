// Changes made past the provider's API, as an administrator makes them in the provider's own console: no request, no quota, no rules.
import { z } from 'zod';

const assignee = z.string().min(1);
/** The provider's own id of a license; left out where a provider has one kind only. */
const license = z.string().min(1).optional();

/** One change from outside. Ids are the provider's own, as its answers have them. */
export const OutsideChange = z.discriminatedUnion('change', [
  z.strictObject({ change: z.literal('assign'), assignee, license }),
  z.strictObject({ change: z.literal('take'), assignee, license }),
  /** The user, device, workspace or entity is deleted, as the provider deletes one. */
  z.strictObject({ change: z.literal('delete'), assignee }),
  /** A deleted one is back in its old place: rows behind it move down. */
  z.strictObject({ change: z.literal('restore'), assignee }),
]);
/** One change from outside. */
export type OutsideChange = z.output<typeof OutsideChange>;

/** Nothing has this id, or the provider has no such change. */
export class OutsideError extends Error {}

/** The thing that was looked up; refuses the change where there is none. */
export function known<T>(found: T | undefined, what: string, id: string | undefined): T {
  if (found === undefined) throw new OutsideError(`no ${what} ${id ?? 'is named'}`);
  return found;
}
