/** What the audit log keeps: who did what, when, to what. Append-only; it is told to D1 by the outbox. */
export interface AuditRecord {
  /** Epoch ms. */
  at: number;
  /** The member's id. */
  actor: string;
  action: 'text.reveal';
  /** What it was done to: a conversation's id and the entry's seq. */
  subject: string;
}
