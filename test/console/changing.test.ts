// Changing licenses in a browser, with the real server and emulators: planned, looked at, applied, watched and undone; nothing is sent before, and nothing twice.
import { describe, expect, it } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { withToken, writesOf } from '../support/app.ts';
import { present, until } from '../support/assertions.ts';
import { evaluate } from '../support/browser-page.ts';
import { scrollsSideways, useConsole, violationsOn } from '../support/console.ts';
import { assigning } from '../support/inputs.ts';
import { useSweptApp } from '../support/inventory.ts';
import { finished, mutate } from '../support/mutations.ts';

const MANAGER = 'token-of-the-manager';
const READER = 'token-that-only-reads';
const app = useSweptApp({
  token: MANAGER,
  auth: {
    tokens: [
      {
        name: 'manager',
        token: MANAGER,
        scopes: ['licenses:read', 'licenses:change', 'audit:read', 'costs:read'],
      },
      { name: 'reader', token: READER, scopes: ['licenses:read'] },
    ],
  },
});
const browser = useConsole(app);
const manager = withToken(app, MANAGER);

const openAs = (path: string, options: Parameters<typeof browser.open>[1] = {}): Promise<Page> =>
  browser.open(path, { token: MANAGER, ...options });

interface SetOf {
  readonly id: string;
  readonly status: string;
  readonly reason: string | null;
  readonly progress: Readonly<Record<string, number>>;
}

/** The sets that were sent for a reason. */
async function setsFor(reason: string): Promise<SetOf[]> {
  const { changeSets } = await manager.data<{ changeSets: { nodes: SetOf[] } }>(
    '{ changeSets(first: 100, filter: { statuses: [RUNNING, UNSETTLED, SUCCEEDED, PARTIAL, FAILED, CANCELLED] }) { nodes { id status reason progress { total verified noChange rejected } } } }',
  );
  return changeSets.nodes.filter((one) => one.reason === reason);
}

/** Chooses a license by its name and holders by theirs, says why, and asks for the plan. */
async function plan(
  page: Page,
  action: string,
  { license, names, reason }: { license: string; names: readonly string[]; reason: string },
): Promise<Locator> {
  await page.getByRole('button', { name: 'New change' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: action, exact: true }).check();
  await dialog.getByLabel('License', { exact: true }).fill(license);
  await dialog.getByRole('button', { name: license }).first().click();
  await dialog.getByLabel('Holders', { exact: true }).fill(names.join('\n'));
  await dialog.getByRole('button', { name: 'Go on' }).click();
  await dialog.getByLabel('Reason, for the audit log').fill(reason);
  await dialog.getByRole('button', { name: 'Look at the plan' }).click();
  return dialog;
}

/** IMEIs of devices without a license that can have one. */
async function freeDevices(count: number): Promise<string[]> {
  const { inventory } = await manager.data<{ inventory: { devices: { nodes: { imei: string }[] } } }>(
    `{ inventory { devices(first: ${count}, filter: { accountKeys: ["fleet"], fotaEligible: true, holds: { nothing: true } }) { nodes { imei } } } }`,
  );
  return inventory.devices.nodes.map(({ imei }) => imei);
}

describe('200 changes with refused ones among them', () => {
  const refused = [1, 2, 3, 4, 5].map((at) => `99000000000000${at}`);

  it('are planned without sending anything, applied once, watched to their end, and undone as a whole', async () => {
    const page = await openAs('/changes');
    const imeis = await freeDevices(200);
    expect(imeis).toHaveLength(200);
    app.forget();
    const dialog = await plan(page, 'Assign', {
      license: await fleetLicense(),
      names: [...imeis, ...refused],
      reason: 'two hundred',
    });
    await dialog.getByText('200 changes will be made, 5 refused').waitFor();
    await dialog.getByText(refused.join(', ')).waitFor();
    await dialog.getByText('NO_SUCH_ASSIGNEE').waitFor();
    expect(await dialog.locator('.seat-lines').innerText()).toMatch(/Before[^]*free[^]*After[^]*free/);
    expect(writesOf(app)).toEqual([]);

    // So slow that the change is seen under way.
    app.fleet.thingspace.fault({ path: 'licenses', fault: { kind: 'latency', ms: 1_500 } });
    await dialog.getByRole('button', { name: 'Apply 200 changes' }).dblclick();
    await dialog.getByText('Under way').waitFor();
    await page.reload();
    await page.getByRole('link', { name: 'two hundred' }).click();
    await page.getByText('Partly done: 200 of 205 as wanted').waitFor();
    const sets = await setsFor('two hundred');
    expect(sets).toEqual([
      expect.objectContaining({
        status: 'PARTIAL',
        progress: { total: 205, verified: 200, noChange: 0, rejected: 5 },
      }),
    ]);
    expect(await page.locator('.progress-words').innerText()).toMatch(/200 done and seen\s+5 refused/);
    const writes = writesOf(app);
    expect(new Set(writes).size).toBe(writes.length);

    await page.getByRole('button', { name: 'Undo' }).click();
    const undo = page.getByRole('dialog');
    await undo.getByText('200 changes will be made').waitFor();
    expect(writesOf(app)).toEqual(writes);
    const apply = undo.getByRole('button', { name: 'Apply 200 changes' });
    await undo.getByLabel('type 200').fill('199');
    expect(await apply.isDisabled()).toBe(true);
    await undo.getByLabel('type 200').fill('200');
    await apply.click();
    await undo.getByText('Done: 200 of 200 as wanted').waitFor();
    expect(await setsFor('Undo: two hundred')).toEqual([
      expect.objectContaining({
        status: 'SUCCEEDED',
        progress: { total: 200, verified: 200, noChange: 0, rejected: 0 },
      }),
    ]);
    expect(await freeDevices(200)).toEqual(imeis);
  });

  /** The name that the vendor gives the license of the account. */
  async function fleetLicense(): Promise<string> {
    const { inventory } = await manager.data<{ inventory: { licenses: { nodes: { name: string }[] } } }>(
      '{ inventory { licenses(filter: { accountKeys: ["fleet"] }) { nodes { name } } } }',
    );
    return present(inventory.licenses.nodes[0]).name;
  }
});

