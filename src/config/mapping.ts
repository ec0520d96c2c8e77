// Mappings among values of unknown form, as YAML and JSON have them.

/** Whether a value is a mapping, and no list. */
export function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
