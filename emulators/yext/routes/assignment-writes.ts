// Operations 3 to 5: assigns a license, schedules its removal, removes it.
import { z } from 'zod';
import { jsonBody, type EmulatedRequest } from '../../core/http.ts';
import { checkActor } from '../auth.ts';
import { isCalendarDate } from '../calendar.ts';
import type { Operation } from '../call.ts';
import { refusal } from '../errors.ts';
import { absent, checkAvailable, checkDate, checkWritable } from '../rules/assignments.ts';
import { existingPack, existingPlace } from '../rules/existing.ts';
import type { Pack, Row } from '../state/license-packs.ts';
import type { YextState } from '../state/state.ts';
import { flag, text } from '../switches.ts';
import { wireGroup } from '../wire/license-packs.ts';

/** No body, `null`, or an object whose members are ignored (yext contract 3). */
const CreateBody = z.union([z.null(), z.object({})]);
const UpdateBody = z.object({
  expirationDate: z.string().refine(isCalendarDate, 'must be a calendar date, YYYY-MM-DD').nullish(),
});

interface Target {
  readonly pack: Pack;
  readonly entityId: string;
}

function target(request: EmulatedRequest, state: YextState): Target {
  checkActor(request);
  const { packId = '', entityId = '' } = request.params;
  if (packId === '-')
    throw refusal('invalidParameter', 'The license pack id - cannot be used for this operation');
  const pack = existingPack(state, packId);
  checkWritable(state, pack);
  return { pack, entityId };
}

function create(request: EmulatedRequest, state: YextState): unknown {
  const { pack, entityId } = target(request, state);
  if (request.text !== '' && !CreateBody.safeParse(jsonBody(request)).success) {
    throw refusal('invalidBody', 'The request body is not valid');
  }
  existingPlace(state, entityId);
  const present = pack.row(entityId);
  if (present) return assignAgain(state, pack, present);
  checkAvailable(state, pack);
  return put(state, pack, { entityId, expirationDate: undefined });
}

function assignAgain(state: YextState, pack: Pack, present: Row): unknown {
  if (text(state.switches, 'createAssigned') !== 'unchanged') {
    throw refusal(
      'alreadyAssigned',
      `Entity ${present.entityId} is already assigned to license pack ${pack.id}`,
    );
  }
  if (flag(state.switches, 'createKeepsExpiration')) return answer(state, pack, present);
  return put(state, pack, { ...present, expirationDate: undefined });
}

/** Sets the removal date; a body without a date cancels the scheduled removal. */
function update(request: EmulatedRequest, state: YextState): unknown {
  const { pack, entityId } = target(request, state);
  const body = UpdateBody.safeParse(jsonBody(request));
  if (!body.success) throw refusal('invalidBody', `Invalid request body: ${z.prettifyError(body.error)}`);
  const expirationDate = body.data.expirationDate ?? undefined;
  if (!pack.row(entityId)) throw absent(state, pack, entityId, 'absentUpdateStatus');
  checkDate(state, expirationDate);
  return put(state, pack, { entityId, expirationDate });
}

function remove(request: EmulatedRequest, state: YextState): unknown {
  const { pack, entityId } = target(request, state);
  if (!pack.row(entityId)) {
    const refused = absent(state, pack, entityId, 'absentDeleteStatus');
    if (refused.reply.status !== 200) throw refused;
  }
  state.licenses.remove(pack.id, entityId);
  return {};
}

/** Writes a row. A date that has come removes it at once; the answer still shows the row. */
function put(state: YextState, pack: Pack, row: Row): unknown {
  state.licenses.put(pack.id, row);
  state.sweep();
  return answer(state, pack, row);
}

function answer(state: YextState, pack: Pack, row: Row): unknown {
  if (text(state.switches, 'writeAnswer') !== 'whole-pack') return wireGroup(state.switches, pack, [row]);
  const rows = pack.entityIds().flatMap((entityId) => pack.row(entityId) ?? []);
  return wireGroup(state.switches, pack, rows);
}

const PATH = '/license-packs/:packId/assigned-entities/:entityId';

/** The writes of assignments. */
export const assignmentWriteOperations: readonly Operation[] = [
  { method: 'POST', path: PATH, need: 'write-licenses', run: create },
  { method: 'PUT', path: PATH, need: 'write-licenses', run: update },
  { method: 'DELETE', path: PATH, need: 'write-licenses', run: remove },
];
