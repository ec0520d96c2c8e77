// Four processes killed in the middle of sets of invitations. More of them are in test/soak.
import { killedAmongInvitations } from './scenarios/kills-of-invitations.ts';

killedAmongInvitations(4);
