// The contract suite held against adapters of Quayside that believe what is not Quayside's word. Each is the right one with answers put
// into the vendor's words on their way: what an adapter takes for the same as its vendor's word, it treats like that.
import { describe, expect, it } from '@jest/globals';
import { firstViolation } from '../contract/checks.ts';
import { foreignAnswerChecks } from '../contract/foreign-answers.ts';
import { createRig } from '../contract/rig.ts';
import type { Subject } from '../contract/subject.ts';
import { writeChecks } from '../contract/write-checks.ts';
import { at, listAt } from '../support/json.ts';
import type { TransportRequest, UpstreamResponse } from '../../src/upstream/transport.ts';
import { quayside } from './subject.ts';

type Reword = (answer: UpstreamResponse, request: TransportRequest) => UpstreamResponse;
type Reworded = Readonly<Record<string, unknown>>;

/** The subject with an adapter to which every answer comes reworded. */
function wrong(reword: Reword, more: Partial<Subject> = {}): Subject {
  return {
    ...quayside,
    ...more,
    open: (url, runtime) =>
      quayside.open(url, {
        ...runtime,
        transport: async (request) => reword(await runtime.transport(request), request),
      }),
  };
}

/** Rewords the parts of a batch, each with its name; other answers stay. */
function ofParts(reword: (part: Reworded, name: string) => Reworded): Reword {
  return (answer, { body = '{}' }) => {
    if (answer.status !== 200 || at(answer.body, 'parts') === undefined) return answer;
    const asked = listAt(JSON.parse(body), 'parts');
    const parts = listAt(answer.body, 'parts').map((part) => {
      const own = asked.find((one) => at(one, 'id') === at(part, 'id'));
      return reword(part as Reworded, `${String(at(own, 'method'))} ${String(at(own, 'path'))}`); // the emulator's parts are objects
    });
    return { ...answer, body: { parts } };
  };
}

const coded = (code: string) => ({ error: { code, message: 'Whoever said it.' } });

const ANY_404_OF_A_LIST: Reword = (answer) =>
  answer.status === 404 ? { ...answer, content: 'JSON', body: coded('not_found') } : answer;

const ANY_404_OF_A_LOOK_UP = ofParts((part, name) =>
  part['status'] === 404 && name.startsWith('GET') ? { ...part, body: coded('not_found') } : part,
);

const ANY_404_OF_A_REMOVAL = ofParts((part, name) =>
  part['status'] === 404 && name.startsWith('DELETE') ? { ...part, body: coded('not_held') } : part,
);

/** Users come with whatever address was asked about. */
const ADDRESSES_NOT_COMPARED = ofParts((part, name) => {
  const [, email] = /^GET \/users\?email=(.*)$/.exec(name) ?? [];
  if (email === undefined || part['status'] !== 200) return part;
  const items = listAt(part['body'], 'items').map((user) => ({
    ...(user as Reworded), // the emulator's users are objects
    email: String(part['id']),
  }));
  return { ...part, body: { items, next: null } };
});

describe.each([
  ['a list', foreignAnswerChecks, 'assignments.ofLicense takes it for an answer', ANY_404_OF_A_LIST],
  [
    'a look-up',
    foreignAnswerChecks,
    'USER.byIds takes it for an answer, and tells null',
    ANY_404_OF_A_LOOK_UP,
  ],
  ['a removal', writeChecks, 'is ACCEPTED, not REJECTED or UNKNOWN', ANY_404_OF_A_REMOVAL],
] as const)('every 404 of %s taken for its word', (_, checksOf, said, reword) => {
  describe('by a vendor whose own have a form', () => {
    const rig = createRig(wrong(reword));
    it('is noticed', async () => {
      expect(await firstViolation(rig, checksOf(rig.subject))).toContain(said);
    });
  });

  describe('by a vendor whose own are as plain', () => {
    const rig = createRig(wrong(reword, { plainNotFound: true }));
    it('is right', async () => {
      expect(await firstViolation(rig, checksOf(rig.subject))).toBeNull();
    });
  });
});

describe('users of other addresses taken for those asked about', () => {
  const rig = createRig(wrong(ADDRESSES_NOT_COMPARED));
  it('are noticed', async () => {
    expect(await firstViolation(rig, foreignAnswerChecks(rig.subject))).toContain('is said to be that of');
  });
});

describe('an answer without a body', () => {
  const { writes, ...reads } = quayside;
  const rig = createRig({ ...reads, ...(writes && { writes: { ...writes, saysDone: () => false } }) });
  it('is no word for "made" but where the vendor says so', async () => {
    expect(await firstViolation(rig, writeChecks(rig.subject))).toContain('is ACCEPTED, not UNKNOWN');
  });
});
