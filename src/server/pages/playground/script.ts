// How values are written into scripts of the playground's page.

/** A value in a script. `<` is written out, so that no text can end the script. */
export function asScript(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', String.raw`\u003c`);
}

/** Variables or headers, as their editors show them. */
export function written(values: object | undefined): string | null {
  return values ? JSON.stringify(values, null, 2) : null;
}
