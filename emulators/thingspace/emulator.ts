// The ThingSpace emulator: its routes and what all of them share (thingspace contract).
import type { EmulatorDefinition } from '../core/definition.ts';
import { failedReply, throttledReply } from './errors.ts';
import { unknownPath, withGatewayFaults } from './gateway.ts';
import { lists } from './lists.ts';
import { changeOutside } from './outside.ts';
import { countRequest } from './rate-limit.ts';
import { assignmentRoutes } from './routes/assignments.ts';
import { cancellationRoutes } from './routes/cancellations.ts';
import { deviceRoutes } from './routes/devices.ts';
import { m2mDeviceRoutes } from './routes/m2m-devices.ts';
import { oauthRoutes } from './routes/oauth.ts';
import { sessionRoutes } from './routes/sessions.ts';
import { summaryRoutes } from './routes/summaries.ts';
import { seed } from './seed/seed.ts';
import type { ThingspaceState } from './state/state.ts';
import { switches } from './switches.ts';
import { asSwitched } from './wire/odd-answers.ts';
import { distort } from './wire/unknown-enums.ts';

/** Verizon ThingSpace: OAuth, sessions, FOTA licenses and devices in three versions, M2M device list. */
export const definition: EmulatorDefinition<ThingspaceState> = {
  name: 'thingspace',
  routes: [
    ...oauthRoutes,
    ...sessionRoutes,
    ...summaryRoutes,
    ...assignmentRoutes,
    ...cancellationRoutes,
    ...deviceRoutes,
    ...m2mDeviceRoutes,
  ],
  switches,
  seed,
  before: countRequest,
  unknownRoute: unknownPath,
  after: (request, reply, state) => withGatewayFaults(asSwitched(request, reply, state), state),
  throttled: throttledReply,
  failed: failedReply,
  distort,
  lists,
  outside: changeOutside,
};
