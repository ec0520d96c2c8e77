// Workspaces: shared rooms and desks.
import type { WorkspaceResolvers } from '../generated/resolvers.ts';
import { assigneeFields, fact } from './assignee.ts';
import { byId } from '../nodes/reference.ts';

export const workspace: WorkspaceResolvers = {
  ...assigneeFields,
  __resolveReference: byId('Workspace'),
  displayName: fact('WORKSPACE', 'displayName'),
  callingType: fact('WORKSPACE', 'callingType'),
  hotdesking: fact('WORKSPACE', 'hotdesking'),
  supportedDevices: fact('WORKSPACE', 'supportedDevices'),
  locationId: fact('WORKSPACE', 'locationId'),
  createdAt: fact('WORKSPACE', 'createdAt'),
};
