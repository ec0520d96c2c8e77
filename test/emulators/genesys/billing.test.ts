// What has been used: reports of a period, and the overview a partner has of its customer.
import { describe, expect, it } from '@jest/globals';
import { DAY } from '../../../emulators/seed/moments.ts';
import { uuid } from '../../../emulators/seed/organisation.ts';
import { useGenesys, type Answer } from './client.ts';

const { emulator, call, tokenOf } = useGenesys();

/** The thirty days before now, by the emulator's clock. */
function lastMonth(): string {
  const end = emulator.clock.now();
  return `startDate=${new Date(end - 30 * DAY).toISOString()}&endDate=${new Date(end).toISOString()}`;
}

function report(query: string, as?: string): Promise<Answer> {
  return call(`/api/v2/billing/reports/billableusage?${query}`, { as });
}

function overview(org: number): string {
  return `/api/v2/billing/trusteebillingoverview/${uuid('genesys-org', org)}`;
}

describe('billing', () => {
  it('reports usage once the report is ready', async () => {
    const month = lastMonth();
    expect((await report(month)).body).toMatchObject({ status: 'InProgress', usages: [] });
    emulator.clock.advance(2_000);
    const answer = await report(month);
    expect(answer.body).toMatchObject({
      status: 'Complete',
      usages: [
        { name: 'Cloud CX 1 user', totalUsage: expect.stringMatching(/^[1-9]\d*$/) },
        {
          name: 'Cloud CX 2 user',
          resources: expect.arrayContaining([{ name: expect.any(String), date: expect.any(String) }]),
        },
        { name: 'Cloud CX 3 user' },
      ],
    });
  });

  it('needs a period of at most three months and a permission', async () => {
    for (const query of [
      '',
      'startDate=2026-05-01T00:00:00Z',
      'startDate=x&endDate=y',
      'startDate=2026-01-01T00:00:00Z&endDate=2026-06-01T00:00:00Z',
    ]) {
      const answer = await report(query);
      expect([query, answer.status, answer.body]).toMatchObject([query, 400, { code: 'invalid.date' }]);
    }
    emulator.setSwitch('billingReportMs', 0);
    expect((await report(lastMonth())).body).toMatchObject({ status: 'Complete' });
    emulator.setSwitch('billingMaxMonths', 6);
    expect((await report('startDate=2026-01-01T00:00:00Z&endDate=2026-06-01T00:00:00Z')).status).toBe(200);
    expect((await report(lastMonth(), await tokenOf('acme-us-reader'))).status).toBe(403);
  });

  it('shows a partner what its customer uses, and nobody else', async () => {
    expect((await call(overview(1))).body).toMatchObject({
      organization: { name: 'Acme EU' },
      usages: [
        { name: 'Cloud CX 1', usageQuantity: expect.stringMatching(/^[1-9]/), prepayQuantity: '40' },
        {},
        {},
      ],
    });
    expect((await call(overview(0))).status).toBe(403);
    expect((await call(overview(0), { as: await tokenOf('acme-eu-client') })).status).toBe(403);
  });
});
