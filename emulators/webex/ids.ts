// Ids as the platform makes them: unpadded base64 of `ciscospark://<region>/<KIND>/<tail>` (webex contract 4).

/** The one organisation of this emulator. */
export const ORG_UUID = '0d9c7a52-5b1e-4c3f-8a77-2f60c1b4e9d1';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The id of a thing. Devices live in another region than `us` (webex contract 4). */
export function encodeId(kind: string, tail: string, region = 'us'): string {
  return base64(`ciscospark://${region}/${kind}/${tail}`);
}

/** The tail of an id of this kind; nothing for another kind or for text that is not an id. */
export function decodeId(kind: string, id: string): string | undefined {
  const text = Buffer.from(id, 'base64').toString('utf8');
  const at = text.indexOf(`/${kind}/`);
  if (!text.startsWith('ciscospark://') || at < 0 || base64(text) !== id) return undefined;
  return text.slice(at + kind.length + 2);
}

/** Base64 without padding. */
export function base64(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64').replace(/=+$/, '');
}

/** Whether a text is a bare uuid. */
export function isUuid(text: string): boolean {
  return UUID.test(text);
}

/** The public id of this organisation. */
export const ORG_ID = encodeId('ORGANIZATION', ORG_UUID);
