// The Webex emulator: its routes and what all of them share (webex contract).
import type { EmulatorDefinition } from '../core/definition.ts';
import type { EmulatedRequest, Reply, Route } from '../core/http.ts';
import { errorReply, failed, throttled, trackingId } from './errors.ts';
import { lists } from './lists.ts';
import { changeOutside } from './outside.ts';
import { deviceRoutes } from './routes/devices.ts';
import { licenseUserRoutes } from './routes/license-users.ts';
import { licenseRoutes } from './routes/licenses.ts';
import { locationRoutes } from './routes/locations.ts';
import { oauthRoutes } from './routes/oauth.ts';
import { organizationRoutes } from './routes/organizations.ts';
import { putPersonRoutes } from './routes/people-writes.ts';
import { peopleRoutes } from './routes/people.ts';
import { roleRoutes } from './routes/roles.ts';
import { workspaceRoutes } from './routes/workspaces.ts';
import { seed } from './seed/seed.ts';
import type { WebexState } from './state/state.ts';
import { flag, switches } from './switches.ts';
import { distort } from './wire/unknown-enums.ts';

/** Cisco Webex, `/v1`. */
export const definition: EmulatorDefinition<WebexState> = {
  name: 'webex',
  routes: [
    ...oauthRoutes,
    ...licenseUserRoutes,
    ...licenseRoutes,
    ...peopleRoutes,
    ...putPersonRoutes,
    ...workspaceRoutes,
    ...deviceRoutes,
    ...organizationRoutes,
    ...locationRoutes,
    ...roleRoutes,
  ].flatMap(withSlash),
  switches,
  seed,
  unknownRoute: (request, _state, otherMethod) =>
    otherMethod
      ? errorReply(request, 405, 'The request method is not allowed on this resource.')
      : errorReply(request, 404, 'The requested resource could not be found.'),
  after: withHeaders,
  throttled,
  failed,
  distort,
  lists,
  outside: changeOutside,
};

/** A trailing slash is accepted on every path (webex contract 2). */
function withSlash(route: Route<WebexState>): readonly Route<WebexState>[] {
  return [route, { ...route, path: `${route.path}/` }];
}

/** The headers every answer has; the tracking id is the one in the body of an error (webex contract 1 and 8). */
function withHeaders(request: EmulatedRequest, reply: Reply, state: WebexState): Reply {
  const id = bodyTrackingId(reply.body) ?? trackingId(request);
  return {
    ...reply,
    headers: {
      trackingid: flag(state.switches, 'doubleTrackingId') ? `${id}, ${id}` : id,
      server: 'istio-envoy',
      vary: 'Accept-Encoding',
      'x-envoy-upstream-service-time': '12',
      ...reply.headers,
    },
  };
}

function bodyTrackingId(body: unknown): string | undefined {
  if (typeof body !== 'object' || body === null || !('trackingId' in body)) return undefined;
  return typeof body.trackingId === 'string' ? body.trackingId : undefined;
}
