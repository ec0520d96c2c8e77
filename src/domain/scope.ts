// What callers may be allowed to do.

export const SCOPES = [
  'licenses:read',
  'licenses:change',
  'inventory:refresh',
  'audit:read',
  'costs:read',
  'federation',
  'admin',
] as const;
export type Scope = (typeof SCOPES)[number];

/** What a token may do whose scopes nobody named: all that was there before scopes were, but changing. */
export const UNNAMED_SCOPES: readonly Scope[] = ['licenses:read', 'audit:read', 'federation'];
