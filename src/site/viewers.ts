/** The agents' sockets that view a conversation, by its id; nothing is kept until somebody asks. */

export class Viewers {
  private byConversation: Map<string, Set<WebSocket>> | null = null;

  /** `all`: every socket that may view something, with what it views. */
  constructor(private readonly all: () => Iterable<{ socket: WebSocket; views: readonly string[] }>) {}

  of(conversation: string): ReadonlySet<WebSocket> {
    if (!this.byConversation) {
      this.byConversation = new Map();
      for (const { socket, views } of this.all()) this.change(socket, [], views);
    }
    return this.byConversation.get(conversation) ?? NOBODY;
  }

  /** What a socket views from now on, in place of what it viewed before. */
  change(socket: WebSocket, before: readonly string[], now: readonly string[]): void {
    const viewers = this.byConversation;
    if (!viewers || now === before) return;
    for (const id of before) {
      const sockets = viewers.get(id);
      sockets?.delete(socket);
      if (sockets?.size === 0) viewers.delete(id);
    }
    for (const id of now) {
      const sockets = viewers.get(id);
      if (sockets) sockets.add(socket);
      else viewers.set(id, new Set([socket]));
    }
  }
}

const NOBODY: ReadonlySet<WebSocket> = new Set();
