/** What stands at the end of every page's header, given once by the frame: sounds, theme, the member's menu. */
import { createContext, type JSX } from 'solid-js';

export const HeaderTools = createContext<() => JSX.Element>();
