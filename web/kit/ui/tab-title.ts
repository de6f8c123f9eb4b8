/** What the browser's tab says on a page with this title, given once by the frame. */
import { createContext } from 'solid-js';

export const TabTitle = createContext((page: string): string => page);
