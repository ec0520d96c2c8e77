// The second program of docs/client, as a process against the real app: it plans, shows, and takes what was shown.
import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { person } from '../../emulators/seed/organisation.ts';
import { useApp, writesOf } from '../support/app.ts';
import { createChildren } from '../support/child-process.ts';
import { only } from '../support/company.ts';
import { useFolder } from '../support/folder.ts';
import { runExample, type Ended } from './example.ts';

/** Nobody can be without it. */
const KEEP = ['--keep', 'Free screen share'];
/** In three accounts, in two, in one without any license, and in none. */
const [KOFI, PRIYA, FARID] = [110, 215, 5].map((index) => person(index));
const NOBODY = 'nobody@acme.example';

const Kept = z.object({ plan: z.object({ id: z.string() }), idempotencyKey: z.string() });

const children = createChildren();

describe('reclaim-leavers.ts', () => {
  const app = useApp({
    warm: true,
    // What leavers hold is counted below: in these.
    accounts: only('genesys', 'webex', 'thingspace', 'yext'),
    changes: { attempts: 1 },
    // An account that failed is asked by the next test as if nothing had been.
    limits: { breakerFailures: 100 },
    // What failed is read back for ten seconds by the app's time.
    sleep: (milliseconds, signal) => delay(milliseconds / 20, undefined, { signal }),
  });
  const folder = useFolder();
  let file: string;
  beforeEach(() => {
    file = folder.at(`${randomUUID()}.json`);
    // Everybody has everything again.
    for (const provider of [app.fleet.webex, app.fleet.genesys]) provider.reset();
    app.fleet.genesys.setSwitch('callsPerMinute', 1_000_000);
  });
  afterEach(() => children.end());

  const run = (...options: readonly string[]): Promise<Ended> =>
    runExample(children, 'reclaim-leavers.ts', options, { LICENSE_GRAPH_URL: `${app.url}/graphql` });

  async function plan(addresses: readonly (string | undefined)[], keep = KEEP): Promise<Ended> {
    const rows = ['name,"E-mail, work",since', ...addresses.map((address) => `"X, Y",${address},2026-01-31`)];
    const csv = await folder.write(`${randomUUID()}.csv`, `${rows.join('\r\n')}\r\n`);
    return await run('--csv', csv, '--column', 'E-mail, work', '--file', file, ...keep);
  }

  const apply = (patience = '120'): Promise<Ended> => run('--apply', '--file', file, '--patience', patience);

  const linesOf = ({ out }: Ended): string[] => out.trim().split('\n');

  it('plans and sends nothing, then takes what was shown, once, however often it runs', async () => {
    const planned = await plan([KOFI?.email, FARID?.email, NOBODY, PRIYA?.email.toUpperCase(), KOFI?.email]);
    expect(planned).toMatchObject({
      code: 0,
      errors: `4 of 4 addresses looked up\n14 licenses, 0 of them refused; to carry it out: --apply --file ${file}\n`,
    });
    const [unknown, ...lines] = linesOf(planned);
    expect(unknown).toBe(`UNKNOWN  ${NOBODY}`);
    expect(lines).toHaveLength(14);
    expect(lines).toContain('PENDING  REMOVE  Kofi Tanaka  Collaborate Pro (genesys-eu)');
    expect(writesOf(app)).toEqual([]);
    const kept = Kept.parse(JSON.parse(readFileSync(file, 'utf8')));
    expect(kept.idempotencyKey).toBe(kept.plan.id);

    const shown = await plan([FARID?.email]);
    expect(linesOf(shown)).toEqual(lines);
    const applied = await apply();
    expect(applied).toMatchObject({ code: 0, errors: expect.stringMatching(/14 of 14, SUCCEEDED\n$/) });
    expect(linesOf(applied)).toEqual(lines.map((line) => line.replace('PENDING', 'VERIFIED')));
    expect(writesOf(app)).toHaveLength(4);

    expect(await apply()).toMatchObject({ code: 0, out: applied.out });
    expect(await plan([])).toMatchObject({ code: 0, errors: expect.stringMatching(/SUCCEEDED\n$/) });
    expect(writesOf(app)).toHaveLength(4);
  });

  it('shows what cannot be taken, takes the rest, and fails', async () => {
    const planned = await plan([PRIYA?.email], []);
    expect(planned.code).toBe(1);
    expect(planned.out).toMatch(
      /^REJECTED {2}REMOVE {2}Priya \S+ {2}Free screen share \(webex\) {2}RULE_REFUSED: /m,
    );
    const applied = await apply();
    expect(applied).toMatchObject({ code: 1, errors: expect.stringMatching(/6 of 6, PARTIAL\n$/) });
    expect(applied.out.match(/^VERIFIED/gm)).toHaveLength(5);
  });

  it('plans nothing while an account cannot be read, whether it knows the address or not', async () => {
    app.fleet.genesys.fault({ path: '/users/search', fault: { kind: 'error', status: 500 } });
    const failed = 'genesys-us (UPSTREAM_FAILURE), genesys-eu (UPSTREAM_FAILURE)';
    for (const address of [KOFI?.email, NOBODY]) {
      expect(await plan([address])).toEqual({
        code: 1,
        out: '',
        errors: `Cannot read now what ${address} holds: ${failed}. Nothing was planned.\n`,
      });
    }
    expect(existsSync(file)).toBe(false);
  });

  it('sends nothing of a plan the world has left behind', async () => {
    await plan([PRIYA?.email]);
    await run(
      '--csv',
      await folder.write('one.csv', `email\n${PRIYA?.email}`),
      '--file',
      `${file}.2`,
      ...KEEP,
    );
    expect(await run('--apply', '--file', `${file}.2`)).toMatchObject({ code: 0 });
    app.forget();
    const { code, errors } = await apply();
    expect(code).toBe(1);
    expect(errors).toContain('The set was refused, and nothing of it was sent.\n  plan PLAN_STALE: ');
    expect(writesOf(app)).toEqual([]);
  });

  it('tries again what failed and can succeed', async () => {
    await plan([PRIYA?.email]);
    const fault = { kind: 'error', status: 503 } as const;
    app.fleet.webex.fault({ method: 'PATCH', times: 1, fault });
    const { code, out, errors } = await apply();
    expect(errors).toContain('5 of 5, PARTIAL\n4 once more, round 1 of 3\n');
    expect(code).toBe(0);
    expect(out.match(/^VERIFIED/gm)).toHaveLength(5);
  });

  it.each([
    ['a row without an address', 'email\na@b.example\n\nnobody', /, line 4: nobody is no address\.$/],
    ['no such column', 'mail\na@b.example', / has no column email\.$/],
  ])('refuses a file with %s', async (_what, text, complaint) => {
    const csv = await folder.write(`${randomUUID()}.csv`, text);
    const { code, errors } = await run('--csv', csv, '--file', file);
    expect([code, errors.trim()]).toEqual([1, expect.stringMatching(complaint)]);
    expect(app.calls()).toEqual([]);
  });

  it('carries out nothing that was not planned', async () => {
    expect(await apply()).toMatchObject({ code: 1, errors: expect.stringMatching(/^There is no plan in /) });
  });

  it('tells how it is used', async () => {
    expect(await run('--apply', '--csv', 'leavers.csv', '--file', file)).toMatchObject({
      code: 2,
      errors: expect.stringMatching(/^usage: node docs\/client\/reclaim-leavers\.ts --csv FILE /),
    });
  });
});
