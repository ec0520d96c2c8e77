// A server that is killed under somebody who watches a change: what was seen stays, and the page goes on to the end with the next process.
import { expect, it } from '@jest/globals';
import { useConsole, violationsOn } from '../support/console.ts';
import { settled } from '../support/browser-page.ts';
import { apply, untilPlannable } from '../support/graph-client.ts';
import { PATHS } from '../support/license-targets.ts';
import { changesFor } from '../support/many-changes.ts';
import { freePort } from '../support/ports.ts';
import { useDatabase, useProcesses } from '../support/processes.ts';

/** Two starts on the busiest machine, and a lease in between. */
const PATIENCE_MS = 300_000;
/** Those of one vendor are done before the server is killed, and those of the other after. */
const BEFORE = 8;
const AFTER = 30;

const database = useDatabase('PGlite', { made: true });
const processes = useProcesses({ writeDelayMs: {}, hasty: true });
const port = await freePort();
const url = `http://127.0.0.1:${port}`;
const browser = useConsole({ url });

it(
  'a change that is watched keeps what was seen while the server is away, and goes on after it',
  async () => {
    const first = await processes.start(database.config, 'only', port);
    await first.url;
    const changes = changesFor({ webex: AFTER, yext: BEFORE });
    await untilPlannable(url, changes);
    const fault = { kind: 'throttle', retryAfter: 3_600 } as const;
    processes.fleet.webex.fault({ method: 'PATCH', path: PATHS.webex.write, fault });
    const id = await apply(url, changes, 'watched');
    const page = await browser.open(`/changes/${id}`);
    const progress = page.getByRole('region', { name: 'Progress' });
    const outcomes = page.locator('.progress-words');
    await outcomes.getByText(`${BEFORE} done and seen`).waitFor();
    await progress.getByText('Under way').waitFor();
    const seen = await outcomes.innerText();

    await first.kill();
    const notice = page.getByRole('alert').filter({ hasText: 'The progress could not be read.' });
    await notice.waitFor();
    expect(await notice.innerText()).toContain('This page asks again by itself.');
    expect(await outcomes.innerText()).toBe(seen);
    expect(await page.locator('.set-rows tbody th').first().isVisible()).toBe(true);
    expect(await violationsOn(page)).toEqual([]);

    processes.fleet.webex.clearFaults();
    await (
      await processes.start(database.config, 'only', port)
    ).url;
    await progress
      .getByText(`Done: ${BEFORE + AFTER} of ${BEFORE + AFTER} as wanted`)
      .waitFor({ timeout: 200_000 });
    await page.getByText('UNREACHABLE').first().waitFor({ state: 'detached' });
    await settled(page);
    expect(await outcomes.innerText()).toBe(`${BEFORE + AFTER} done and seen`);
    // Connections that nobody took.
    expect(browser.takeComplaints().every((one) => /ERR_(CONNECTION|EMPTY|INCOMPLETE)/.test(one))).toBe(true);
  },
  PATIENCE_MS,
);
