// Entities: locations, professionals and other things that are listed publicly.
import type { EntityResolvers } from '../generated/resolvers.ts';
import { assigneeFields, fact } from './assignee.ts';
import { byId } from '../nodes/reference.ts';

export const entity: EntityResolvers = {
  ...assigneeFields,
  __resolveReference: byId('Entity'),
  displayName: fact('ENTITY', 'displayName'),
  entityType: fact('ENTITY', 'entityType'),
  countryCode: fact('ENTITY', 'countryCode'),
  createdAt: fact('ENTITY', 'createdAt'),
  updatedAt: fact('ENTITY', 'updatedAt'),
};
