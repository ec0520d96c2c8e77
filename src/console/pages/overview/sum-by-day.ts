// Seats held of several licenses, day by day. Pure.

interface DayCount {
  readonly day: string;
  readonly held: number;
}

/** Days from the one on which all were read for the first time. A license that was not read on a day counts as on the day before. */
export function sumByDay(histories: readonly (readonly DayCount[])[]): DayCount[] {
  const told = histories.filter((one) => one.length > 0);
  const begin =
    told
      .map(([first]) => first?.day ?? '')
      .sort()
      .at(-1) ?? '';
  const days = [...new Set(told.flatMap((one) => one.map(({ day }) => day)))]
    .filter((day) => day >= begin)
    .sort();
  const indexes = told.map(() => 0);
  return days.map((day) => {
    let held = 0;
    for (const [place, history] of told.entries()) {
      let index = indexes[place] ?? 0;
      while ((history[index + 1]?.day ?? '~') <= day) index += 1;
      indexes[place] = index;
      held += history[index]?.held ?? 0;
    }
    return { day, held };
  });
}
