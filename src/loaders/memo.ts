// What is computed once an argument.

/** Each argument computed once; a failure is kept too, as DataLoader keeps it. */
export function memo<T>(compute: (argument: string) => T): (argument: string) => T {
  const known = new Map<string, T>();
  return (argument) => {
    const present = known.get(argument);
    if (present !== undefined) return present;
    const value = compute(argument);
    known.set(argument, value);
    return value;
  };
}
