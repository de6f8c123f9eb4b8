/** The text of a message. The AI's and agents' is Markdown of a safe kind; a visitor's is as typed, with its links. */
import { createEffect, type JSX } from 'solid-js';
import { linkify, parseMarkdown, toDom } from '../../kit/markdown.ts';
import styles from './rich-text.module.css';

export function RichText(props: { text: string; plain?: boolean }): JSX.Element {
  let box!: HTMLDivElement;
  createEffect(() => {
    const marks = props.plain ? linkify(props.text) : parseMarkdown(props.text);
    box.replaceChildren(toDom(marks));
  });
  return <div ref={box} class={styles.text} classList={{ [styles.plain ?? '']: props.plain ?? false }} dir="auto" />;
}
