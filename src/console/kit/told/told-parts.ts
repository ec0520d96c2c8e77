// What of a sentence is code: between backticks, as the server writes it. Pure.

export interface Part {
  readonly text: string;
  readonly isCode: boolean;
}

/** The parts in their order; a backtick that has no other one is itself. */
export function partsOf(sentence: string): Part[] {
  return sentence
    .split(/(`[^`]+`)/)
    .filter((text) => text !== '')
    .map((text) => {
      const isCode = /^`[^`]+`$/.test(text);
      return { text: isCode ? text.slice(1, -1) : text, isCode };
    });
}
