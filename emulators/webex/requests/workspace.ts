// The body of PUT /workspaces/{id} (webex contract 7).
import { z } from 'zod';

/** The kinds of calling a workspace may have. */
export const CallingType = z.enum([
  'freeCalling',
  'hybridCalling',
  'webexCalling',
  'webexEdgeForDevices',
  'thirdPartySipCalling',
  'none',
]);

/** What a write changes; what it leaves out stays as it is. */
export const WorkspaceUpdate = z.object({
  displayName: z.string().min(1).optional(),
  type: z.string().optional(),
  hotdeskingStatus: z.enum(['on', 'off']).optional(),
  calling: z
    .object({
      type: CallingType,
      webexCalling: z
        .object({
          licenses: z.array(z.string()).optional(),
          locationId: z.string().optional(),
          phoneNumber: z.string().optional(),
          extension: z.string().optional(),
        })
        .optional(),
    })
    .optional(),
});
/** The body after parsing. */
export type WorkspaceUpdate = z.infer<typeof WorkspaceUpdate>;
