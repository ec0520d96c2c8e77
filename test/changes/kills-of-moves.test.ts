// A process killed in the middle of moves, on each database. More of them are in test/soak.
import { killedAmongMoves } from './scenarios/small-kills.ts';

killedAmongMoves(2);
