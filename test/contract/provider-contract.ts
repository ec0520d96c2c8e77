// The contract of `src/providers/provider.ts`, held by every adapter against its emulator: one suite, whoever the vendor is.
import { describe } from '@jest/globals';
import { testRuntime } from '../support/runtime.ts';
import { describeAccepting } from './accepting.ts';
import { describeAssignments } from './assignments.ts';
import { describeCatalogue } from './catalogue.ts';
import { describeFaults } from './faults.ts';
import { describeGivingUp } from './giving-up.ts';
import { describeLists } from './lists.ts';
import { describeLookUps } from './look-ups.ts';
import { describeOddities } from './oddities.ts';
import { createRig } from './rig.ts';
import { describeStatus } from './status.ts';
import type { Subject } from './subject.ts';
import { describeWrites } from './writes.ts';

/** Tries every promise of the port on one provider, or one version of its API. */
export function describeProvider(name: string, subject: Subject): void {
  describe(name, () => {
    const rig = createRig(subject);
    // Tells which reads and lists there are. It is never asked anything, and nobody listens there.
    const idle = subject.open('http://127.0.0.1:9', {
      ...testRuntime().runtime,
      transport: () => Promise.reject(new Error('nothing is sent before the first question')),
    });
    describeCatalogue(rig);
    describeLists(rig, idle);
    describeLookUps(rig, idle);
    describeAssignments(rig, idle);
    describeAccepting(rig, idle);
    describeStatus(rig);
    describeFaults(rig, idle);
    describeGivingUp(rig, idle);
    describeOddities(rig, idle);
    describeWrites(subject, idle);
  });
}
