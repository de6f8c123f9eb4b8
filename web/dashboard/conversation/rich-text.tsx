/** The text of a message. The AI's is Markdown of a safe kind; what people wrote is as typed, with its links. */
import type { JSX } from 'solid-js';
import { linkify, parseMarkdown, toDom } from '../../kit/markdown.ts';
import styles from './rich-text.module.css';

export function RichText(props: { text: string; plain: boolean }): JSX.Element {
  const nodes = () => {
    const marks = props.plain ? linkify(props.text) : parseMarkdown(props.text);
    return Array.from(toDom(marks).childNodes);
  };
  return (
    <div class={styles.text} classList={{ [styles.plain ?? '']: props.plain }} dir="auto">
      {nodes()}
    </div>
  );
}
