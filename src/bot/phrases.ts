/**
 * What the bot says on its own account, when no answerer made an answer: an answer failed twice, nobody came in time, nobody was there to
 * come, or all who were had their hands full. In the product's six languages, as the visitor writes; in forms that don't depend on anybody's gender.
 */
import { languageOf } from './language.ts';
import type { Language } from './words.ts';

export interface Phrases {
  allBusy: string;
  failed: string;
  nobodyCame: string;
  nobodyThere: string;
}

/** The bot's own sentences, in the language that the visitor writes in, else in that of their page. */
export function phrasesFor(visitorText: string, visit: Language | null): Phrases {
  return PHRASES[languageOf([visitorText], visit)];
}

const PHRASES: Record<Language, Phrases> = {
  en: {
    allBusy:
      'All our people are busy right now. Your messages are kept, and our team will read them. I’m still here meanwhile.',
    failed: 'I’m sorry, I can’t answer right now. Would you like to talk to somebody from our team?',
    nobodyCame:
      'I’m sorry, nobody could join yet. Your messages are kept, and our team will read them. I’m still here meanwhile.',
    nobodyThere:
      'Nobody is at the desk right now. Your messages are kept, and our team will read them. I’m still here meanwhile.',
  },
  sl: {
    allBusy:
      'Trenutno so vsi iz naše ekipe zasedeni. Vaša sporočila so shranjena in ekipa jih bo prebrala. Medtem sem še vedno tu.',
    failed: 'Žal trenutno odgovor ni mogoč. Želite govoriti z nekom iz naše ekipe?',
    nobodyCame:
      'Žal se nam doslej ni mogel pridružiti nihče. Vaša sporočila so shranjena in naša ekipa jih bo prebrala. Medtem sem še vedno tu.',
    nobodyThere:
      'Trenutno ni nikogar iz naše ekipe. Vaša sporočila so shranjena in ekipa jih bo prebrala. Medtem sem še vedno tu.',
  },
  uk: {
    allBusy: 'Зараз уся наша команда зайнята. Ваші повідомлення збережено, і команда їх прочитає. А я тим часом тут.',
    failed: 'На жаль, зараз відповісти не вдається. Бажаєте поговорити з кимось із нашої команди?',
    nobodyCame:
      'На жаль, поки що ніхто не зміг долучитися. Ваші повідомлення збережено, і наша команда їх прочитає. А я тим часом тут.',
    nobodyThere:
      'Зараз нікого з команди немає на місці. Ваші повідомлення збережено, і команда їх прочитає. А я тим часом тут.',
  },
  it: {
    allBusy:
      'In questo momento tutto il team è occupato. I tuoi messaggi sono salvati e il team li leggerà. Intanto resto qui.',
    failed: 'Mi dispiace, in questo momento non riesco a rispondere. Vuoi parlare con qualcuno del nostro team?',
    nobodyCame:
      'Mi dispiace, finora nessuno ha potuto unirsi. I tuoi messaggi sono salvati e il nostro team li leggerà. Intanto resto qui.',
    nobodyThere:
      'In questo momento non c’è nessuno del team. I tuoi messaggi sono salvati e il team li leggerà. Intanto resto qui.',
  },
  es: {
    allBusy:
      'Ahora mismo todo el equipo está ocupado. Tus mensajes quedan guardados y el equipo los leerá. Mientras tanto, sigo aquí.',
    failed: 'Lo siento, ahora mismo no puedo responder. ¿Quieres hablar con alguien de nuestro equipo?',
    nobodyCame:
      'Lo siento, de momento nadie ha podido unirse. Tus mensajes quedan guardados y nuestro equipo los leerá. Mientras tanto, sigo aquí.',
    nobodyThere:
      'Ahora mismo no hay nadie del equipo. Tus mensajes quedan guardados y el equipo los leerá. Mientras tanto, sigo aquí.',
  },
  pl: {
    allBusy:
      'W tej chwili cały zespół jest zajęty. Wiadomości są zapisane i zespół je przeczyta. Tymczasem jestem tutaj.',
    failed: 'Przykro mi, w tej chwili nie mogę odpowiedzieć. Czy chcesz porozmawiać z kimś z naszego zespołu?',
    nobodyCame:
      'Przykro mi, na razie nikt nie mógł dołączyć. Wiadomości są zapisane i nasz zespół je przeczyta. Tymczasem jestem tutaj.',
    nobodyThere:
      'W tej chwili nie ma nikogo z zespołu. Wiadomości są zapisane i zespół je przeczyta. Tymczasem jestem tutaj.',
  },
};
