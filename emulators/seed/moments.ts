// Moments of the seed. Each is an offset from the moment at which a state was made, so that the made-up company does not age.

/** Milliseconds of a day. */
export const DAY = 86_400_000;

/** Midnight UTC of the day of a moment. */
export function startOfDay(at: number): number {
  return at - (at % DAY);
}

/** Shares of all, ascending to 1, each with the most days since they were last there. */
type Recency = readonly (readonly [share: number, days: number])[];

/** Three of four people came within two weeks; one of eight has not come for a quarter of a year or longer. */
const PEOPLE: Recency = [
  [3 / 4, 14],
  [7 / 8, 90],
  [1, 365],
];

/** Devices report more often than people come; one of nine has been silent for a month or longer. */
const DEVICES: Recency = [
  [3 / 4, 3],
  [8 / 9, 30],
  [1, 365],
];

/** How many milliseconds before the seed a person was last active, by a share in [0, 1). */
export function personIdle(of: number): number {
  return idle(PEOPLE, of);
}

/** The same of the last connection of a device. */
export function deviceIdle(of: number): number {
  return idle(DEVICES, of);
}

/** Between two rows the time grows evenly. */
function idle(recency: Recency, of: number): number {
  let [fromShare, fromDays] = [0, 0];
  for (const [toShare, toDays] of recency) {
    if (of < toShare) {
      const part = (of - fromShare) / (toShare - fromShare);
      return Math.floor((fromDays + part * (toDays - fromDays)) * DAY);
    }
    [fromShare, fromDays] = [toShare, toDays];
  }
  return fromDays * DAY;
}
