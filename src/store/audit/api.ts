// What the change engine asks of the audit log. Every method may throw ProblemError, as ../api.ts says.
import type { AuditAction, AuditEvent } from '../../domain/change-set.ts';
import type { AssigneeRef } from '../schedules/api.ts';

export interface AuditFilter {
  readonly setId?: string;
  readonly accountKey?: string;
  readonly licenseId?: string;
  readonly assignee?: AssigneeRef;
  /** The one spelling of their ids: entries that have any other known one are found as well. */
  readonly canonical?: readonly string[];
  readonly principal?: string;
  readonly actions?: readonly AuditAction[];
  /** Only entries about one of these accounts; those about none are left out. */
  readonly accountKeys?: readonly string[];
}

export interface ChainReport {
  readonly ok: boolean;
  /** Entries read. */
  readonly checked: number;
  readonly firstBad: { readonly seq: number; readonly why: string } | null;
}

export interface Audit {
  /** By seq, those behind one of them; the oldest first when nothing is said. */
  auditEvents(
    filter: AuditFilter,
    afterSeq: number | null,
    limit: number,
    direction?: 'ASC' | 'DESC',
  ): Promise<readonly AuditEvent[]>;
  /** Recomputes the chain, from the start or from an entry on. */
  verifyChain(options?: { readonly from?: number }): Promise<ChainReport>;
}
