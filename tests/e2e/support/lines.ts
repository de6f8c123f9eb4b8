/** The sockets of a page or a browser in a hand that can break them: at once, silently, or for as long as it likes. */
import type { BrowserContext, Page, WebSocketRoute } from 'playwright-core';
import type { RefusalCode } from '../../../src/protocol/refusal.ts';

export interface Lines {
  /** When each connection was asked for, epoch ms. */
  asked: number[];
  /** From now on nothing goes through those that are there, either way, and nobody is told. */
  freeze(): void;
  /** Breaks those that are there, and lets no other come about. */
  cut(): void;
  heal(): void;
  /** Answers messages with this refusal from now on, and the site never hears of them; null ends that. */
  refuse(code: RefusalCode | null): void;
}

/** Call it before the page goes anywhere. */
export async function holdLines(target: Page | BrowserContext, which = /\/socket\//): Promise<Lines> {
  const open = new Set<WebSocketRoute>();
  const frozen = new Set<WebSocketRoute>();
  const asked: number[] = [];
  let down = false;
  let refusal: RefusalCode | null = null;
  await target.routeWebSocket(which, (line) => {
    asked.push(Date.now());
    if (down) return void line.close({ code: 1011 });
    open.add(line);
    const server = line.connectToServer();
    line.onMessage((data) => {
      if (frozen.has(line)) return;
      const { t, cid } = data === 'ping' ? {} : (JSON.parse(String(data)) as { t?: string; cid?: string });
      if (refusal && t === 'entry.post') line.send(JSON.stringify({ t: 'refused', cid, code: refusal }));
      else server.send(data);
    });
    server.onMessage((data) => void (frozen.has(line) || line.send(data)));
    server.onClose((code, reason) => {
      open.delete(line);
      if (!frozen.has(line)) void line.close({ ...(code && { code }), ...(reason && { reason }) });
    });
    line.onClose((code, reason) => {
      open.delete(line);
      void server.close({ ...(code && { code }), ...(reason && { reason }) });
    });
  });
  return {
    asked,
    freeze: () => {
      for (const line of open) frozen.add(line);
    },
    cut() {
      down = true;
      for (const line of open) void line.close({ code: 1011 });
    },
    heal: () => {
      down = false;
    },
    refuse: (code) => {
      refusal = code;
    },
  };
}
