// The gateway in front of the services: paths it does not know, throttling, and the form of its faults (thingspace contract 2.3).
import { z } from 'zod';
import type { EmulatedRequest, Reply } from '../core/http.ts';
import { answering, requireBearer } from './auth.ts';
import { fault, throttledReply, xmlFault } from './errors.ts';
import type { ThingspaceState } from './state/state.ts';
import { amount, choice, flag } from './switches.ts';

const CONTEXT = /^\/api\/(ts\/v1|m2m\/v1|fota\/v[123])(\/|$)/;
const MINUTE = 60_000;

/** A path without a resource. Its documented status is 400. */
export function unknownResource(state: ThingspaceState): Reply {
  const message = 'No matching resource found in the API for the given request';
  return fault(amount(state.switches, 'unknownPathStatus'), '900906', message);
}

/** A path no route has: outside of every API it is XML, inside of one the token is looked at first. */
export function unknownPath(request: EmulatedRequest, state: ThingspaceState): Reply {
  const context = CONTEXT.exec(request.path)?.[1];
  if (context === undefined) return xmlFault(404, '404', 'No matching resource found for given API Request');
  return answering(() => {
    if (context !== 'ts/v1') requireBearer(request, state);
    return unknownResource(state);
  });
}

/** Counts requests of a minute for each Authorization header, when a limit is switched on. */
export function throttling(request: EmulatedRequest, state: ThingspaceState): Reply | undefined {
  const limit = amount(state.switches, 'requestsPerMinute');
  if (limit <= 0) return undefined;
  const now = state.clock.now();
  const minute = Math.floor(now / MINUTE);
  const caller = request.headers['authorization'] ?? '';
  const counted = state.traffic.get(caller);
  const count = counted?.minute === minute ? counted.count + 1 : 1;
  state.traffic.set(caller, { minute, count });
  if (count <= limit) return undefined;
  const wait = Math.ceil(((minute + 1) * MINUTE - now) / 1000);
  return throttledReply(flag(state.switches, 'retryAfterHeader') ? wait : undefined);
}

const GatewayFault = z.object({ fault: z.object({ code: z.string(), message: z.string() }) });

/** The gateway's faults in the form that is switched on. */
export function dressed(reply: Reply, state: ThingspaceState): Reply {
  const { status, headers } = reply;
  if (status === 429 && choice(state.switches, 'throttleBody') === 'empty')
    return { status, ...(headers && { headers }) };
  if (choice(state.switches, 'gatewayFaultFormat') === 'json') return reply;
  const parsed = GatewayFault.safeParse(reply.body);
  if (!parsed.success) return reply;
  const xml = xmlFault(status, parsed.data.fault.code, parsed.data.fault.message);
  return { ...xml, headers: { ...headers, ...xml.headers } };
}
