/** What the bot says on its own account, when no answerer made an answer. */
/** Sentences that belong to no answer: an answer failed twice, nobody came in time, nobody was there to come. */
export interface Phrases {
  failed: string;
  nobodyCame: string;
  nobodyThere: string;
}

const ENGLISH: Phrases = {
  failed: 'Sorry, I can’t answer right now. I can ask a person to join, if you like.',
  nobodyCame:
    'Nobody could join yet, I’m sorry. Your messages are kept and people will read them. I’m still here meanwhile.',
  nobodyThere:
    'Nobody is at the desk right now. Your messages are kept and people will read them. I’m still here meanwhile.',
};

/** The bot's own sentences, in the language that the visitor writes in. */
export function phrasesFor(_visitorText: string): Phrases {
  return ENGLISH;
}
