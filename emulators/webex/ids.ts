// Public ids: unpadded base64 of `ciscospark://<region>/<KIND>/<tail>` (webex contract 4).

/** The one organisation of this emulator. */
export const ORG_UUID = '0d9c7a52-5b1e-4c3f-8a77-2f60c1b4e9d1';

const BASE64 = /^[A-Za-z0-9+/_-]+={0,2}$/;
const DECODED = /^ciscospark:\/\/[^/]+\/([A-Z_]+)\/(.+)$/s;

/** The id of a thing. Devices live in another region than `us` (webex contract 4). */
export function encodeId(kind: string, tail: string, region = 'us'): string {
  return base64(`ciscospark://${region}/${kind}/${tail}`);
}

/**
 * The tail of an id of this kind; undefined for another kind or for text that is not an id. The region
 * may be any; padding and the alphabet of base64 make no difference (webex contract 4).
 */
export function decodeId(kind: string, id: string): string | undefined {
  if (!BASE64.test(id)) return undefined;
  const text = Buffer.from(id, 'base64').toString('utf8');
  if (base64(text) !== plain(id)) return undefined;
  const [, found, tail] = DECODED.exec(text) ?? [];
  return found === kind ? tail : undefined;
}

/** Base64 without padding. */
export function base64(text: string): string {
  return plain(Buffer.from(text, 'utf8').toString('base64'));
}

function plain(text: string): string {
  return text.replace(/=+$/, '').replaceAll('-', '+').replaceAll('_', '/');
}

/** The public id of this organisation. */
export const ORG_ID = encodeId('ORGANIZATION', ORG_UUID);

/** Public id of a person. */
export function personId(personUuid: string): string {
  return encodeId('PEOPLE', personUuid);
}
