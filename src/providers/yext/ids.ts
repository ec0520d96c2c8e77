// What can be an id at Yext: chosen by its customers, so nearly anything (yext contract 1).

/** Packs and entities alike; `-` is the wildcard for packs, `.` and `..` cannot be put into a path. */
export function isId(text: string): boolean {
  return /^[^\p{Cc}\p{Cs}]{1,255}$/u.test(text) && !['-', '.', '..'].includes(text);
}
