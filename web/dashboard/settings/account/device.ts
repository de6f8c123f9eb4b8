/** A browser's user agent as people say it: "Firefox", "Windows". Only the common ones; anything else is unknown. */

export interface Device {
  browser: string | undefined;
  system: string | undefined;
  handheld: boolean;
}

/** The order matters: Edge and Opera say they are Chrome, Chrome says it is Safari, Android says it is Linux. */
const BROWSERS = [
  [/\bEdgA?\//, 'Edge'],
  [/\b(OPR|Opera)\//, 'Opera'],
  [/\b(Firefox|FxiOS)\//, 'Firefox'],
  [/\b(SamsungBrowser)\//, 'Samsung Internet'],
  [/\b(Chrome|CriOS)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
] as const;
const SYSTEMS = [
  [/\b(iPhone|iPod)\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bMac OS X\b|\bMacintosh\b/, 'macOS'],
  [/\bLinux\b/, 'Linux'],
] as const;

export function deviceOf(userAgent: string | null | undefined): Device {
  const agent = userAgent ?? '';
  return {
    browser: BROWSERS.find(([sign]) => sign.test(agent))?.[1],
    system: SYSTEMS.find(([sign]) => sign.test(agent))?.[1],
    handheld: /\b(Mobile|iPhone|iPad|Android)\b/.test(agent),
  };
}
