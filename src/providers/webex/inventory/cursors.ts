// What all cursors of the sections hold.
import { z } from 'zod';
import { Progress } from '../../inventory.ts';
import { TOKEN } from '../vendor-pages.ts';

/** A place in one of Webex's lists. `token` is null for the first page. */
export const Place = z.strictObject({
  token: z
    .string()
    .regex(new RegExp(`^${TOKEN}$`))
    .nullable(),
  progress: Progress,
});

/** Ids of what is still to be read, the next one first. */
export const Ids = z.array(z.string().min(1));
