/** What a browser says of itself. Parsing takes longer than all the rest of an upgrade, and most visitors say one of a few things. */
import UAParser from 'my-ua-parser';
import type { Device } from '#protocol/visit';

interface Client {
  device: Device;
  browser: string | undefined;
  os: string | undefined;
}

/** Remembered answers; what anybody sends must not fill the memory. */
const MOST = 500;
const LONGEST = 500;
const known = new Map<string, Client>();

export function clientOf(userAgent: string): Client {
  const text = userAgent.slice(0, LONGEST);
  let client = known.get(text);
  if (!client) {
    const { browser, os, device } = new UAParser(text).getResult();
    const isSmall = device.type === 'mobile' || device.type === 'tablet';
    client = { device: isSmall ? (device.type as Device) : 'desktop', browser: browser.name, os: os.name };
    if (known.size >= MOST) known.clear();
    known.set(text, client);
  }
  return client;
}