describe('a plan', () => {
  it('gone stale is made again, and says what moved', async () => {
    const page = await openAs('/changes');
    const dialog = await plan(page, 'Assign', {
      license: 'Analytics Starter',
      names: ['store-41', 'store-42'],
      reason: 'stale',
    });
    const apply = dialog.getByRole('button', { name: 'Apply 2 changes' });
    await apply.waitFor();
    await mutate(manager, 'applyLicenseChanges', assigning('store-41'));
    await apply.click();
    await dialog.getByText('Something has changed since the plan was made').waitFor();
    await dialog.getByText('1 change will be made, 1 already so').waitFor();
    expect(await dialog.locator('.notice.warning').innerText()).toContain('store-41');
    expect(await setsFor('stale')).toEqual([]);
    await dialog.getByRole('button', { name: 'Apply 1 change' }).click();
    await dialog.getByText('Done: 2 of 2 as wanted').waitFor();
  });

  it('whose answer is lost is asked for again with the same key, and done once', async () => {
    const page = await openAs('/changes');
    const dialog = await plan(page, 'Assign', {
      license: 'Analytics Starter',
      names: ['store-11'],
      reason: 'lost',
    });
    const apply = dialog.getByRole('button', { name: 'Apply 1 change' });
    await apply.waitFor();
    const keys: unknown[] = [];
    await page.route('**/graphql', async (route) => {
      const body = route.request().postDataJSON() as { variables: { input?: { idempotencyKey?: string } } }; // what the page sends
      const key = body.variables.input?.idempotencyKey;
      if (key === undefined) return route.continue();
      keys.push(key);
      if (keys.length > 1) return route.continue();
      await route.fetch();
      return route.abort('connectionreset');
    });
    await apply.click();
    await dialog.getByText('The answer was lost.').waitFor();
    await dialog.getByText('Done: 1 of 1 as wanted').waitFor();
    const [set, ...others] = await setsFor('lost');
    expect(others).toEqual([]);
    expect(keys).toEqual([`console:${present(set).id}`, `console:${present(set).id}`]);
    // The connection that was broken on purpose.
    expect(browser.takeComplaints().every((one) => /CONNECTION_RESET/.test(one))).toBe(true);
  });

  it('of what cannot be done has no button to do it', async () => {
    const page = await openAs('/changes');
    const dialog = await plan(page, 'Assign', {
      license: 'Reviews Premium',
      names: ['store-41'],
      reason: 'could they?',
    });
    await dialog.getByText('No changes will be made, 1 refused').waitFor();
    await dialog.getByText('store-41').first().waitFor();
    await dialog.getByText('NO_SEATS').first().waitFor();
    expect(await dialog.getByRole('button', { name: /^Apply/ }).count()).toBe(0);
  });
});

