// Filters of the inventory, made from a seed.
import type { ContractSearch } from '../../../src/domain/insight/contract.ts';
import type {
  AssigneeRef,
  AssigneeSearch,
  AssignmentSearch,
  HoldsSearch,
  LicenseRef,
  LicenseSearch,
  PersonSearch,
} from '../../../src/domain/inventory/search.ts';
import { ACCOUNTS, dayOf } from '../../support/inventory-rows.ts';
import type { Random } from '../../support/random.ts';

const KEYS = ['acme', 'fleet', 'branch', 'nobody'] as const;
const SEARCHES = [
  'ann',
  'ÄNN',
  'a',
  'zo',
  'Zoë',
  '%',
  '100%',
  '_',
  'x_y',
  'x%y',
  '\\',
  'k\\s',
  'U-1',
  'u-12',
  '@acme',
  '\u{1F600}',
  '李',
  'οδοσ',
  'STRASS',
  'ﬁn',
  "o'b",
  '\n',
  'cme.tes',
  'no such text',
  '',
] as const;

/** Some of these, at least one. */
function some<T>(random: Random, from: readonly [T, ...T[]]): T[] {
  return Array.from({ length: random.whole(1, 3) }, () => random.pick(from));
}

/** A filter whose fields are each there or not; one or two, so that something is found. */
function withSome<Filter extends object>(
  random: Random,
  fields: { readonly [Name in keyof Filter]-?: () => Filter[Name] },
): Filter {
  const names = Object.keys(fields) as [keyof Filter, ...(keyof Filter)[]]; // never none
  const chosen = Array.from({ length: random.whole(0, 2) }, () => random.pick(names));
  const filter: Partial<Filter> = {};
  for (const name of chosen) filter[name] = fields[name]();
  // Every field of a filter may be absent.
  return filter as Filter;
}

function aLicense(random: Random): LicenseRef {
  return { accountKey: random.pick(KEYS), externalId: `l${random.whole(0, 11)}` };
}

function licenses(random: Random): LicenseRef[] {
  return Array.from({ length: random.whole(1, 6) }, () => aLicense(random));
}

function inAccounts(random: Random) {
  return {
    accountKeys: () => some(random, KEYS),
    providers: () => some(random, ['WEBEX', 'THINGSPACE', 'YEXT']),
    search: () => random.pick(SEARCHES),
  };
}

function someHolds(random: Random): HoldsSearch {
  return withSome<HoldsSearch>(random, {
    any: () => licenses(random),
    all: () => licenses(random).slice(0, 2),
    none: () => licenses(random),
    nothing: () => random.chance(0.5),
  });
}

/** Ids, names, and how names begin, in other letters than rows have them. */
function aContract(random: Random): ContractSearch {
  const name = random.pick([
    'ann',
    'ÄNN *',
    'zoë*',
    'back\\s*',
    '100%*',
    '*',
    'Οδος 3',
    '李*',
    '_*',
    'straß*',
  ]);
  return {
    accountKey: random.pick(KEYS),
    license: random.chance(0.4) ? { id: aLicense(random).externalId } : { name },
    isMeant: random.chance(0.7),
  };
}

/** Up to six, of which several may be about one license. */
export function someContracts(random: Random): readonly ContractSearch[] {
  return Array.from({ length: random.whole(0, 6) }, () => aContract(random));
}

export function aLicenseFilter(random: Random): LicenseSearch {
  // Of findings: see test/store/findings.
  return withSome<Omit<LicenseSearch, 'findings'>>(random, {
    ...inAccounts(random),
    assigneeKinds: () => some(random, ['USER', 'DEVICE', 'ENTITY']),
    countable: () => random.chance(0.5),
    utilisation: () =>
      random.pick<{ min?: number; max?: number }>([
        {},
        { min: random.whole(0, 100) },
        { min: 20, max: 80 },
        { max: 50 },
      ]),
    availableAtMost: () => random.whole(-2, 20),
    listed: () => random.pick([true, false, null]),
    contracts: () => someContracts(random),
  });
}

