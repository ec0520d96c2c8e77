// The license packs of the seed. Holders are numbers of places; days count from the day of the seed.
import { addDays } from '../calendar.ts';
import type { PackSeed } from '../state/license-packs.ts';
import { idPrefix, placeId } from './places.ts';

interface PackPlan {
  readonly id: string;
  readonly name: string;
  readonly total: number;
  /** Whether total and holders grow with the organisation. */
  readonly grows?: boolean;
  readonly notes?: string;
  readonly inactive?: boolean;
  /** Numbers of the holders, or which of all places they are. */
  readonly holders: readonly number[] | ((number: number) => boolean);
  /** Place number to days from the seed's day. */
  readonly removals?: Readonly<Record<number, number>>;
}

const PLANS: readonly PackPlan[] = [
  {
    id: 'LP-LISTINGS',
    name: 'Listings Core',
    total: 132,
    grows: true,
    notes: 'Renewed for FY26',
    holders: (n) => n % 3 !== 0,
    removals: { 1: 1, 2: 7 },
  },
  {
    id: 'LP-PAGES',
    name: 'Pages',
    total: 40,
    holders: [1, 2, 5, 7, 8, 11, 14, 17, 20, 26, 29, 32],
    removals: { 17: 30, 20: 90 },
  },
  { id: 'LP-FULL', name: 'Reviews Premium', total: 20, notes: 'Nothing left', holders: between(101, 120) },
  { id: 'LP-EMPTY', name: 'Analytics Starter', total: 25, notes: '', holders: [] },
  { id: 'LP-OVER', name: 'Search', total: 5, notes: 'Contract cut from 10 to 5', holders: between(61, 68) },
  {
    id: 'LP Süd Straße',
    name: 'Läden Süd',
    total: 24,
    notes: '',
    holders: between(1, 18).map((n) => n * 10),
  },
  { id: 'LP/Events#1', name: 'Events 100% & "more"', total: 30, grows: true, holders: (n) => n % 10 === 6 },
  { id: '0012', name: 'Legacy Twelve', total: 3, notes: '', holders: [12, 24] },
  { id: 'LP-REVIEWS', name: 'Reviews', total: 60, grows: true, notes: '', holders: (n) => n % 5 === 1 },
  { id: 'LP-SITE', name: 'Site Search', total: 1, holders: [17] },
  { id: 'LP-CHAT', name: 'Chat', total: 0, notes: 'Trial ended', holders: [] },
  { id: 'LP-PRO', name: 'Professionals', total: 20, grows: true, holders: (n) => n % 10 === 3 },
  ...['NORTH', 'EAST', 'SOUTH', 'WEST'].map((region, index) => ({
    id: `LP-REGION-${region}`,
    name: `Region ${region.toLowerCase()}`,
    total: 16,
    grows: true,
    holders: (n: number) => n % 12 === index * 3,
  })),
  { id: 'LP-RETIRED', name: 'Sunset 2024', total: 10, inactive: true, notes: 'Ended', holders: [1, 17] },
];

/** The account that the packs are for. */
interface PackAccount {
  /** How many places it has. */
  readonly count: number;
  /** How many times as large it is as the docs' organisation. */
  readonly scale: number;
  readonly tenant: number;
  readonly seedDay: string;
}

/** The packs of an account. */
export function packSeeds({ count, scale, tenant, seedDay }: PackAccount): readonly PackSeed[] {
  const idOf = (number: number): string => placeId(number, tenant);
  return PLANS.map((plan) => ({
    id: `${idPrefix(tenant)}${plan.id}`,
    name: plan.name,
    total: plan.total * (plan.grows ? scale : 1),
    ...(plan.notes !== undefined && { notes: plan.notes }),
    active: plan.inactive !== true,
    holders: () => numbersOf(plan, count).map(idOf),
    dates: Object.fromEntries(
      Object.entries(plan.removals ?? {}).map(([number, days]) => [
        idOf(Number(number)),
        addDays(seedDay, days),
      ]),
    ),
  }));
}

function numbersOf(plan: PackPlan, count: number): readonly number[] {
  const { holders } = plan;
  return typeof holders === 'function' ? between(1, count).filter(holders) : holders;
}

function between(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}
