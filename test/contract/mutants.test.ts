// The suite held against wrong accounts: each of them breaks one promise, and at least one check notices.
import { afterEach, describe, expect, it } from '@jest/globals';
import { firstViolation } from './checks.ts';
import { READ_MUTANTS, WRITE_MUTANTS, type Mutate } from './mutants.ts';
import { foreignAnswerChecks } from './foreign-answers.ts';
import { readChecks } from './read-checks.ts';
import { createRig } from './rig.ts';
import { thingSpaceSubject } from './thingspace-subject.ts';
import { writeChecks } from './write-checks.ts';

const subject = thingSpaceSubject('v3');
const right: Mutate = (account) => account;
let mutate = right;
const rig = createRig({ ...subject, open: (url, runtime) => mutate(subject.open(url, runtime)) });

afterEach(() => {
  mutate = right;
});

describe.each([
  ['the write side', writeChecks(subject), WRITE_MUTANTS],
  ['the read side', [...readChecks(subject), ...foreignAnswerChecks(subject)], READ_MUTANTS],
] as const)('%s', (_, checks, mutants) => {
  it('of a right account breaks no promise', async () => {
    expect(await firstViolation(rig, checks)).toBeNull();
  });

  it.each(mutants)('is caught with %s: "%s"', async (_name, said, wrong) => {
    mutate = wrong;
    expect(await firstViolation(rig, checks)).toContain(said);
  });
});
