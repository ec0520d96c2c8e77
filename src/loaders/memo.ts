// A function that computes the value of each combination of arguments once.

/** Each combination of arguments computed once; a promise that fails is kept too, as DataLoader keeps it. */
export function memo<Arguments extends readonly string[], T>(
  compute: (...given: Arguments) => T,
): (...given: Arguments) => T {
  const known = new Map<string, { readonly value: T }>();
  return (...given) => {
    const key = JSON.stringify(given);
    const present = known.get(key) ?? { value: compute(...given) };
    known.set(key, present);
    return present.value;
  };
}
