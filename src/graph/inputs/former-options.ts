// Options in the fields that they had before `options`, which are deprecated and of one vendor. This file goes when those fields go, and
// when no key of version 0.2 is kept any more.
import type { ChangeOptionsInput, LicenseChangeInput } from '../generated/resolvers.ts';

const FIELDS = { calling: 'webexCalling', site: 'webexSite', inviteExternal: 'inviteExternal' } as const;

type FormerInput = Pick<LicenseChangeInput, (typeof FIELDS)[keyof typeof FIELDS]>;

/** What was asked for in the former fields, as `options` has it; null when nothing was. */
export function formerOptions(input: FormerInput): ChangeOptionsInput | null {
  if (formerFieldsOf(input).length === 0) return null;
  // eslint-disable-next-line typescript/no-deprecated -- the one place that still takes them
  const { webexCalling: calling = null, webexSite: site = null, inviteExternal = null } = input;
  return { webex: { calling, site, inviteExternal } };
}

/** The former fields that ask for something. */
export function formerFieldsOf(input: FormerInput): string[] {
  return Object.values(FIELDS).filter((field) => input[field] != null && input[field] !== false);
}

/** The former field of an option. */
export function formerPathOf(option: string): readonly string[] {
  return Object.entries(FIELDS).flatMap(([name, field]) => (name === option ? field : []));
}

/**
 * What idempotency keys cover, in this order: version 0.2 knew `calling` and `site` of this vendor, and had them null where they were not
 * given, for licenses of every vendor. The options of other vendors come after them as they are.
 */
export function fingerprintOf(
  options: ChangeOptionsInput | null,
  { webex: _above, ...others }: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const { calling, site, inviteExternal } = options?.webex ?? {};
  return {
    calling: calling
      ? {
          locationId: calling.locationId ?? null,
          phoneNumber: calling.phoneNumber ?? null,
          extension: calling.extension ?? null,
        }
      : null,
    site: site ? { siteUrl: site.siteUrl, role: site.accountType } : null,
    ...(inviteExternal === true && { inviteExternal: true }),
    ...others,
  };
}
