// Operations 3 to 5: assign, schedule the removal, remove.
import { z } from 'zod';
import { jsonBody, type EmulatedRequest } from '../../core/http.ts';
import { checkActor } from '../auth.ts';
import { isCalendarDate } from '../calendar.ts';
import type { Operation } from '../call.ts';
import { Refused } from '../errors.ts';
import { existingPack, existingPlace } from '../rules/existing.ts';
import type { Pack, Row } from '../state/license-packs.ts';
import type { YextState } from '../state/state.ts';
import { wireGroup } from '../wire/license-packs.ts';

/** Nothing, `null` or an object whose members are ignored (yext contract 3). */
const CreateBody = z.union([z.null(), z.object({})]);
const UpdateBody = z.object({
  expirationDate: z.string().refine(isCalendarDate, 'must be a calendar date, YYYY-MM-DD').nullish(),
});

interface Target {
  readonly pack: Pack;
  readonly entityId: string;
}

const CONFLICTS: Readonly<Record<string, string>> = {
  'entity-type': 'The type of this entity is not eligible for license pack',
  'saved-filter': 'Assignments are controlled by a saved filter in license pack',
};

function target(request: EmulatedRequest, state: YextState): Target {
  checkActor(request);
  const { packId = '', entityId = '' } = request.params;
  if (packId === '-')
    throw new Refused('invalidParameter', 'The license pack id - cannot be used for this operation');
  const pack = existingPack(state, packId);
  const conflict = CONFLICTS[state.settings.text('writeConflict')];
  if (conflict) throw new Refused('impossibleNow', `${conflict} ${pack.id}`);
  return { pack, entityId };
}

function create(request: EmulatedRequest, state: YextState): unknown {
  const { pack, entityId } = target(request, state);
  if (request.text !== '' && !CreateBody.safeParse(jsonBody(request)).success) {
    throw new Refused('invalidBody', 'The request body is not valid');
  }
  existingPlace(state, entityId);
  const present = pack.row(entityId);
  if (present) return assignAgain(state, pack, present);
  if (pack.total - pack.assigned() <= 0) {
    const status = state.settings.count('createFullStatus');
    throw new Refused('packExhausted', `No licenses available in license pack ${pack.id}`, { status });
  }
  return put(state, pack, { entityId, expirationDate: undefined });
}

function assignAgain(state: YextState, pack: Pack, present: Row): unknown {
  if (state.settings.text('createAssigned') !== 'unchanged') {
    throw new Refused(
      'alreadyAssigned',
      `Entity ${present.entityId} is already assigned to license pack ${pack.id}`,
    );
  }
  if (state.settings.on('createKeepsExpiration')) return answer(state, pack, present);
  return put(state, pack, { ...present, expirationDate: undefined });
}

/** PUT replaces: a body without a date cancels the scheduled removal. */
function update(request: EmulatedRequest, state: YextState): unknown {
  const { pack, entityId } = target(request, state);
  const body = UpdateBody.safeParse(jsonBody(request));
  if (!body.success) throw new Refused('invalidBody', `Invalid request body: ${z.prettifyError(body.error)}`);
  const expirationDate = body.data.expirationDate ?? undefined;
  if (!pack.row(entityId)) throw absent(state, pack, entityId, 'absentUpdateStatus');
  if (
    expirationDate !== undefined &&
    expirationDate < state.today() &&
    !state.settings.on('acceptPastExpiration')
  ) {
    throw new Refused('invalidBody', `expirationDate ${expirationDate} is in the past`);
  }
  return put(state, pack, { entityId, expirationDate });
}

function remove(request: EmulatedRequest, state: YextState): unknown {
  const { pack, entityId } = target(request, state);
  if (!pack.row(entityId)) {
    const refused = absent(state, pack, entityId, 'absentDeleteStatus');
    if (refused.status !== 200) throw refused;
  }
  state.licenses.remove(pack.id, entityId);
  return {};
}

/** A date that is already due removes at once; the answer still shows what was asked. */
function put(state: YextState, pack: Pack, row: Row): unknown {
  state.licenses.put(pack.id, row);
  state.sweep();
  return answer(state, pack, row);
}

function answer(state: YextState, pack: Pack, row: Row): unknown {
  if (state.settings.text('writeAnswer') !== 'whole-pack') return wireGroup(state.settings, pack, [row]);
  const rows = pack.entityIds().flatMap((entityId) => pack.row(entityId) ?? []);
  return wireGroup(state.settings, pack, rows);
}

/** The refusal of an assignment that is not there; an id that is nobody's is refused at once, as an unknown id. */
function absent(
  state: YextState,
  pack: Pack,
  entityId: string,
  knob: 'absentUpdateStatus' | 'absentDeleteStatus',
): Refused {
  existingPlace(state, entityId);
  const message = `Entity ${entityId} is not assigned to license pack ${pack.id}`;
  return new Refused('notFound', message, { status: state.settings.count(knob) });
}

const PATH = '/license-packs/:packId/assigned-entities/:entityId';

export const assignmentWriteOperations: readonly Operation[] = [
  { method: 'POST', path: PATH, need: 'write-licenses', run: create },
  { method: 'PUT', path: PATH, need: 'write-licenses', run: update },
  { method: 'DELETE', path: PATH, need: 'write-licenses', run: remove },
];
