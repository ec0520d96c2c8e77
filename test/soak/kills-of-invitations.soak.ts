// Twelve processes killed in the middle of sets of invitations.
import { killedAmongInvitations } from '../changes/scenarios/kills-of-invitations.ts';

killedAmongInvitations(12);
