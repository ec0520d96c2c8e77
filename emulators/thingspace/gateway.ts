// The gateway in front of the services: paths it does not know, and the form of its faults (thingspace contract 2.3).
import { z } from 'zod';
import type { EmulatedRequest, Reply } from '../core/http.ts';
import { answering } from '../core/refusal.ts';
import { requireBearer } from './auth.ts';
import { fault, xmlFault } from './errors.ts';
import type { ThingspaceState } from './state/state.ts';
import { amount, choice } from './switches.ts';

const CONTEXT = /^\/api\/(ts\/v1|m2m\/v1|fota\/v[123])(\/|$)/;

/** The fault for a path without a resource. Its documented status is 400. */
export function unknownResource(state: ThingspaceState): Reply {
  const message = 'No matching resource found in the API for the given request';
  return fault(amount(state.switches, 'unknownPathStatus'), '900906', message);
}

/** The answer to a path that no route has: XML outside of every API; inside of one the token is checked first. */
export function unknownPath(request: EmulatedRequest, state: ThingspaceState): Reply {
  const context = CONTEXT.exec(request.path)?.[1];
  if (context === undefined) return xmlFault(404, '404', 'No matching resource found for given API Request');
  return answering(() => {
    if (context !== 'ts/v1') requireBearer(request, state);
    return unknownResource(state);
  });
}

const GatewayFault = z.object({ fault: z.object({ code: z.string(), message: z.string() }) });

/** The reply with the gateway's faults in the form that is switched on. */
export function withGatewayFaults(reply: Reply, state: ThingspaceState): Reply {
  const { status, headers } = reply;
  if (status === 429 && choice(state.switches, 'throttleBody') === 'empty')
    return { status, ...(headers && { headers }) };
  if (choice(state.switches, 'gatewayFaultFormat') === 'json') return reply;
  const parsed = GatewayFault.safeParse(reply.body);
  if (!parsed.success) return reply;
  const xml = xmlFault(status, parsed.data.fault.code, parsed.data.fault.message);
  return { ...xml, headers: { ...headers, ...xml.headers } };
}
