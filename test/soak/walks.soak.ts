// A million assignments, page by page. `npm run test:soak -- walks` runs it, in a few minutes.
import { walksInFewCalls } from '../graph/scenarios/walks.ts';

walksInFewCalls({ scale: 834, rows: 1_000_848, calls: [1_001, 1_010] }, 900_000);
