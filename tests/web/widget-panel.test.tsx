/** The opened panel, driven as a visitor would, over the scripted server (W2, W3, D4, M4). */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { VisitorConversation, Wait } from '../../src/protocol/visitor-wire.ts';
import { mountPanel } from '../../web/widget/panel/panel.tsx';
import { CONVERSATION, LOOK, say, visitor, type World } from './widget-world.ts';

let stop = () => {};
afterEach(() => stop());

/** `unheard`: the server hasn't answered yet. */
async function opens(
  conversation: Partial<VisitorConversation> | null | 'unheard' = null,
  draft = '',
  now = Date.now(),
) {
  const root = document.body.appendChild(document.createElement('div'));
  const world: World = await visitor({ open: true, now });
  const close = vi.fn();
  let kept = draft;
  const onChange = mountPanel(
    {
      chat: world.chat,
      draft: { get: () => kept, set: (text) => (kept = text) },
      takesFocus: () => true,
      phone: () => false,
      close,
    },
    root,
  );
  const push = world.states.push.bind(world.states);
  world.states.push = (...states) => {
    for (const state of states) onChange(state);
    return push(...states);
  };
  stop = () => root.remove();
  if (conversation !== 'unheard') world.welcomes(conversation);
  const field = () => root.querySelector('textarea')!;
  return {
    world,
    root,
    close,
    field,
    kept: () => kept,
    text: () => root.textContent ?? '',
    button: (name: string) =>
      [...root.querySelectorAll('button')].find((el) => el.textContent?.trim() === name || el.ariaLabel === name),
    writes(text: string) {
      field().value = text;
      field().dispatchEvent(new Event('input', { bubbles: true }));
    },
    presses(key: string, more: KeyboardEventInit = {}) {
      field().dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more }));
    },
    posts: () => world.sent.filter((frame) => frame.t === 'entry.post'),
  };
}

