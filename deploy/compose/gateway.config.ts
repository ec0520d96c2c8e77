// Hive Gateway in compose.yaml: it passes the caller's token on, and proves with a secret that it is the router.
import { readFileSync } from 'node:fs';

interface Passed {
  readonly request: Request;
}

const secret = readFileSync(process.env['ROUTER_SECRET_FILE'] ?? '', 'utf8').trim();

export const gatewayConfig = {
  propagateHeaders: {
    fromClientToSubgraphs: ({ request }: Passed) => ({
      authorization: request.headers.get('authorization'),
      'router-authorization': `Bearer ${secret}`,
    }),
  },
};
