// Devices as a sweep sees them, and the cursors of sections that go on behind a device.
import type { Device } from '../../../domain/assignee.ts';
import type { Sighting } from '../../../domain/inventory/sighting.ts';
import { callerError, type ProblemError } from '../../../domain/problem.ts';

/** What is known of a device. Its place in a list stays out: that changes as others come and go. */
export function sightingOf({ assignments: holds, listedAfter: _place, ...assignee }: Device): Sighting {
  return holds === undefined ? { assignee } : { assignee, holds };
}

/** Thrown for a cursor of another section. */
export function notOurs(): ProblemError {
  return callerError('BAD_CURSOR', 'This cursor was not made by this section.', 'Start the section again.');
}