describe('panel', () => {
  it('greets, and says that it is an AI', async () => {
    const panel = await opens();
    expect(panel.text()).toContain('Hello! How can I help?');
    expect(panel.text()).toContain('Vela is an AI and can be wrong.');
    expect(panel.button('Talk to a person')).toBeDefined();
    expect(panel.root.querySelector('[role=log]')?.getAttribute('aria-label')).toBe('Messages');
  });

  it('sends with Enter, breaks the line with Shift, and leaves an input method alone', async () => {
    const panel = await opens();
    panel.writes('Ahoj');
    panel.presses('Enter', { shiftKey: true });
    panel.presses('Enter', { isComposing: true });
    panel.presses('Enter', { keyCode: 229 });
    expect(panel.posts()).toEqual([]);
    panel.presses('Enter');
    expect(panel.posts()).toHaveLength(1);
    expect(panel.field().value).toBe('');
    expect(panel.text()).toContain('Sending');
  });

  it('counts from 800 characters and sends no more than 1,000', async () => {
    const panel = await opens();
    panel.writes('x'.repeat(799));
    expect(panel.text()).not.toContain('/ 1000');
    panel.writes('🚲'.repeat(800));
    expect(panel.text()).toContain('800 / 1000');
    panel.writes('x'.repeat(1_012));
    expect(panel.text()).toContain('12 too many');
    panel.presses('Enter');
    expect(panel.posts()).toEqual([]);
  });

  it('keeps the draft of its tab', async () => {
    const panel = await opens(null, 'half a thought');
    expect(panel.field().value).toBe('half a thought');
    panel.writes('a whole thought');
    expect(panel.kept()).toBe('a whole thought');
  });

  it('shows a failed message with the way to try again', async () => {
    const panel = await opens();
    panel.writes('Hi');
    panel.presses('Enter');
    const [post] = panel.posts();
    panel.world.says({ t: 'refused', cid: post!.cid, code: 'internal' });
    expect(panel.text()).toContain('Not sent.');
    panel.button('Try again')!.click();
    expect(panel.posts()).toHaveLength(2);
  });

  it('lets go of a failed message on demand', async () => {
    const panel = await opens();
    panel.writes('Hi');
    panel.presses('Enter');
    panel.world.says({ t: 'refused', cid: panel.posts()[0]!.cid, code: 'internal' });
    panel.button('Discard')!.click();
    expect(panel.text()).not.toContain('Not sent.');
    expect(panel.world.chat.state().pending).toEqual([]);
  });

  it('doesn’t say “Sending” for ever', async () => {
    const panel = await opens(null, '', Date.now() - 11_000);
    panel.writes('Anybody?');
    panel.presses('Enter');
    expect(panel.text()).toContain('Waiting to be sent');
    const [post] = panel.posts();
    panel.world.says({ t: 'conversation.started', conversation: CONVERSATION });
    panel.world.says({ t: 'entry.added', entry: say.visitor(1, 'Anybody?', post!.cid) });
    expect(panel.text()).not.toContain('Waiting to be sent');
  });

  it('says that a wish is tried again, and that one didn’t work', async () => {
    const panel = await opens({ entries: [say.visitor(1, 'Hi')] });
    panel.button('Talk to a person')!.click();
    const { cid } = panel.world.sent.at(-1) as { cid: string };
    panel.world.says({ t: 'refused', cid, code: 'overloaded', retryAfterMs: 5_000 });
    expect(panel.text()).toContain('One moment. Trying again…');
    panel.world.says({ t: 'refused', cid, code: 'conversation.none' });
    expect(panel.text()).toContain('That didn’t work.');
  });

  it('renders the AI’s markup, never the visitor’s, and no markup as markup', async () => {
    const panel = await opens({
      entries: [say.visitor(1, '**a** <b>b</b>'), say.bot(2, 'Take the **S** <img src=x>')],
    });
    const [own, bot] = [...panel.root.querySelectorAll('.message')].slice(-2);
    expect(own?.querySelector('.bubble')?.textContent).toBe('**a** <b>b</b>');
    expect(bot?.querySelector('.bubble b')?.textContent).toBe('S');
    expect(panel.root.querySelector('img')).toBeNull();
  });

  it('keeps the element of an answer from its first word to its end', async () => {
    const panel = await opens({ entries: [say.visitor(1, 'Hi')] });
    panel.world.says({ t: 'answer.streamed', answer: 'ans_1', name: 'Vela', offset: 0, text: 'Take the' });
    const element = [...panel.root.querySelectorAll('.message')].at(-1)!;
    expect(element.className).toContain('streaming');
    panel.world.says({
      t: 'entry.added',
      entry: say.bot(2, 'Take the S.', { answer: 'ans_1', sources: [{ article: 'art_1', title: 'Sizes' }] }),
    });
    expect([...panel.root.querySelectorAll('.message')].at(-1)).toBe(element);
    expect(element.className).not.toContain('streaming');
    expect(element.textContent).toContain('Take the S.');
    expect(element.textContent).toContain('Sizes');
  });

  it('shows who has it: waiting, the live agent, the AI again', async () => {
    const panel = await opens({ entries: [say.visitor(1, 'Hi')] });
    panel.world.says({ t: 'entry.added', entry: say.asked(2) });
    expect(panel.text()).toContain('Finding a person');
    panel.button('Back to AI')!.click();
    expect(panel.world.sent.at(-1)).toMatchObject({ t: 'person.withdraw' });
    panel.world.says({ t: 'entry.added', entry: say.joined(3) });
    expect(panel.root.querySelector('h1')?.textContent).toBe('Maja');
    expect(panel.text()).toContain('Live agent');
    expect(panel.field().placeholder).toBe('Write to Maja');
    expect(panel.button('Talk to a person')).toBeUndefined();
    panel.world.says({ t: 'entry.added', entry: say.left(4) });
    expect(panel.root.querySelector('h1')?.textContent).toBe('Vela');
    expect(panel.text()).not.toContain('Live agent');
  });

  it('leaves the composer alone while control goes from hand to hand: focus, caret and what is being composed', async () => {
    const panel = await opens({ entries: [say.visitor(1, 'Hi')] });
    const field = panel.field();
    field.focus();
    panel.writes('I am writing');
    for (const entry of [say.asked(2), say.joined(3), say.left(4)]) {
      panel.world.says({ t: 'entry.added', entry });
      expect(panel.field()).toBe(field);
    }
    expect([document.activeElement, field.value]).toEqual([field, 'I am writing']);
  });

  it('ends only after asking, and starts anew', async () => {
    const panel = await opens({ entries: [say.visitor(1, 'Hi')] });
    panel.button('End chat')!.click();
    expect(panel.text()).toContain('End this chat?');
    expect(panel.world.sent.some((frame) => frame.t === 'conversation.close')).toBe(false);
    [...panel.root.querySelectorAll<HTMLButtonElement>('.choice button')].at(-1)!.click();
    const close = panel.world.sent.find((frame) => frame.t === 'conversation.close');
    panel.world.says({ t: 'entry.added', entry: say.closed(2, 'visitor') });
    panel.world.says({ t: 'ack', cid: close!.cid, seq: 2 });
    expect(panel.text()).toContain('You ended the chat');
    expect(panel.root.querySelector('textarea')).toBeNull();
    panel.button('Start a new chat')!.click();
    expect(panel.text()).not.toContain('You ended the chat');
    panel.writes('Me again');
    panel.presses('Enter');
    expect(panel.posts()[0]).not.toHaveProperty('conversation');
  });

  it('closes on Escape', async () => {
    const panel = await opens();
    panel.presses('Escape', { isComposing: true });
    expect(panel.close).not.toHaveBeenCalled();
    panel.presses('Escape');
    expect(panel.close).toHaveBeenCalledOnce();
  });

  it('says when the line is down, and when it will not come back', async () => {
    const panel = await opens();
    panel.world.drops();
    expect(panel.text()).toContain('Reconnecting');
    // It is shown a moment later, and stays whatever happens meanwhile.
    const strip = panel.root.querySelector('.strip');
    panel.writes('Are you there?');
    panel.presses('Enter');
    expect(panel.root.querySelector('.strip')).toBe(strip);
    await panel.world.passes(30_000);
    panel.world.welcomes();
    expect(panel.text()).not.toContain('Reconnecting');
    panel.world.drops(4426);
    expect(panel.button('Reload')).toBeDefined();
    expect(panel.field().disabled).toBe(true);
  });

  it('says that a message was refused because the chat was switched off', async () => {
    const panel = await opens({ entries: [say.visitor(1, 'Hi'), say.joined(2)] });
    panel.writes('Are you there?');
    panel.presses('Enter');
    panel.world.says({ t: 'refused', cid: panel.posts()[0]!.cid, code: 'conversation.interrupted' });
    expect(panel.root.querySelector('.failed')?.textContent).toContain('The chat is closed at the moment.');
  });

  it('asks anew before the next chat ends, though the last one ended while it asked', async () => {
    const panel = await opens({ entries: [say.visitor(1, 'Hi')] });
    panel.button('End chat')!.click();
    panel.world.says({ t: 'entry.added', entry: say.closed(2, 'agent') });
    panel.button('Start a new chat')!.click();
    expect(panel.text()).not.toContain('End this chat?');
    expect(document.activeElement).toBe(panel.field());
  });
});

