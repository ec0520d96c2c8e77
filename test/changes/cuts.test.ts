// Sixty connections cut at random moments. Those of the real size are in test/soak.
import { cutConnections } from './scenarios/cuts.ts';

cutConnections({ single: 40, sets: 20 });
