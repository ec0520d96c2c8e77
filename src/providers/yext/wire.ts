// Yext's bodies, as far as they are used. Optional everywhere but in the ids (yext contract 7).
import { z } from 'zod';
import type { AssignmentStatus } from '../../domain/assignment.ts';
import { calendarDate, instant } from './calendar.ts';

// Ids are text even where they look like numbers (yext contract 6.10).
const Id = z.union([z.string().min(1), z.int().transform(String)]);
const Count = z
  .int()
  .nullish()
  .transform((count) => count ?? null);
// An absent text and an empty one mean the same: `notes` is either, for one and the same pack (yext contract 3).
const Text = z
  .string()
  .nullish()
  .transform((text) => (text === undefined || text === '' ? null : text));
const Instant = z.unknown().optional().transform(instant);

/** Missing lists are empty, and a single object stands for a list of one (yext contract 8). */
function listOf<T extends z.ZodType>(item: T) {
  return z.preprocess((value): unknown => {
    if (value === undefined || value === null) return [];
    return Array.isArray(value) ? value : [value];
  }, z.array(item));
}

/** `response` may be null or absent where there is nothing to say (yext contract 5). */
function responseOf<T extends z.ZodType>(shape: T) {
  return z.object({ response: z.preprocess((value) => value ?? {}, shape) });
}

const Complaint = z.object({
  code: z
    .union([z.string(), z.number().transform(String)])
    .nullable()
    .catch(null),
  type: z.enum(['FATAL_ERROR', 'NON_FATAL_ERROR', 'WARNING', 'UNKNOWN']).catch('UNKNOWN'),
  message: z.string().catch(''),
});

const Meta = z
  .object({
    uuid: z.string().nullable().catch(null),
    errors: listOf(Complaint.catch({ code: null, type: 'UNKNOWN', message: '' })),
  })
  .catch({ uuid: null, errors: [] });

/** What surrounds every body. One with neither `meta` nor `response` is not Yext's: a proxy's, for instance. */
export const Envelope = z
  .object({ meta: z.unknown().optional(), response: z.unknown().optional() })
  .refine((body) => body.meta !== undefined || body.response !== undefined)
  .transform((body) => Meta.parse(body.meta ?? {}));
export type Envelope = z.output<typeof Envelope>;

/** One license pack. */
export const LicensePack = z.object({
  id: Id,
  name: Text,
  total: Count,
  assigned: Count,
  available: Count,
  notes: Text,
});
export type LicensePack = z.output<typeof LicensePack>;

/** The body of "License packs: list". */
export const LicensePacksBody = responseOf(
  z.object({ licensePacks: listOf(LicensePack), nextPageToken: Text }),
);

/** When a license goes: the day, or null with UNKNOWN when there is one that cannot be read. */
interface Removal {
  readonly status: AssignmentStatus;
  readonly removalOn: string | null;
}

/** Reads `expirationDate` in every form it may have (yext contract 7). */
function removalOf(value: unknown): Removal {
  if (value === undefined || value === null || value === '') return { status: 'ACTIVE', removalOn: null };
  const text = typeof value === 'number' ? instant(value) : value;
  const day = typeof text === 'string' ? calendarDate(text.replace(/[T ].*$/s, '')) : null;
  return day === null
    ? { status: 'UNKNOWN', removalOn: null }
    : { status: 'REMOVAL_SCHEDULED', removalOn: day };
}

const AssignedEntity = z.object({
  entityId: Id,
  expirationDate: z.unknown().optional().transform(removalOf),
});
const LicenseAssignmentGroup = z.object({
  licensePack: LicensePack,
  assignedEntities: listOf(AssignedEntity),
});

/** One entity's hold on one pack: the groups come apart here, because only the pair is a key (yext contract 6.2). */
export interface AssignmentRow extends Removal {
  readonly pack: LicensePack;
  readonly entityId: string;
}

function rowsOf(groups: readonly z.output<typeof LicenseAssignmentGroup>[]): AssignmentRow[] {
  return groups.flatMap(({ licensePack, assignedEntities }) =>
    assignedEntities.map(({ entityId, expirationDate }) => ({
      pack: licensePack,
      entityId,
      ...expirationDate,
    })),
  );
}

/** The body of "License assignments: list"; a bare group, as the writes answer, is a list of one. */
export const LicenseAssignmentsBody = responseOf(
  z.preprocess(
    (value) =>
      typeof value === 'object' && value !== null && 'licensePack' in value
        ? { licenseAssignments: value }
        : value,
    z.object({
      licenseAssignments: listOf(LicenseAssignmentGroup).transform(rowsOf),
      nextPageToken: Text,
    }),
  ),
);

const EntityMeta = z.object({
  id: Id.nullish(),
  entityType: Text,
  countryCode: Text,
  timestamp: Instant,
  createdTimestamp: Instant,
});

/** One entity, with what `fields=name` leaves of it. */
export const EntityBody = z.object({ name: Text, meta: EntityMeta.nullish() });
export type EntityBody = z.output<typeof EntityBody>;

/** The body of "Entities: list". Its token is called `pageToken`, unlike that of licenses (yext contract 6.1). */
export const EntitiesBody = responseOf(
  z.object({ count: Count, entities: listOf(EntityBody), pageToken: Text }),
);
