/** M7: of several tabs one plays, and it is one whose browser lets it. */
import { afterEach, expect, it, vi } from 'vitest';
import { FakeSocket, SITE, settled } from './dashboard-support.ts';
import { CNV, closeDesk, offer, openDesk } from './offer-support.tsx';

/** Locks that this tab holds. */
const held: string[] = [];
const locks = {
  request(name: string, _: object, granted: () => Promise<void>) {
    held.push(name);
    return granted().finally(() => held.splice(held.indexOf(name), 1));
  },
};
Object.defineProperty(navigator, 'locks', { value: locks });

/** Whether the browser lets this page sound. */
let allowed = false;
const note = vi.fn();

class FakeAudio {
  state = 'suspended';
  async resume() {
    if (allowed) this.state = 'running';
  }
  createOscillator() {
    return { frequency: {}, connect: (next: object) => next, start: note, stop() {} };
  }
  createGain() {
    return { gain: { setValueAtTime() {}, exponentialRampToValueAtTime() {} }, connect() {} };
  }
}
vi.stubGlobal('AudioContext', FakeAudio);

afterEach(closeDesk);

async function press() {
  dispatchEvent(new Event('pointerdown'));
  await settled();
}

it('leaves the right to play to other tabs until it can itself, and gives it back when it goes', async () => {
  await openDesk(() => null, { sound: 'new-conversations' });
  await press();
  await FakeSocket.last.says({ t: 'offer.made', offer: offer() });
  expect([held, note.mock.calls.length]).toEqual([[], 0]);

  allowed = true;
  await press();
  expect(held).toEqual([`edgewise.sound.${SITE}`]);
  await FakeSocket.last.says({ t: 'offer.ended', offer: 'ofr_1', conversation: CNV, how: 'missed' });
  await FakeSocket.last.says({ t: 'offer.made', offer: offer({ id: 'ofr_2' }) });
  expect(note).toHaveBeenCalled();

  closeDesk();
  await settled();
  expect(held).toEqual([]);
});
