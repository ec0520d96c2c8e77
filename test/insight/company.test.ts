// The seeded company, swept: what stands out in it at once, and what after a second sweep two weeks later; metrics tell the same.
import { expect, it } from '@jest/globals';
import { metricsOf } from '../support/app.ts';
import { until } from '../support/assertions.ts';
import { useSweptApp } from '../support/inventory.ts';

const app = useSweptApp();

const KEYS = ['genesys-us', 'genesys-eu', 'webex', 'fleet', 'fleet-legacy', 'listings'];
/** Of each account; aliases have no hyphens. */
const SUMMARIES = `{ ${KEYS.map((key) => `${key.replace('-', '_')}: findingSummary(filter: { accountKeys: ["${key}"] }) { code count }`).join(' ')} }`;

interface Summary {
  readonly code: string;
  readonly count: number;
}

/** How many findings are open, by account and rule. */
async function open(): Promise<ReadonlyMap<string, number>> {
  const data = await app.data<Readonly<Record<string, readonly Summary[]>>>(SUMMARIES);
  return new Map(
    Object.entries(data).flatMap(([alias, found]) =>
      found.map(({ code, count }) => [`${alias.replace('_', '-')} ${code}`, count] as const),
    ),
  );
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
  // A line comes when all rules have been worked out.
  await until(() => app.noted.filter((line) => line.startsWith('findings were worked out')).length >= 5);
  const metrics = [...(await metricsOf(app))].filter(([name]) => name.startsWith('findings_open{'));
  const told = metrics.map(([name, count]) => {
    const [, account, code] = /account="([^"]+)",code="([^"]+)"/.exec(name) ?? [];
    return [`${account} ${code}`, count] as const;
  });
  expect(new Map(told)).toEqual(await open());
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
