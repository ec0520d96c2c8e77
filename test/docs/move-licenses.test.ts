// The example program of docs/client, as a process against the real app: what it does, and what it never does.
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { useApp } from '../support/app.ts';
import { createChildren } from '../support/child-process.ts';
import { useFolder } from '../support/folder.ts';
import { runExample, type Ended } from './example.ts';

const RECEIVERS = ['ada.sato.60@acme.example', 'BO.TANAKA.61@ACME.EXAMPLE'];
const ALL_DONE =
  /^(VERIFIED {2}REMOVE {2}Farid \S+ {2}Real-Time Translations \(webex\)\n){2}VERIFIED {2}ASSIGN {2}Ada Sato {2}.*\nVERIFIED {2}ASSIGN {2}Bo Tanaka {2}.*\n$/;

const children = createChildren();

function run(options: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<Ended> {
  return runExample(children, 'move-licenses.ts', options, environment);
}

describe('move-licenses.ts', () => {
  const app = useApp({
    // Not settled for several seconds, of which the program sees one: it asks once a second.
    changes: { attempts: 1, settleAfterMs: 2_000 },
    // What failed is read back for ten seconds by the app's time.
    sleep: (milliseconds, signal) => delay(milliseconds / 20, undefined, { signal }),
  });
  const folder = useFolder();
  let file: string;
  beforeEach(() => {
    file = folder.at(`${randomUUID()}.json`);
    // Whoever was idle has the license again.
    app.fleet.webex.reset();
  });
  afterEach(() => children.end());

  function move(to: readonly string[], idleDays = '1', patience = '120'): Promise<Ended> {
    const task = ['--account', 'webex', '--license', 'Real-Time Translations', '--to', to.join(',')];
    const rest = ['--idle-days', idleDays, '--file', file, '--patience', patience];
    return run([...task, ...rest], { LICENSE_GRAPH_URL: `${app.url}/graphql` });
  }

  const patches = () => app.calls().filter(({ method }) => method === 'PATCH');

  it('takes from the idle and gives to others, once, however often it runs', async () => {
    // Long enough for a look at how it is getting on.
    app.fleet.webex.fault({ method: 'PATCH', fault: { kind: 'latency', ms: 500 } });
    const first = await move(RECEIVERS);
    expect(first).toEqual({
      code: 0,
      out: expect.stringMatching(ALL_DONE),
      errors: expect.stringMatching(/\[[#-]{20}\] \d of 4, RUNNING\n\[#{20}\] 4 of 4, SUCCEEDED\n$/),
    });
    expect(patches()).toHaveLength(4);

    const again = await move(RECEIVERS);
    expect(again).toMatchObject({ code: 0, out: first.out });
    expect(again.errors).toBe(`as decided in ${file}\n[${'#'.repeat(20)}] 4 of 4, SUCCEEDED\n`);
    expect(patches()).toHaveLength(4);
  });

  it('takes nothing from anybody when one of the receivers does not exist', async () => {
    expect(await move([...RECEIVERS, 'nobody@acme.example'])).toEqual({
      code: 1,
      out: '',
      errors:
        'The plan was refused, and nothing of it was sent.\n' +
        '  changes.5.assignee NO_SUCH_ASSIGNEE: There is no such assignee in this account.\n',
    });
    expect(patches()).toEqual([]);
    expect(() => readFileSync(file)).toThrow('ENOENT');
  });

  it('takes nothing from those who were active of late', async () => {
    const ended = await move(RECEIVERS, '100000');
    expect(ended).toMatchObject({ code: 1, out: '' });
    expect(ended.errors).toContain('NO_SEATS');
    expect(patches()).toEqual([]);
  });

  it('tries again what failed and can succeed', async () => {
    const fault = { kind: 'error', status: 503 } as const;
    app.fleet.webex.fault({ method: 'PATCH', after: 3, times: 1, fault });
    const { code, out, errors } = await move(RECEIVERS);
    expect(errors).toContain('4 of 4, PARTIAL\n1 once more, round 1 of 3\n');
    expect(errors).toMatch(/1 of 1, SUCCEEDED\n$/);
    expect({ code, out }).toEqual({ code: 0, out: expect.stringMatching(ALL_DONE) });
    expect(patches()).toHaveLength(5);
  });

  it('takes a set that is not settled for one that is not over', async () => {
    app.fleet.webex.fault({ method: 'PATCH', after: 3, times: 1, fault: { kind: 'lie' } });
    const { code, out, errors } = await move(RECEIVERS);
    expect(errors).toMatch(/4 of 4, UNSETTLED\n\[#{20}\] 4 of 4, PARTIAL\n1 once more, round 1 of 3\n/);
    expect({ code, out }).toEqual({ code: 0, out: expect.stringMatching(ALL_DONE) });
    expect(patches()).toHaveLength(5);
  });

  it('says so when that takes too long, and tells later what became of it', async () => {
    app.fleet.webex.fault({ method: 'PATCH', after: 3, times: 1, fault: { kind: 'lie' } });
    const early = await move(RECEIVERS, '1', '0');
    expect(early.code).toBe(1);
    expect(early.errors).toMatch(/4 of 4, UNSETTLED\nnot settled within 0 s: /);
    expect(early.out).toMatch(/^ACCEPTED_UNVERIFIED {2}ASSIGN /m);
    expect(patches()).toHaveLength(4);
    const { code, out } = await move(RECEIVERS);
    expect({ code, out }).toEqual({ code: 0, out: expect.stringMatching(ALL_DONE) });
    expect(patches()).toHaveLength(5);
  });

  it('says what the vendor refused, and fails', async () => {
    const fault = { kind: 'answer', status: 400, body: { message: 'No.', trackingId: 'T-1' } } as const;
    app.fleet.webex.fault({ method: 'PATCH', after: 3, times: 1, fault });
    const { code, out } = await move(RECEIVERS);
    expect(code).toBe(1);
    expect(out).toMatch(
      /^REJECTED {2}ASSIGN {2}\w+ \w+ {2}Real-Time Translations \(webex\) {2}UPSTREAM_REJECTED: /m,
    );
    expect(out.match(/^VERIFIED/gm)).toHaveLength(3);
  });

  it('tells how it is used', async () => {
    expect(await run(['--account', 'webex'])).toEqual({
      code: 2,
      out: '',
      errors: expect.stringMatching(/^usage: node docs\/client\/move-licenses\.ts --account KEY /),
    });
  });
});
