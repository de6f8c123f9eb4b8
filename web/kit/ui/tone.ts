/** The five control colours, and green for online. `data-tone` in tokens.css turns a tone into its four colours. */

export type Tone = 'bot' | 'waiting' | 'agent' | 'closed' | 'trouble' | 'online';