describe('a wait', () => {
  const waits = (wait: Partial<Wait>, now?: number) =>
    opens({ control: 'waiting', controlAt: 0, wait: { ...UNKNOWN, ...wait }, entries: [say.asked(1)] }, '', now);
  const UNKNOWN: Wait = { place: null, at: 0, fromMs: null, toMs: null };
  const MINUTE = 60_000;
  const card = (root: HTMLElement) => root.querySelector('.waiting-card [role=status] > div')!;
  const said = (root: HTMLElement) => [...card(root).children].map((line) => line.textContent);

  it('promises nothing while nothing is known', async () => {
    const { root } = await waits({});
    expect(said(root)).toEqual(['Finding a person', '']);
  });

  it('shows the place in line as it changes, in elements that stay', async () => {
    const { root, world } = await waits({ place: 4 });
    const line = card(root);
    const seen = [said(root)[0]];
    for (const place of [3, 2, 1]) {
      world.says({ t: 'wait.changed', wait: { ...UNKNOWN, place } });
      seen.push(said(root)[0]);
    }
    expect(seen).toEqual(['Number 4 in line', 'You are 3rd in line', 'You are 2nd in line', 'You are next']);
    expect(card(root)).toBe(line);
  });

  it('counts its estimate down, and in the end says that it takes longer', async () => {
    vi.useFakeTimers();
    const now = Date.now();
    const { root } = await waits({ place: 2, fromMs: 2 * MINUTE, toMs: 3.5 * MINUTE }, now);
    const seen: unknown[] = [];
    for (let minute = 0; minute < 5; minute++) {
      seen.push(said(root)[1]);
      vi.advanceTimersByTime(MINUTE);
    }
    vi.useRealTimers();
    expect(seen).toEqual(['About 2–4 min', 'About 1–3 min', 'About 1–2 min', 'About 1 min', LONG]);
  });
  const LONG = 'It takes longer than usual';

  it('that is longer than any before says so', async () => {
    expect(said((await waits({ place: 1, fromMs: 0, toMs: 0 })).root)).toEqual(['You are next', LONG]);
  });

  it('knows nothing from an earlier one', async () => {
    const { root, world } = await waits({ place: 2, fromMs: MINUTE, toMs: MINUTE });
    world.says({ t: 'entry.added', entry: say.joined(2) });
    world.says({ t: 'entry.added', entry: say.waits(3, 'unassigned') });
    expect(said(root)).toEqual(['Finding a person', '']);
  });
});

