// Three hundred connections cut at random moments of single changes and of sets. `npm run test:soak -- cuts` runs it.
import { cutConnections } from '../changes/scenarios/cuts.ts';

cutConnections({ single: 200, sets: 100 });
