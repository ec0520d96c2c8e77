// Twelve processes killed in the middle of moves.
import { killedAmongMoves } from '../changes/scenarios/small-kills.ts';

killedAmongMoves(12);
