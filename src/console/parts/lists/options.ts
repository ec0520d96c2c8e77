// Choices that several lists offer. Pure.

/** What somebody or something holds; the first takes the filter away. */
export const HOLDS = [
  { value: '', title: 'Anything or nothing' },
  { value: 'nothing', title: 'No license' },
  { value: 'something', title: 'Some license' },
];

/** How long ago it was last active. */
export const IDLE = [
  { value: '', title: 'Whenever' },
  { value: '30', title: 'Over 30 days ago' },
  { value: '90', title: 'Over 90 days ago' },
  { value: '180', title: 'Over 180 days ago' },
  { value: '365', title: 'Over a year ago' },
];

interface Option {
  readonly value: string;
  readonly title: string;
}

/** The same choices, each with how many it would leave where that is known. */
export function counted(
  options: readonly Option[],
  counts: Readonly<Record<string, number | null | undefined>>,
  say: (count: number) => string,
): Option[] {
  return options.map(({ value, title }) => {
    const count = counts[value];
    return { value, title: typeof count === 'number' ? `${title} (${say(count)})` : title };
  });
}

/** How many a list has, for a switch; null where that is not known. */
export function countOf(list: { readonly totalCount: number | null } | null | undefined): {
  readonly count: number | null;
} {
  return { count: list?.totalCount ?? null };
}