export function aUserFilter(random: Random): AssigneeSearch {
  return withSome<
    Pick<
      AssigneeSearch,
      | 'accountKeys'
      | 'providers'
      | 'search'
      | 'states'
      | 'userKinds'
      | 'departments'
      | 'activity'
      | 'idleDays'
      | 'inactiveSince'
      | 'holds'
    >
  >(random, {
    ...inAccounts(random),
    ...activities(random),
    states: () => some(random, ['ACTIVE', 'INACTIVE', 'PENDING', 'DELETED']),
    userKinds: () => some(random, ['INTERNAL', 'EXTERNAL']),
    departments: () => some(random, ['Sales', 'sales', '研究', '😀', 'none']),
  });
}

export function aDeviceFilter(random: Random): AssigneeSearch {
  return withSome<Omit<AssigneeSearch, 'states' | 'userKinds' | 'departments' | 'entityTypes' | 'findings'>>(
    random,
    {
      ...inAccounts(random),
      ...activities(random),
      protocols: () => some(random, ['LWM2M', 'HTTP', 'OMADM']),
      makes: () => some(random, ['Acme', 'Zenith']),
      models: () => some(random, ['M1', 'm1', 'É']),
      statuses: () => some(random, ['active', 'suspended']),
      fotaEligible: () => random.chance(0.5),
    },
  );
}

function activities(random: Random) {
  return {
    activity: () => some(random, ['TOLD', 'NEVER', 'NOT_TOLD'] as const),
    idleDays: () => random.whole(0, 120),
    inactiveSince: () => dayOf(random.whole(-60, 60)),
    holds: () => someHolds(random),
  };
}

function anAssignee(random: Random): AssigneeRef {
  const id = random.whole(1, 1_001);
  const isUser = random.chance(0.5);
  const accountKey = isUser ? random.pick(KEYS) : 'fleet';
  return { accountKey, kind: isUser ? 'USER' : 'DEVICE', externalId: `${isUser ? 'U' : 'D'}-${id}` };
}

export function anAssignmentFilter(random: Random): AssignmentSearch {
  return withSome<AssignmentSearch>(random, {
    accountKeys: () => some(random, KEYS),
    providers: () => some(random, ['WEBEX', 'THINGSPACE', 'YEXT']),
    licenses: () => licenses(random),
    assignees: () => Array.from({ length: 200 }, () => anAssignee(random)),
    assigneeKinds: () => some(random, ['USER', 'DEVICE', 'ENTITY']),
    statuses: () => some(random, ['ACTIVE', 'PENDING', 'REMOVAL_SCHEDULED']),
    removalBefore: () => `2031-06-${random.whole(10, 28)}`,
    heldSince: () =>
      random.pick<{ from?: string; to?: string }>([
        {},
        { from: dayOf(random.whole(0, 20)) },
        { from: dayOf(5), to: dayOf(15) },
        { to: dayOf(9) },
      ]),
    origins: () => some(random, ['THIS_API', 'SCHEDULE', 'EXTERNAL']),
    search: () => random.pick(SEARCHES),
    user: () => aUserFilter(random),
    device: () => aDeviceFilter(random),
  });
}

export function aPersonFilter(random: Random): PersonSearch {
  return withSome<PersonSearch>(random, {
    accountKeys: () => some(random, KEYS),
    search: () => random.pick(SEARCHES),
    departments: () => some(random, ['Sales', '研究']),
    inAccountsAtLeast: () => random.whole(1, 3),
    holds: () => someHolds(random),
    emails: () =>
      Array.from(
        { length: 40 },
        () => `${random.pick(['Ann', 'bob', 'zoe'])}${random.whole(1, 70)}@ACME.test`,
      ),
  });
}

/** The accounts of a caller: mostly all. */
export function someVisible(random: Random): readonly string[] {
  const all = ACCOUNTS.map(({ key }) => key);
  return random.chance(0.7) ? all : all.filter(() => random.chance(0.5));
}
