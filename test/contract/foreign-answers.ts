// Promises about answers that are not the vendor's word on what was asked: a 404 of a proxy in between, users of another address.
import { isDeepStrictEqual } from 'node:util';
import { ProblemError } from '../../src/domain/problem.ts';
import { testCall } from '../support/runtime.ts';
import type { Check } from './checks.ts';
import { outcomeOf, readsOf, withoutCursor } from './reading.ts';
import type { Fault, Rig } from './rig.ts';
import type { Subject } from './subject.ts';

/** A 404 of whatever stands before the vendor: it tells that there is no such route, not that there is no such user. */
export const FOREIGN_404S: readonly { readonly name: string; readonly fault: Fault }[] = [
  {
    name: "a proxy's 404 in JSON",
    fault: { kind: 'answer', status: 404, body: { message: 'no Route matched with those values' } },
  },
  {
    name: "a proxy's 404 as a web page",
    fault: {
      kind: 'answer',
      status: 404,
      headers: { 'content-type': 'text/html' },
      body: '<html><head><title>404 Not Found</title></head><body>nginx</body></html>',
    },
  },
];

/** Which of the requests of one read meet it: what follows a first "not found" may hide that it was taken for one. */
const WHICH = [{}, { times: 1 }, { after: 1 }];

/** Every promise about such answers. */
export function foreignAnswerChecks({ plainNotFound = false }: Subject): readonly Check[] {
  return [
    ...(plainNotFound
      ? []
      : FOREIGN_404S.map(({ name, fault }) => ({
          name: `${name} is not taken for the provider's word that there is nothing`,
          violations: (rig: Rig) => notFound(rig, fault),
        }))),
    {
      name: 'users of another address are not given for the one asked about',
      violations: otherAddress,
    },
  ];
}

/** Reads what is there: whatever a read gives when it meets such a 404 is a problem, or what it gives without. */
async function notFound(rig: Rig, fault: Fault): Promise<readonly string[]> {
  const broken: string[] = [];
  const { account, subject } = rig;
  const ofParts = subject.answersInParts === true ? WHICH.map((which) => ({ ...which, part: '' })) : [];
  for (const { name, run } of readsOf(subject, account)) {
    const usual = withoutCursor(await run(account, testCall()));
    for (const rule of [...WHICH, ...ofParts]) {
      rig.strike(fault, rule);
      const outcome = await outcomeOf(run(account, testCall()));
      rig.emulator.clearFaults();
      if (outcome instanceof ProblemError || isDeepStrictEqual(withoutCursor(outcome), usual)) continue;
      broken.push(`${name} takes it for an answer, and tells ${JSON.stringify(outcome)}`);
    }
  }
  return broken;
}

/** Asks about one address and is answered about another. */
async function otherAddress(rig: Rig): Promise<readonly string[]> {
  const users = rig.account.assignees.USER;
  if (users === undefined) return [];
  const [[address, userId] = ['', ''], [other] = ['']] = rig.truth().addresses ?? [];
  rig.mistake(address, other);
  const slots = await outcomeOf(users.byEmails([address], testCall()));
  const found = slots instanceof ProblemError ? slots : slots.get(address);
  if (found instanceof ProblemError) return [];
  const others = (found ?? []).filter(({ externalId }) => externalId !== userId);
  return others.map(({ externalId }) => `${address} is said to be that of ${externalId}, who has ${other}`);
}
