/**
 * The teaser: while the panel is closed, the newest message that nobody has read, beside the launcher. It is painted here, in
 * the frame made small; the host page is told how high it is, and no word of it. Fetched with the first such message.
 */
import { lastSeq } from '../../kit/thread.ts';
import { TEASER_WORDS } from '../words-teaser.ts';
import { type Chat, type ChatState, seqOf, unreadMessages } from './chat.ts';
import type { Host } from './host.ts';
import type { Memory } from './memory.ts';
import css from './teaser.css?inline';

/** Paints what a state has to be teased with, and answers how high that is, in px; 0 where there is nothing. */
export function makeTeaser(chat: Chat, tab: Memory, host: Host, onChange: () => void): (state: ChatState) => number {
  const root = document.documentElement;
  const aside = document.createElement('aside');
  /** The message that is painted, and whether anybody can have heard of it: only what comes into a visible frame is announced. */
  let painted = '';
  let heard = false;
  aside.role = 'status';
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets.push(sheet);
  document.body.append(aside);
  // A narrow window has room for fewer words in a line, a phone for fewer lines.
  new ResizeObserver(onChange).observe(aside);
  addEventListener('resize', () => {
    if (heard) return;
    // The host has made the frame small, and visible.
    aside.replaceChildren(...aside.childNodes);
    heard = true;
  });

  return (state) => {
    const last = unreadMessages(state).at(-1);
    const message = last && !state.open && last.seq > seqOf(tab.get('dismissed'), state.thread) ? last : null;
    const next = message ? `${state.thread!.id}:${message.seq}` : '';
    if (next !== painted) {
      if (!painted) {
        heard = false;
        root.style.setProperty('--width', `${innerWidth}px`);
        root.style.setProperty('--height', `${innerHeight}px`);
      }
      painted = next;
      root.classList.toggle('teasing', !!message);
      aside.replaceChildren(...(message ? [bubble(message, state.look?.name ?? ''), cross()] : []));
    }
    return aside.offsetHeight;
  };

  // New nodes for every message: one whose text changes keeps the direction of the text before.
  function bubble(message: { from: string; name: string; text: string }, site: string): HTMLElement {
    const button = document.createElement('button');
    const from = add(button, 'from');
    from.textContent = message.from === 'bot' ? TEASER_WORDS.botOf(message.name, site) : message.name;
    const words = add(button, 'words');
    words.dir = 'auto';
    words.textContent = preview(message);
    button.onclick = () => host.tell({ edgewise: 'panel', open: true, byVisitor: true });
    return button;
  }

  function cross(): HTMLElement {
    const button = document.createElement('button');
    button.className = 'cross';
    button.ariaLabel = TEASER_WORDS.dismiss;
    button.textContent = '×';
    button.onclick = () => {
      const { thread } = chat.state();
      tab.set('dismissed', thread && `${thread.id}:${lastSeq(thread)}`);
      onChange();
    };
    return button;
  }
}

/** Short, cut between code points; of the AI's without the marks that it uses. */
function preview({ from, text }: { from: string; text: string }): string {
  const words = from === 'bot' ? text.replace(/\[([^\]]+)\]\([^)]+\)|\*\*|`|^#+ /gm, '$1') : text;
  return words.replace(/^(.{140}).+/su, '$1…');
}

function add(parent: Node, className: string): HTMLElement {
  const part = document.createElement('span');
  part.className = className;
  return parent.appendChild(part);
}
