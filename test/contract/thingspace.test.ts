// ThingSpace under the contract of the port, in each version of its API.
import { describeProvider } from './provider-contract.ts';
import { thingSpaceSubject } from './thingspace-subject.ts';

describeProvider('ThingSpace v3', thingSpaceSubject('v3'));
describeProvider('ThingSpace v2', thingSpaceSubject('v2'));
describeProvider(
  'ThingSpace v1',
  thingSpaceSubject('v1', [
    { name: 'counted offsets', switches: { rowsPerPage: 100, v1SummaryCursor: 'offset' } },
  ]),
);
