// Twelve processes killed in the middle of sets of invitations.
import { killedAmongInvitations } from '../changes/scenarios/small-kills.ts';

killedAmongInvitations(12);
