// The body of PUT /people/{id} (webex contract 6).
import { z } from 'zod';

/** Public clients send back what they read, a null `extension` for instance: null counts as absent (webex contract 2). */
const Text = z
  .string()
  .nullish()
  .transform((text) => text ?? undefined);
const PhoneNumber = z.object({ type: z.string(), value: z.string() });
/** A whole person, as the write takes it. */
export const FullPerson = z.object({
  displayName: z.string().min(1),
  emails: z.array(z.string()).max(1).optional(),
  firstName: Text,
  lastName: Text,
  department: Text,
  title: Text,
  orgId: z.string().optional(),
  licenses: z.array(z.string()).default([]),
  siteUrls: z.array(z.string()).default([]),
  locationId: Text,
  extension: Text,
  phoneNumbers: z.array(PhoneNumber).default([]),
});
/** The body after parsing, defaults filled in. */
export type FullPerson = z.infer<typeof FullPerson>;
