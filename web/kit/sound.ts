/**
 * Short tones, made by the browser: one for a message, a rising pair for a new conversation, two pairs for an offer that
 * rings. A browser keeps a page silent until somebody pressed something in it; `soundBlocked` says so. Of several tabs with
 * the same name one plays.
 */
import { createSignal } from 'solid-js';

export type Tone = 'message' | 'conversation' | 'offer';

/** No gesture yet, or the browser refused for another reason. */
const [soundBlocked, setBlocked] = createSignal(!navigator.userActivation?.hasBeenActive);

export { soundBlocked };

let context: AudioContext | undefined;
let lastAt = 0;

/** Tones closer than this would be noise. */
const GAP_MS = 400;
/** Hz and seconds from the start. */
const NOTES: Record<Tone, readonly [hz: number, at: number][]> = {
  message: [[659.3, 0]],
  conversation: [
    [523.3, 0],
    [784, 0.12],
  ],
  offer: [
    [659.3, 0],
    [880, 0.14],
    [659.3, 0.42],
    [880, 0.56],
  ],
};

/** Asks for sound at every gesture that comes while there is none. Call once; the answer stops it. */
export function unlockSound(): () => void {
  const events = ['pointerdown', 'keydown'] as const;
  const unlock = () => soundBlocked() && void running();
  for (const name of events) addEventListener(name, unlock, true);
  if (navigator.userActivation?.hasBeenActive) void running();
  return () => {
    for (const name of events) removeEventListener(name, unlock, true);
  };
}

/** Plays, unless the browser forbids it or another tone has just sounded. */
export async function playTone(tone: Tone): Promise<void> {
  const now = Date.now();
  if (soundBlocked() || now - lastAt < GAP_MS || !(await running()) || context === undefined) return;
  lastAt = now;
  for (const [hz, at] of NOTES[tone]) note(context, hz, context.currentTime + at);
}

/**
 * Holds the right to play under this name until it is released; answers whether this tab has it. Only for a tab that can
 * play: a silent one would keep the others silent. Where there are no locks (an old browser), every tab has.
 */
export function claimSound(name: string): { mine: () => boolean; release: () => void } {
  if (!navigator.locks) return { mine: () => true, release: () => {} };
  let mine = false;
  const stop = new AbortController();
  const held = Promise.withResolvers<void>();
  navigator.locks
    .request(`edgewise.sound.${name}`, { signal: stop.signal }, () => {
      mine = true;
      return held.promise;
    })
    // Aborted: released before it was ours.
    .catch(() => {});
  return {
    mine: () => mine,
    release: () => {
      mine = false;
      held.resolve();
      stop.abort();
    },
  };
}

async function running(): Promise<boolean> {
  try {
    context ??= new AudioContext();
    if (context.state !== 'running') await context.resume();
  } catch {
    // No audio device, or not allowed.
  }
  const plays = context?.state === 'running';
  setBlocked(!plays);
  return plays;
}

/** A soft mallet: quick to begin, gone in a third of a second. */
function note(audio: AudioContext, hz: number, at: number): void {
  const tone = audio.createOscillator();
  const loudness = audio.createGain();
  tone.type = 'sine';
  tone.frequency.value = hz;
  loudness.gain.setValueAtTime(0.0001, at);
  loudness.gain.exponentialRampToValueAtTime(0.16, at + 0.012);
  loudness.gain.exponentialRampToValueAtTime(0.0001, at + 0.34);
  tone.connect(loudness).connect(audio.destination);
  tone.start(at);
  tone.stop(at + 0.36);
}
