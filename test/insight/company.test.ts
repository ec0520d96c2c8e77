// The seeded company, swept: what stands out in it at once, and what after a second sweep two weeks later, in the metrics of the app.
import { expect, it } from '@jest/globals';
import { metricsOf } from '../support/app.ts';
import { until } from '../support/assertions.ts';
import { useSweptApp } from '../support/inventory.ts';

const app = useSweptApp();

/** How many findings are open, by account and rule. What is read from the database is read anew. */
async function open(): Promise<ReadonlyMap<string, number>> {
  app.later(15_000);
  const found = [...(await metricsOf(app))].flatMap(([name, count]) => {
    const [, account, code] = /^findings_open\{account="([^"]+)",code="([^"]+)"\}$/.exec(name) ?? [];
    return account === undefined || code === undefined ? [] : [[`${account} ${code}`, count] as const];
  });
  return new Map(found);
}

async function untilOpen(...names: readonly string[]): Promise<ReadonlyMap<string, number>> {
  await until(async () => {
    const found = await open();
    return names.every((name) => found.has(name));
  });
  return await open();
}

it('has what one sweep tells', async () => {
  const found = await untilOpen(
    'fleet IDLE_HOLDER',
    'fleet-legacy NEARLY_EXHAUSTED',
    'genesys-us ACTIVITY_UNKNOWN',
    'listings OVERBOOKED',
    'webex OVERBOOKED',
  );
  // Devices by the day on which they were assigned; sign-ins of people have been known for a moment only.
  expect(found.get('fleet IDLE_HOLDER')).toBeGreaterThan(50);
  expect(found.has('genesys-us IDLE_HOLDER')).toBe(false);
  expect(found.get('webex OVERBOOKED')).toBe(1);
  expect(
    [...found.keys()].filter((name) => /INACTIVE|DELETED|DUPLICATE|EXTERNAL|DISAGREE|HELD/.test(name)),
  ).toEqual([]);
  const lines = app.noted.filter((line) => line.startsWith('findings were worked out'));
  expect(lines.length).toBeGreaterThanOrEqual(6);
});

it('has what takes another sweep, and days', async () => {
  app.later(15 * 86_400_000);
  const found = await untilOpen(
    'fleet HOLDER_NOT_ELIGIBLE',
    'genesys-us HOLDER_INACTIVE',
    'genesys-us LICENSE_NOT_LISTED',
    'listings ORPHAN',
    'webex PENDING_TOO_LONG',
  );
  // The dates of the vendors stay as they were: a feed without any of the last week is dead.
  await until(async () => !(await open()).has('fleet IDLE_HOLDER'));
  expect(found.get('fleet HOLDER_NOT_ELIGIBLE')).toBe(33);
  expect(found.get('listings ORPHAN')).toBe(1);
});
