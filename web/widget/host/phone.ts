/** On a phone, upright or on its side, the panel is the whole screen. */

/** Whether there is room for no more than the panel; it changes when a phone is turned. As in `launcher.css`. */
export const phone = matchMedia('(width<=480px),(height<=480px)');