describe('the people', () => {
  it('in a conference are all named, the one who has it first', async () => {
    const panel = await opens({ entries: [say.visitor(1, 'Hi')] });
    const names: unknown[] = [];
    const entries = [
      say.joined(2),
      say.guest(3, 'joined'),
      say.guest(4, 'joined', 'Ben'),
      say.guest(5, 'left', 'Maja'),
      say.joined(6, 'Ana'),
      say.guest(7, 'left', 'Ben'),
      say.waits(8, 'transferred'),
      say.joined(9, 'Ben'),
    ];
    for (const entry of entries) {
      panel.world.says({ t: 'entry.added', entry });
      names.push(panel.root.querySelector('h1')?.textContent);
    }
    expect(names).toEqual([
      'Maja',
      'Maja, Ana',
      'Maja, Ana, Ben',
      'Maja, Ana, Ben',
      'Ana, Ben',
      'Ana',
      'Finding a person',
      'Ben',
    ]);
    expect(panel.field().placeholder).toBe('Write to Ben');
  });
});

describe('typing', () => {
  const signs = (world: World) =>
    world.sent.flatMap((frame) => (frame.t === 'typing.set' ? [frame.on ? (frame.text ?? true) : false] : []));

  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('is told every three seconds at most, without its text, and ended once', async () => {
    const panel = await opens({ entries: [say.visitor(1, 'Hi')] });
    expect(panel.text()).not.toContain('What you type');
    for (let i = 0; i < 10; i++) panel.writes('Do you'.slice(0, i));
    vi.advanceTimersByTime(3_000);
    panel.writes('Do you have');
    panel.writes('');
    panel.writes(' ');
    expect(signs(panel.world)).toEqual([true, true, false]);
  });

  it('is told with its text where the site has it so, once a second at most, and the last of it too', async () => {
    const panel = await opens({ entries: [say.visitor(1, 'Hi')] });
    panel.world.says({ t: 'look.changed', look: { ...LOOK, preview: true } });
    expect(panel.text()).toContain('What you type is seen before you send it.');
    expect(document.getElementById(panel.field().getAttribute('aria-describedby')!)?.textContent).toContain('is seen');
    for (const text of ['D', 'Do', 'Do y']) panel.writes(text);
    vi.advanceTimersByTime(999);
    expect(signs(panel.world)).toEqual(['D']);
    vi.advanceTimersByTime(1);
    expect(signs(panel.world)).toEqual(['D', 'Do y']);
    vi.advanceTimersByTime(60_000);
    expect(signs(panel.world)).toEqual(['D', 'Do y']);
    panel.writes('x'.repeat(1_200));
    panel.field().dispatchEvent(new Event('blur'));
    expect(signs(panel.world).slice(2)).toEqual(['x'.repeat(1_000), false]);
  });

  it('tells nothing more of a message that was sent', async () => {
    const panel = await opens({ entries: [say.visitor(1, 'Hi')] });
    panel.world.says({ t: 'look.changed', look: { ...LOOK, preview: true } });
    panel.writes('D');
    panel.writes('Do you?');
    panel.presses('Enter');
    vi.advanceTimersByTime(5_000);
    expect(signs(panel.world)).toEqual(['D']);
    expect(panel.posts()).toHaveLength(1);
  });
});

describe('a chat that is not for this page', () => {
  it('stays readable, and offers nothing more', async () => {
    const panel = await opens({ entries: [say.visitor(1, 'Hi'), say.joined(2), say.agent(3, 'Hello, Maja here')] });
    panel.world.drops(4403);
    expect(panel.text()).toContain('The chat is not available here right now.');
    expect(panel.text()).toContain('Hello, Maja here');
    expect(panel.root.querySelector('h1')?.textContent).toBe('Kolovrat');
    expect(panel.root.querySelector('textarea')).toBeNull();
    expect([...panel.root.querySelectorAll('button')].map((button) => button.getAttribute('aria-label'))).toEqual([
      'Close chat',
    ]);
    await panel.world.passes(600_000);
    expect(panel.world.connections()).toBe(1);
  });

  it('before this page was opened has no more to show than that', async () => {
    const panel = await opens('unheard');
    panel.world.drops(4403);
    expect(panel.text()).toContain('The chat is not available here right now.');
    expect(panel.root.querySelector('.ghost, textarea, .pill')).toBeNull();
    expect(panel.root.querySelector('h1')?.textContent).toBe('Chat');
  });
});
