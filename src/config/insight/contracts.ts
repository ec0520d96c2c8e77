// What can be configured of contracts: what was agreed with a vendor about licenses of an account, and what a seat costs.
import { z } from 'zod';
import type { Contract } from '../../domain/insight/contract.ts';
import { isCalendarDay } from '../../domain/instant.ts';
import { isBlank, nameKey } from '../../domain/inventory/folded.ts';
import { writePath, type ConfigProblem } from '../problem.ts';

const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

/** The provider's id of a license, or its name. */
const Text = z.string().min(1).max(1_000);

/** Two days of the calendar are compared as texts: each has four digits for its year. */
const Day = z
  .string()
  .refine((text) => /^[12]\d{3}-\d\d-\d\d$/.test(text) && isCalendarDay(text), 'must be a day, YYYY-MM-DD');

const DAY_MS = 86_400_000;

const Term = z
  .strictObject({
    start: Day,
    /** The last day. */
    end: Day,
    /** Whoever wants to end it says so this many days before the last one. */
    noticeDays: z.int().min(0).max(3_650).default(0),
    /** It goes on for as long again when nobody ends it. */
    renews: z.boolean().default(false),
  })
  .superRefine(({ start, end, noticeDays }, { addIssue }) => {
    if (end < start) {
      addIssue({ code: 'custom', path: ['end'], message: 'must not be before start' });
    } else if (noticeDays * DAY_MS > Date.parse(end) - Date.parse(start)) {
      addIssue({ code: 'custom', path: ['noticeDays'], message: 'must be shorter than from start to end' });
    }
  });

const Price = z.strictObject({
  /** Cents of EUR, yen of JPY. */
  minorUnits: z.int().min(0),
  currency: z
    .string()
    .refine((code) => CURRENCIES.has(code), 'must be an ISO 4217 code in capitals, for instance EUR'),
});

const LicenseName = Text.refine(
  (name) => !name.slice(0, -1).includes('*'),
  '`*` stands for the rest of a name: it may be at the end only',
).refine(
  (name) => name === '*' || !isBlank(name.replace(/\*$/, '')),
  'must not be of spaces and accents alone: names are compared without accents',
);

const WITH_ONE = 'must have `account`, and either `id` or `name`';

const License = z
  .strictObject({ account: z.string(), id: Text.optional(), name: LicenseName.optional() }, WITH_ONE)
  .refine(({ id, name }) => (id === undefined) !== (name === undefined), WITH_ONE);

/** A contract. It holds for each license that `license` names: so does its price, and so does the number of its seats. */
export const ContractEntry = z
  .strictObject({
    license: License,
    pricePerSeatMonth: Price,
    /** PURCHASED: seats that were bought are paid for, whoever holds them. ASSIGNED: those that are held. */
    pays: z.enum(['PURCHASED', 'ASSIGNED']),
    /** null where the provider's own number holds. */
    seats: z.int().min(0).max(1_000_000_000).nullable().default(null),
    term: Term,
  })
  .refine(
    ({ pricePerSeatMonth, seats }) => Number.isSafeInteger(pricePerSeatMonth.minorUnits * (seats ?? 0)),
    {
      path: ['pricePerSeatMonth', 'minorUnits'],
      message: 'times seats is more than 2^53 - 1',
    },
  );
export type ContractEntry = z.output<typeof ContractEntry>;

export function contractOf({ license, term, ...rest }: ContractEntry): Contract {
  const { account: accountKey, id, name = '' } = license;
  return { accountKey, license: id === undefined ? { name } : { id }, ...rest, ...term };
}

/** Read leniently: what else is wrong with an entry, its schema says. */
const Entry = z
  .object({
    license: z.object({ account: z.string(), id: z.string().optional(), name: z.string().optional() }),
    term: z.object({ start: z.string(), end: z.string() }),
  })
  .nullable()
  .catch(null);
const Parts = z.object({
  contracts: z.array(Entry).catch([]),
  accounts: z.array(z.object({ key: z.string() }).nullable().catch(null)).catch([]),
});

/** Contracts with accounts that there are not, and two for the same licenses on one day, as far as that is known without the licenses. */
export function checkContracts(file: unknown): ConfigProblem[] {
  const { data } = Parts.safeParse(file);
  const keys = new Set(data?.accounts.map((account) => account?.key));
  const entries = (data?.contracts ?? []).flatMap((entry, index) =>
    entry === null ? [] : [{ entry, index }],
  );
  const unknown = entries
    .filter(({ entry }) => !keys.has(entry.license.account))
    .map(({ index }) => ({
      path: writePath(['contracts', index, 'license', 'account']),
      message: 'is no account here',
    }));
  const twice = entries.flatMap(({ entry, index }, place) => {
    const first = entries
      .slice(0, place)
      .find((other) => textOf(other.entry) === textOf(entry) && haveDaysInCommon(other.entry, entry));
    if (first === undefined) return [];
    const message = `is about the same licenses as contracts.${first.index}, and both hold on some days`;
    return [{ path: writePath(['contracts', index]), message }];
  });
  return [...unknown, ...twice];
}

type Entry = NonNullable<z.output<typeof Entry>>;

function textOf({ license: { account, id, name } }: Entry): string {
  return JSON.stringify([account, id ?? null, nameKey(name)]);
}

function haveDaysInCommon({ term: one }: Entry, { term: other }: Entry): boolean {
  return one.start <= other.end && other.start <= one.end;
}
