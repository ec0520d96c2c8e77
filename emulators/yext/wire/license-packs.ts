// The JSON of license packs and of assignments, which are grouped by pack (yext contract 3).
import type { LiveSwitches } from '../../core/switches.ts';
import type { Pack, Row } from '../state/license-packs.ts';
import { amount, flag, text } from '../switches.ts';
import type { WireRow } from './envelope.ts';
import { oddness } from './odd-answers.ts';

/** The assignments of one pack on a page. */
export interface WireGroup {
  readonly licensePack: WireRow;
  readonly assignedEntities: readonly WireRow[];
}

/** A pack with its counters. */
export function wirePack(live: LiveSwitches, pack: Pack): WireRow {
  const assigned = pack.assigned() + amount(live, 'assignedSurplus');
  const { id, name, total, notes } = pack;
  const row = { name, total, assigned, available: total - assigned, ...(notes !== undefined && { notes }) };
  switch (oddness(live, id)) {
    case 'no-id':
      return row;
    case 'odd-fields':
      return { id, ...row, name: 7, total: 'many', notes: ['?'] };
    default:
      return { id, ...row };
  }
}

/** Assignments of a pack, under the pack. */
export function wireGroup(live: LiveSwitches, pack: Pack, rows: readonly Row[]): WireGroup {
  const unset = { omit: {}, null: { expirationDate: null }, 'empty-string': { expirationDate: '' } };
  const kind = text(live, 'unsetExpiration');
  const none = kind === 'null' || kind === 'empty-string' ? unset[kind] : unset.omit;
  const licensePack = wirePack(live, pack);
  return {
    licensePack: flag(live, 'notesInGroups') ? licensePack : { ...licensePack, notes: '' },
    assignedEntities: rows.map(({ entityId, expirationDate }) => {
      const date = expirationDate === undefined ? none : { expirationDate };
      switch (oddness(live, entityId)) {
        case 'no-id':
          return date;
        case 'odd-fields':
          return { entityId, expirationDate: 'soon' };
        default:
          return { entityId, ...date };
      }
    }),
  };
}
