// Devices as a sweep sees them.
import type { Device } from '../../../domain/assignee.ts';
import type { Sighting } from '../../../domain/inventory/sighting.ts';

/** What is known of a device. Its place in a list stays out: that changes as others come and go. */
export function sightingOf({ assignments: holds, listedAfter: _place, ...assignee }: Device): Sighting {
  return holds === undefined ? { assignee } : { assignee, holds };
}
