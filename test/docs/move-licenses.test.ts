// The example program of docs/client, as a process against the real app: what it does, and what it never does.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { startHarness, type Harness } from '../support/app.ts';
import { createChildren } from '../support/child-process.ts';

const RECEIVERS = ['ada.sato.60@acme.example', 'BO.TANAKA.61@ACME.EXAMPLE'];
const AS_WISHED =
  /^(VERIFIED {2}REMOVE {2}Farid \S+\n){2}VERIFIED {2}ASSIGN {2}Ada Sato\nVERIFIED {2}ASSIGN {2}Bo Tanaka\n$/;

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly errors: string;
}

// Reading back what failed takes its seconds, whatever the machine.
jest.setTimeout(120_000);
const children = createChildren();

async function run(
  options: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  const child = children.node(['docs/client/move-licenses.ts', ...options], environment);
  return { code: await child.exited, out: child.stdout(), errors: child.stderr() };
}

describe('move-licenses.ts', () => {
  let harness: Harness;
  let folder: string;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'license-graph-moves-'));
    harness = await startHarness({ changes: { attempts: 1 } });
  });
  afterEach(async () => {
    await children.end();
    rmSync(folder, { recursive: true });
    await harness.close();
  });

  function move(to: readonly string[], idleDays = '1'): Promise<Ended> {
    const task = ['--account', 'webex', '--license', 'Real-Time Translations', '--to', to.join(',')];
    const rest = ['--idle-days', idleDays, '--file', join(folder, 'moves.json')];
    return run([...task, ...rest], { LICENSE_GRAPH_URL: `${harness.url}/graphql` });
  }

  const patches = () => harness.calls().filter(({ method }) => method === 'PATCH');

  it('takes from the idle and gives to others, once, however often it runs', async () => {
    const first = await move(RECEIVERS);
    expect(first).toEqual({
      code: 0,
      out: expect.stringMatching(AS_WISHED),
      errors: expect.stringMatching(/\d of 4, \w+\n4 of 4, SUCCEEDED\n$/),
    });
    expect(patches()).toHaveLength(4);

    const again = await move(RECEIVERS);
    expect(again).toMatchObject({ code: 0, out: first.out });
    expect(again.errors).toBe(`as decided in ${join(folder, 'moves.json')}\n4 of 4, SUCCEEDED\n`);
    expect(patches()).toHaveLength(4);
  });

  it('takes nothing from anybody when one of the receivers does not exist', async () => {
    expect(await move([...RECEIVERS, 'nobody@acme.example'])).toEqual({
      code: 1,
      out: '',
      errors:
        'The plan was refused, and nothing of it was sent.\n' +
        '  changes.5.assignee CHANGE_REFUSED: There is no such assignee in this account.\n',
    });
    expect(patches()).toEqual([]);
    expect(() => readFileSync(join(folder, 'moves.json'))).toThrow('ENOENT');
  });

  it('takes nothing from those who were active of late', async () => {
    const ended = await move(RECEIVERS, '100000');
    expect(ended).toMatchObject({ code: 1, out: '' });
    expect(ended.errors).toContain('NO_SEATS');
    expect(patches()).toEqual([]);
  });

  it('tries again what failed and can succeed', async () => {
    const fault = { kind: 'error', status: 503 } as const;
    harness.fleet.webex.fault({ method: 'PATCH', after: 3, times: 1, fault });
    const { code, out, errors } = await move(RECEIVERS);
    expect(errors).toContain('4 of 4, PARTIAL\n1 once more, round 1 of 3\n');
    expect(errors).toMatch(/1 of 1, SUCCEEDED\n$/);
    expect({ code, out }).toEqual({ code: 0, out: expect.stringMatching(AS_WISHED) });
    expect(patches()).toHaveLength(5);
  });

  it('says what the vendor refused, and fails', async () => {
    const fault = { kind: 'answer', status: 400, body: { message: 'No.', trackingId: 'T-1' } } as const;
    harness.fleet.webex.fault({ method: 'PATCH', after: 3, times: 1, fault });
    const { code, out } = await move(RECEIVERS);
    expect(code).toBe(1);
    expect(out).toMatch(/^REJECTED {2}ASSIGN {2}\w+ \w+ {2}UPSTREAM_REJECTED: /m);
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
