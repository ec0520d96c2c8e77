// What is worth a look about contracts once the licenses of their account are known: as warnings, because licenses come and go.
import type { Contract, LicensePattern } from '../../domain/insight/contract.ts';
import type { License } from '../../domain/license.ts';
import { isAbout } from './matching.ts';
import { termOn } from './terms.ts';

/** A license with what contracts are compared with. */
type Known = Pick<License, 'accountKey' | 'externalId' | 'name' | 'seats'>;

/** About a contract; the text tells no price. */
export interface ContractWarning {
  readonly contract: Contract;
  readonly why: string;
}

/** Of the contracts of an account, by its licenses and the day. Those that are over are nobody's matter. */
export function worthALook(
  contracts: readonly Contract[],
  licenses: readonly Known[],
  today: string,
): readonly ContractWarning[] {
  const own = contracts.filter(({ end, renews }) => renews || end >= today);
  return own.flatMap((contract, place) => {
    const its = licenses.filter((license) => isAbout(contract, license));
    const whys = [
      ...noLicense(its),
      ...severalWithSeats(contract, its),
      ...otherSeats(contract, its, today),
      ...overlaps(contract, own.slice(0, place), its),
    ];
    return whys.map((why) => ({ contract, why }));
  });
}

/** A contract as warnings name it. */
export function nameOf({ accountKey, license }: Pick<Contract, 'accountKey' | 'license'>): string {
  return `${accountKey}: ${textOf(license)}`;
}

function textOf(license: LicensePattern): string {
  return 'id' in license ? license.id : license.name;
}

function noLicense(its: readonly Known[]): readonly string[] {
  return its.length > 0 ? [] : ['is about no license that the account has'];
}

function severalWithSeats({ seats }: Contract, its: readonly Known[]): readonly string[] {
  if (seats === null || its.length < 2) return [];
  return [`is about ${its.length} licenses, and each of them is taken to have its ${seats} seats`];
}

/** Of contracts that hold: later ones may be about more seats. */
function otherSeats(contract: Contract, its: readonly Known[], today: string): readonly string[] {
  const { seats, pays } = contract;
  if (seats === null || pays === 'ASSIGNED' || termOn(contract, today) === null) return [];
  return its.flatMap((license) => {
    const told = license.seats?.countable ? license.seats.total : null;
    if (told === null || told === seats) return [];
    return [`says ${seats} seats, and the provider says ${told} of ${calledIn(license)}`];
  });
}

/** As people know it, and as it is told apart from another one of that name. */
function calledIn({ name, externalId }: Known): string {
  return name === null ? externalId : `"${name}" (${externalId})`;
}

/** With those before it in the file, which count. */
function overlaps(contract: Contract, before: readonly Contract[], its: readonly Known[]): readonly string[] {
  const found = before
    .filter((other) => contract.start <= other.end && other.start <= contract.end)
    .flatMap((other) =>
      its.filter((license) => isAbout(other, license)).map((license) => ({ other, license })),
    );
  const [first] = found;
  if (first === undefined) return [];
  return [
    `is about ${calledIn(first.license)}, and "${textOf(first.other.license)}" is about it on some of the same days: the first one in the file counts`,
  ];
}
