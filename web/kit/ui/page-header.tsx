/**
 * The bar on top of a page: its title, which the tab gets too, what is counted, and the tools of every page. A second row has the ways to
 * related pages and the page's own tools: what lies over the top bar, such as an offer, leaves those free. Below, the page's body.
 */
import { children, createEffect, type JSX, Show, useContext } from 'solid-js';
import { HeaderTools } from './header-tools.ts';
import styles from './page-header.module.css';
import { TabTitle } from './tab-title.ts';

export function PageHeader(props: {
  title: string;
  /** Counts and badges beside the title. */
  beside?: JSX.Element | undefined;
  /** The ways to related pages. */
  nav?: JSX.Element | undefined;
  /** What can be done on this page. */
  tools?: JSX.Element | undefined;
  /** Before the title, such as a way back. */
  before?: JSX.Element | undefined;
  /** The page gives the tab a title of its own, with what is counted on it. */
  ownTabTitle?: boolean | undefined;
}): JSX.Element {
  const common = useContext(HeaderTools);
  const nav = children(() => props.nav);
  const tools = children(() => props.tools);
  const tabTitle = useContext(TabTitle);
  createEffect(() => {
    if (!props.ownTabTitle) document.title = tabTitle(props.title);
  });
  return (
    <>
      <header class={styles.head}>
        {props.before}
        <h1 class={styles.title}>{props.title}</h1>
        {props.beside}
        <div class={styles.tools}>{common?.()}</div>
      </header>
      <Show when={nav.toArray().length + tools.toArray().length > 0}>
        <div class={styles.row}>
          {nav()}
          <div class={styles.tools}>{tools()}</div>
        </div>
      </Show>
    </>
  );
}

/** The width that forms and texts of a page keep to, with its padding. */
export function PageBody(props: { children: JSX.Element; wide?: boolean | undefined }): JSX.Element {
  return (
    <div class={styles.scroll}>
      <div class={`${styles.body} ${props.wide ? styles.wide : ''}`}>{props.children}</div>
    </div>
  );
}

/** A card on a settings page: a heading, a sentence, and what it is about. */
export function Section(props: {
  title: string;
  description?: JSX.Element | undefined;
  children: JSX.Element;
  tools?: JSX.Element | undefined;
  danger?: boolean | undefined;
}): JSX.Element {
  return (
    <section class={styles.section} data-tone={props.danger ? 'trouble' : undefined}>
      <header class={styles.sectionHead}>
        <div>
          <h2 class={styles.sectionTitle}>{props.title}</h2>
          <Show when={props.description}>
            <p class={styles.sectionText}>{props.description}</p>
          </Show>
        </div>
        {props.tools}
      </header>
      {props.children}
    </section>
  );
}