describe('with the keyboard alone', () => {
  /** Goes from thing to thing until the one with this name has the focus. */
  async function tabTo(page: Page, name: RegExp): Promise<void> {
    const names: string[] = [];
    for (let at = 0; at < 120; at += 1) {
      await page.keyboard.press('Tab');
      const here = await evaluate<string>(
        page,
        `(({ activeElement: it }) => it.getAttribute('aria-label') ?? it.labels?.[0]?.innerText ?? it.innerText ?? '')(document)`,
      );
      if (name.test(here)) return;
      names.push(here);
    }
    throw new Error(`nothing is called ${String(name)} among ${names.join(' | ')}`);
  }

  it('one gets from a list to an applied change and its undo', async () => {
    const page = await openAs('/changes');
    const dialog = page.getByRole('dialog');
    await tabTo(page, /^New change$/);
    await page.keyboard.press('Enter');
    await until(() => evaluate(page, 'document.activeElement.matches("[data-first]")'));
    await page.keyboard.press('Space');
    await tabTo(page, /^License$/);
    await page.keyboard.type('analytics start');
    await dialog.getByRole('button', { name: /^Analytics Starter/ }).waitFor();
    await tabTo(page, /^Analytics Starter/);
    await page.keyboard.press('Enter');
    await tabTo(page, /^Holders$/);
    await page.keyboard.type('store-22');
    await tabTo(page, /^Go on$/);
    await page.keyboard.press('Enter');
    await until(() =>
      evaluate(page, 'document.activeElement.labels?.[0]?.innerText.startsWith("Reason") ?? false'),
    );
    await page.keyboard.type('by the keyboard');
    await page.keyboard.press('Enter');
    await dialog.getByRole('button', { name: 'Apply 1 change' }).waitFor();
    await until(async () => !(await dialog.getByRole('button', { name: 'Apply 1 change' }).isDisabled()));
    await tabTo(page, /^Apply 1 change$/);
    await page.keyboard.press('Enter');
    await dialog.getByText('Done: 1 of 1 as wanted').waitFor();
    await tabTo(page, /^Undo$/);
    await page.keyboard.press('Enter');
    await dialog.getByText('1 change will be made').waitFor();
    await until(async () => !(await dialog.getByRole('button', { name: 'Apply 1 change' }).isDisabled()));
    await tabTo(page, /^Apply 1 change$/);
    await page.keyboard.press('Enter');
    await dialog.getByText('Done: 1 of 1 as wanted').waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await until(() => evaluate(page, 'document.activeElement.innerText === "New change"'));
    const [set] = await setsFor('by the keyboard');
    expect(await finished(manager, present(set).id)).toMatchObject({ status: 'SUCCEEDED' });
    expect(await setsFor('Undo: by the keyboard')).toHaveLength(1);
  });
});

describe('the audit log', () => {
  const numbers = async (page: Page): Promise<number[]> =>
    (await page.locator('tbody th span:first-child').allInnerTexts()).map((text) =>
      Number.parseInt(text, 10),
    );

  it('begins with the newest entry, and with the oldest one when it is turned', async () => {
    await mutate(manager, 'applyLicenseChanges', { ...assigning('store-51'), reason: 'written down' });
    const page = await openAs('/audit');
    const newest = await numbers(page);
    expect(newest.length).toBeGreaterThan(2);
    expect(newest).toEqual(newest.toSorted((one, other) => other - one));
    await page.getByRole('button', { name: 'Entry' }).click();
    await page.locator('tbody th', { hasText: /^1 · / }).waitFor();
    expect((await numbers(page))[0]).toBe(1);
    expect(new URL(page.url()).search).toBe('?sort=SEQ.ASC');
  });
});

describe('a token that may only read', () => {
  it.each(['/changes', '/audit'])('is offered nothing to change, at %s', async (path) => {
    const page = await openAs(path, { token: READER });
    await page.getByText(/scope/).first().waitFor();
    for (const name of ['New change', 'Reclaim…', 'Undo']) {
      expect(await page.getByRole('button', { name }).count()).toBe(0);
    }
    expect(await page.getByRole('checkbox').count()).toBe(0);
  });
});

describe.each(['light', 'dark'] as const)('everything, %s', (theme) => {
  it.each([1_400, 390, 320])(
    'has nothing that axe finds and does not scroll sideways, %s wide',
    async (width) => {
      const { changeSet } = await mutate(manager, 'applyLicenseChanges', {
        ...assigning('store-5', 'store-9999'),
        reason: 'looked at',
      });
      const { id } = present(changeSet);
      const page = await openAs('/changes', { theme, width });
      const look = async (): Promise<void> => {
        expect(await violationsOn(page)).toEqual([]);
        expect(await scrollsSideways(page)).toBe(false);
      };
      await look();
      const dialog = await plan(page, 'Take away', {
        license: 'Analytics Starter',
        names: ['store-5', 'store-9999'],
        reason: 'looked at',
      });
      await dialog.getByRole('button', { name: 'Apply 1 change' }).waitFor();
      await look();
      for (const path of [`/changes/${id}`, '/audit']) {
        await page.goto(app.url + path);
        await page.locator('tbody th').first().waitFor();
        await look();
      }
    },
  );
});
