// The bodies of one Yext account.
import { z } from 'zod';
import type { RowReader } from '../../../upstream/parse.ts';
import { assignments, type AssignmentRow } from './assignments.ts';
import { entities, entity, type EntityRow } from './entities.ts';
import type { BodyOf, PageBody } from './fields.ts';
import { licensePacks, type LicensePack } from './licenses.ts';

/** The bodies of one account's answers. A list that is missing from one is not empty, and makes it unreadable. */
export interface Wire {
  /** Of "License packs: list". */
  readonly licensePacks: BodyOf<PageBody<LicensePack>>;
  /** Of "License assignments: list"; a bare group, as the writes answer, is a list of one (yext contract 8). */
  readonly assignments: BodyOf<PageBody<AssignmentRow>>;
  /** Of "Entities: list". */
  readonly entities: BodyOf<PageBody<EntityRow>>;
  /** Of "Entities: get", as a list of one. */
  readonly entity: BodyOf<PageBody<EntityRow>>;
}

/** Bodies that leave out rows they cannot read, and count what is odd. */
export function createWire(reader: RowReader): Wire {
  return {
    licensePacks: z.object({ response: licensePacks(reader) }),
    assignments: z.object({ response: assignments(reader) }),
    entities: z.object({ response: entities(reader) }),
    entity: z.object({ response: entity(reader) }),
  };
}
