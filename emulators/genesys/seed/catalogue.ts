// The licenses the vendor sells: their content is the same in every org (genesys contract 2.4.2).

/** A license definition. */
export interface Definition {
  readonly id: string;
  readonly description: string;
  readonly permissions: readonly string[];
  readonly prerequisites: readonly string[];
  readonly comprises: readonly Definition[];
}

/** The license of a premium app. */
const APP_LICENSE = 'acmeWorkApp';
/** The same license under an id that shows whether a client encodes its paths, by switch (genesys contract U24). */
const ODD_APP_LICENSE = 'acme app/Wörk #1';
/** A license of a trial that has ended: users still hold it, no definition has it (genesys contract 2.4.1). */
export const LAPSED_LICENSE = 'acmeSpeechTrial';
/** A license that comprises others. */
export const BUNDLE_LICENSE = 'gcCX2WEMbundle';

/** Base tiers, cheapest first: a user has one of them (genesys contract 2.4.3). */
export const TIERS: readonly string[] = ['collaboratePro', 'cloudCX1', 'cloudCX2', 'cloudCX3'];
/** The tier that bundles what the add-ons sell, so that it lists none. */
export const TOP_TIER = 'cloudCX3';
/** The workforce add-on of each tier that does not bundle it. */
export const WEM_OF: Readonly<Record<string, string>> = {
  cloudCX1: 'gc1WEMupgrade',
  cloudCX2: 'gc2WEMupgrade',
};
/** The speech and text analytics add-on. */
export const STA = 'gcSTAupgrade';

const COLLABORATE = ['directory:user:view', 'conversation:call:view', 'chat:room:add'];
const CX1 = [...COLLABORATE, 'routing:queue:view', 'routing:queue:join', 'conversation:communication:view'];
const CX2 = [...CX1, 'quality:evaluation:add', 'conversation:email:accept', 'conversation:message:create'];
const SPEECH = ['speechAndTextAnalytics:topic:view'];
const SPEECH_DATA = [...SPEECH, 'speechAndTextAnalytics:data:view'];
const WORKFORCE = ['wfm:schedule:view', 'wfm:schedule:edit', 'gamification:leaderboard:view'];
const WEM = [...WORKFORCE, ...SPEECH, 'quality:evaluation:add'];

function define(
  id: string,
  description: string,
  permissions: readonly string[],
  more: Partial<Pick<Definition, 'prerequisites' | 'comprises'>> = {},
): Definition {
  return { id, description, permissions, prerequisites: [], comprises: [], ...more };
}

const cloudCX2 = define('cloudCX2', 'Cloud CX 2', CX2);
const gc2WEM = define('gc2WEMupgrade', 'Workforce engagement add-on for CX 2', WEM, {
  prerequisites: ['cloudCX2'],
});
const workforceOfBundle = define('gcWEMsuite', 'Workforce engagement suite', WEM, { comprises: [gc2WEM] });

const CATALOGUE: readonly Definition[] = [
  define('cloudCX1', 'Cloud CX 1', CX1),
  cloudCX2,
  define('cloudCX3', 'Cloud CX 3', [...CX2, ...WORKFORCE, ...SPEECH_DATA]),
  define('gc1WEMupgrade', 'Workforce engagement add-on for CX 1', WEM, { prerequisites: ['cloudCX1'] }),
  gc2WEM,
  define(STA, 'Speech and text analytics add-on', SPEECH_DATA),
  define('collaboratePro', 'Collaborate Pro', COLLABORATE),
  define(BUNDLE_LICENSE, 'CX 2 with workforce engagement', [...CX2, ...WORKFORCE, ...SPEECH], {
    comprises: [cloudCX2, workforceOfBundle],
  }),
  define(APP_LICENSE, 'Acme Wörk, premium app', ['integration:acmeWork:view']),
];

/** Translates a license id between the state and the wire, both ways: with `oddLicenseId` one license has another id on the wire. */
export function otherLicenseId(id: string, { oddLicenseId }: { readonly oddLicenseId: boolean }): string {
  if (!oddLicenseId) return id;
  if (id === APP_LICENSE) return ODD_APP_LICENSE;
  return id === ODD_APP_LICENSE ? APP_LICENSE : id;
}

/** Every license the vendor sells. */
export const LICENSE_IDS: readonly string[] = CATALOGUE.map(({ id }) => id);

/** The licenses an org is entitled to hold, in the vendor's order. */
export function entitled(ids: readonly string[]): readonly Definition[] {
  return CATALOGUE.filter((definition) => ids.includes(definition.id));
}

/** Every permission that some license unlocks: what a `*` in a role stands for. */
export const LICENSED_PERMISSIONS: readonly string[] = [
  ...new Set(CATALOGUE.flatMap((definition) => definition.permissions)),
];
