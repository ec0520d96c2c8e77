// Numbers of rows, as they are told to callers.

/** What a number counts: one kind is not taken for another. */
export type NumberedKind = 'EVENT' | 'SWEEP' | 'FINDING' | 'ROW';

/**
 * Numbers count the rows of all accounts. Whoever sees some accounts would learn from two of them how much happened in the others: they are
 * hidden in texts that tell nothing, and that nobody else can make.
 */
export interface HiddenNumbers {
  /** The same for the same number. */
  hide(kind: NumberedKind, number: number): string;
  /** null for a text that `hide` does not give for this kind. */
  reveal(kind: NumberedKind, text: string): number | null;
}
