/** What a page's sockets hear, byte for byte, and how two such records are compared. */
import type { Page } from 'playwright-core';

/** Records every frame that the page and its frames receive. Call it before the page goes anywhere. */
export function recordFrames(page: Page): string[] {
  const frames: string[] = [];
  page.on('websocket', (socket) => {
    socket.on('framereceived', ({ payload }) => {
      const text = String(payload);
      // The heartbeat depends on how long a story takes.
      if (text !== 'pong') frames.push(text);
    });
  });
  return frames;
}

/** The updates in a record, joined ones apart. */
export function updatesIn(frames: readonly string[]): Record<string, unknown>[] {
  return frames.flatMap((frame): Record<string, unknown>[] => {
    const parsed = JSON.parse(frame) as Record<string, unknown> | Record<string, unknown>[];
    return Array.isArray(parsed) ? parsed : [parsed];
  });
}

/** The same frames with ids numbered as they come and moments forgotten: what two stories can have in common. */
export function withoutIdsAndTimes(frames: readonly string[]): string[] {
  const names = new Map<string, string>();
  const number = (text: string) => {
    if (!names.has(text)) names.set(text, `#${names.size}`);
    return names.get(text)!;
  };
  return frames.map((frame) =>
    JSON.stringify(JSON.parse(frame), (key, value: unknown) => {
      if (typeof value === 'number' && value > 1e12) return 'a moment';
      if (typeof value !== 'string') return value;
      if (key === 'cid') return number(value);
      return value.replace(/\b[a-z]+_[0-9A-Za-z]{16}\b/g, number);
    }),
  );
}

/** Resolves with the first update that a socket of this page brings; to be asked for before the page is loaded. */
export function firstUpdate(page: Page): Promise<void> {
  return new Promise((resolve) => {
    page.on('websocket', (socket) => socket.once('framereceived', () => resolve()));
  });
}
