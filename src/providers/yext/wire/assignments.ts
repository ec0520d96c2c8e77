// License assignments as Yext sends them: in groups, one a pack (yext contract 3).
import { z } from 'zod';
import { listOf, Text } from '../../../upstream/fields.ts';
import { parseRows, type ParsedRows, type RowReader } from '../../../upstream/parse.ts';
import { fieldsOf, has, Id, oneOrMany, type PageBody, type Removal } from './fields.ts';
import { packIn, type LicensePack } from './licenses.ts';

/** One entity's hold on one pack: the groups come apart here, because only the pair is a key (yext contract 6.2). */
export interface AssignmentRow extends Removal {
  readonly pack: LicensePack;
  readonly entityId: string;
}

/** The only key of an assignment (yext contract 6.2), as one text. */
export function keyOfAssignment(row: AssignmentRow): string {
  return JSON.stringify([row.pack.id, row.entityId]);
}

/** The rows of one pack. Where it cannot be read which pack, what is there are entities that hold something. */
function groupIn(list: string, reader: RowReader): z.ZodType<ParsedRows<AssignmentRow>> {
  const entities = `${list}.assignedEntities`;
  const { removal } = fieldsOf(entities, reader.drift);
  const Row = z.object({ entityId: Id, expirationDate: removal('expirationDate') });
  const pack = `${list}.licensePack`;
  const Pack = packIn(pack, reader.drift);
  return z
    .looseObject({ assignedEntities: oneOrMany('entityId', listOf(Row, entities, reader)) })
    .transform(({ licensePack, assignedEntities: { rows, leftOut } }) => {
      const [known] = parseRows(Pack, [licensePack], pack, reader).rows;
      if (known === undefined) {
        const ids = rows.map(({ entityId }) => entityId);
        return { rows: [], leftOut: Math.max(1, rows.length + leftOut), leftOutIds: ids };
      }
      return {
        rows: rows.map(({ entityId, expirationDate }) => ({ pack: known, entityId, ...expirationDate })),
        leftOut,
      };
    });
}

/** Of "License assignments: list"; a bare group, as the writes answer, is a list of one (yext contract 8). */
export function assignments(reader: RowReader): z.ZodType<PageBody<AssignmentRow>> {
  const Group = groupIn('licenseAssignments', reader);
  const groupsOf = oneOrMany('licensePack', listOf(Group, 'licenseAssignments', reader));
  const list = z.object({ licenseAssignments: groupsOf, nextPageToken: Text });
  const bare = (value: unknown) => (has(value, 'licensePack') ? { licenseAssignments: value } : value);
  return z.preprocess(bare, list).transform((body) => {
    const groups = body.licenseAssignments;
    let { leftOut } = groups;
    for (const group of groups.rows) leftOut += group.leftOut;
    const rows = groups.rows.flatMap((group) => group.rows);
    const leftOutIds = groups.rows.flatMap((group) => group.leftOutIds ?? []);
    return { rows, leftOut, leftOutIds, next: body.nextPageToken, count: null, nameless: false };
  });
}
