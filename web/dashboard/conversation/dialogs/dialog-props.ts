/** What every dialog about a conversation is given. */
import type { Desk } from '../../desk-store.ts';

export interface ConversationDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  desk: Desk;
  conversation: string;
  /** How the visitor is called. */
  visitor: string;
}
