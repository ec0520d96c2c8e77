// A process killed in the middle of a set of invitations, on each database. More of them are in test/soak.
import { killedAmongInvitations } from './scenarios/small-kills.ts';

killedAmongInvitations(2);
