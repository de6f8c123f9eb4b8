/** The opened panel, driven as a visitor would, over the scripted server (W2, W3, D4, M4). */
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { VisitorConversation } from '../../src/protocol/visitor-wire.ts';
import { mountPanel } from '../../web/widget/panel/panel.tsx';
import { CONVERSATION, say, visitor, type World } from './widget-world.ts';

let stop = () => {};
afterEach(() => stop());

async function opens(conversation: Partial<VisitorConversation> | null = null, draft = '', now = Date.now()) {
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
  world.welcomes(conversation);
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

  it('ends only after asking, and starts anew', async () => {
    const panel = await opens({ entries: [say.visitor(1, 'Hi')] });
    panel.button('End chat')!.click();
    expect(panel.text()).toContain('End this chat?');
    expect(panel.world.sent.some((frame) => frame.t === 'conversation.close')).toBe(false);
    [...panel.root.querySelectorAll<HTMLButtonElement>('.choice button')].at(-1)!.click();
    const close = panel.world.sent.find((frame) => frame.t === 'conversation.close');
    panel.world.says({ t: 'entry.added', entry: say.closed(2, 'visitor') });
    panel.world.says({ t: 'ack', cid: close!.cid, seq: 2, at: 2 });
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
    await panel.world.passes(30_000);
    panel.world.welcomes();
    expect(panel.text()).not.toContain('Reconnecting');
    panel.world.drops(4426);
    expect(panel.button('Reload')).toBeDefined();
    expect(panel.field().disabled).toBe(true);
  });
});
