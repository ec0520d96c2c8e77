// The ids of another tenant: those of the seeded one with another first digit in each uuid, in answers and back again in requests.
import type { EmulatedRequest, Reply } from '../../core/http.ts';
import { decodeId, encodeId, ORG_UUID } from '../ids.ts';

const KINDS = ['PEOPLE', 'PLACE', 'LICENSE', 'DEVICE'] as const;
const UUID = /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/gi;
const ID = /[A-Za-z0-9]{40,}/g;

/** A request to a tenant with the ids that the seeded one has. */
export function fromTenant(request: EmulatedRequest, tenant: number): EmulatedRequest {
  if (tenant === 0) return request;
  const renamed = ([name, value]: [string, string]): [string, string] => [name, exchanged(value, tenant)];
  return {
    ...request,
    params: Object.fromEntries(Object.entries(request.params).map(renamed)),
    query: new URLSearchParams([...request.query].map(renamed)),
    text: exchanged(request.text, tenant),
  };
}

/** An answer with the ids of a tenant. */
export function toTenant(reply: Reply, tenant: number): Reply {
  if (tenant === 0) return reply;
  const link = reply.headers?.['link'];
  return {
    ...reply,
    ...(link !== undefined && { headers: { ...reply.headers, link: exchanged(link, tenant) } }),
    body: inBody(reply.body, tenant),
  };
}

function inBody(value: unknown, tenant: number): unknown {
  if (typeof value === 'string') return exchanged(value, tenant);
  if (Array.isArray(value)) return value.map((part) => inBody(part, tenant));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, inBody(part, tenant)]));
}

/** Every id in a text exchanged; a second time gives the first text back. The organisation keeps its id: accounts may be configured with it. */
function exchanged(text: string, tenant: number): string {
  const uuids = (part: string): string =>
    part.replaceAll(UUID, (uuid) => (uuid.toLowerCase() === ORG_UUID ? uuid : otherUuid(uuid, tenant)));
  const ids = text.replaceAll(ID, (id) => {
    for (const kind of KINDS) {
      const tail = decodeId(kind, id);
      if (tail !== undefined) return encodeId(kind, uuids(tail));
    }
    return id;
  });
  return uuids(ids);
}

function otherUuid(uuid: string, tenant: number): string {
  return (Number.parseInt(uuid.slice(0, 1), 16) ^ tenant).toString(16) + uuid.slice(1);
}
