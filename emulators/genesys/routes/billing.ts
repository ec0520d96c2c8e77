// Usage reports and a partner's view of a customer org (genesys contract 5). Their figures differ from what the license API counts as assigned.
import type { Reply, Route } from '../../core/http.ts';
import { Refusal } from '../../core/refusal.ts';
import { person, uuid } from '../../seed/organisation.ts';
import { api, type Call } from '../call.ts';
import { badRequest, failure } from '../errors.ts';
import { permissionFor } from '../rules/permissions.ts';
import type { GenesysState, Org } from '../state/state.ts';
import { lastLogin } from '../wire/users.ts';

export const billingRoutes: readonly Route<GenesysState>[] = [
  api('GET', '/api/v2/billing/reports/billableusage', permissionFor.usage, billableUsage),
  api(
    'GET',
    '/api/v2/billing/trusteebillingoverview/:trustorOrgId',
    permissionFor.trusteeBilling,
    trusteeOverview,
  ),
];

/** The labels of charges. They name no license ids, so a client needs a mapping of its own. */
const CHARGES: readonly (readonly [licenseId: string, label: string, partNumber: string])[] = [
  ['cloudCX1', 'Cloud CX 1', 'GC-170-NV-CX1'],
  ['cloudCX2', 'Cloud CX 2', 'GC-170-NV-CX2'],
  ['cloudCX3', 'Cloud CX 3', 'GC-170-NV-CX3'],
];

interface Period {
  readonly start: string;
  readonly end: string;
}

/** `InProgress` when first asked for, `Complete` once the clock has moved on far enough. */
function billableUsage(call: Call): Reply {
  const { org, state, settings } = call;
  const period = readPeriod(call);
  const key = `${org.key} ${period.start} ${period.end}`;
  const now = state.clock.now();
  const asked = state.memory.reports.get(key) ?? now;
  state.memory.reports.set(key, asked);
  const complete = now - asked >= settings.billingReportMs;
  return {
    status: 200,
    body: {
      id: uuid(`billing ${key}`, 0),
      startDate: period.start,
      endDate: period.end,
      status: complete ? 'Complete' : 'InProgress',
      usages: complete ? CHARGES.map(([id, label]) => toUsage(org, id, label, period)) : [],
    },
  };
}

function readPeriod({ request, settings }: Call): Period {
  const [start, end] = ['startDate', 'endDate'].map((name) => {
    const text = request.query.get(name) ?? '';
    if (!/^\d{4}-\d\d-\d\dT/.test(text) || Number.isNaN(Date.parse(text))) {
      throw badRequest(`${name} must be an ISO date-time`, name, 'invalid.date');
    }
    return new Date(text);
  });
  if (!start || !end || start >= end)
    throw badRequest('startDate must be before endDate', 'startDate', 'invalid.date');
  const latest = new Date(start);
  latest.setUTCMonth(latest.getUTCMonth() + settings.billingMaxMonths);
  if (end > latest)
    throw badRequest(`At most ${settings.billingMaxMonths} months`, 'endDate', 'invalid.date');
  return { start: start.toISOString(), end: end.toISOString() };
}

/** Named billing: holders who logged in during the period (genesys contract 5). */
function toUsage(org: Org, licenseId: string, label: string, { start, end }: Period): object {
  const seen = holders(org, licenseId).flatMap((index) => {
    const date = lastLogin(org, index);
    return date !== undefined && date >= start && date <= end ? [{ name: person(index).email, date }] : [];
  });
  return { name: `${label} user`, totalUsage: String(seen.length), resources: seen };
}

/** Holders as seeded: bills look back, so that later writes do not show. */
function holders(org: Org, licenseId: string): readonly number[] {
  const staff = [...org.directory.inState('active'), ...org.directory.inState('inactive')];
  return staff.filter((index) => org.seededLicenses(index).includes(licenseId));
}

/** The view of a customer org. Acme EU trusts Acme US; there is no other trust. */
function trusteeOverview({ request, org, state }: Call): Reply {
  const trustor = state.orgs.find((candidate) => candidate.id === request.params['trustorOrgId']);
  if (org.key !== 'us' || trustor?.key !== 'eu') {
    throw new Refusal(failure(403, 'not.authorized', 'That organization does not trust this one'));
  }
  const period = Number(request.query.get('billingPeriodIndex') ?? '0');
  if (!Number.isInteger(period) || period < 0)
    throw badRequest('billingPeriodIndex starts at 0', 'billingPeriodIndex');
  return {
    status: 200,
    body: {
      organization: { id: trustor.id, name: trustor.name },
      currency: 'EUR',
      enabledProducts: trustor.definitions.map(({ id }) => id),
      subscriptionType: 'PREPAY_MONTHLY_COMMITMENT',
      minimumMonthlyAmount: '1000.00',
      inRampPeriod: false,
      usages: CHARGES.map(([id, name, partNumber]) => toCharge(trustor, id, name, partNumber)),
    },
  };
}

/** Quantities and prices are strings. */
function toCharge(trustor: Org, licenseId: string, name: string, partNumber: string): object {
  return {
    name,
    partNumber,
    grouping: 'user-license',
    unitOfMeasureType: 'seat',
    usageQuantity: String(holders(trustor, licenseId).length),
    prepayQuantity: '40',
    overagePrice: '120.00',
    prepayPrice: '100.00',
    isCancellable: false,
  };
}
