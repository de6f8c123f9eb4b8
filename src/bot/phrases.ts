/**
 * What the bot says on its own account, when no answerer made an answer: an answer failed twice, nobody came in time,
 * nobody was there to come. In the visitor's language, in forms that depend on nobody's gender.
 */
import { languageOf } from './language.ts';
import type { Language } from './words.ts';

export interface Phrases {
  failed: string;
  nobodyCame: string;
  nobodyThere: string;
}

/** The bot's own sentences, in the language that the visitor writes in. */
export function phrasesFor(visitorText: string): Phrases {
  return PHRASES[languageOf([visitorText])];
}

const PHRASES: Record<Language, Phrases> = {
  en: {
    failed: 'Sorry, I can’t answer right now. I can ask a person to join, if you like.',
    nobodyCame:
      'Nobody could join yet, I’m sorry. Your messages are kept and people will read them. I’m still here meanwhile.',
    nobodyThere:
      'Nobody is at the desk right now. Your messages are kept and people will read them. I’m still here meanwhile.',
  },
  sl: {
    failed: 'Oprostite, trenutno ne morem odgovoriti. Če želite, lahko v pogovor povabim človeka.',
    nobodyCame:
      'Žal se še nihče ni mogel vključiti. Vaša sporočila so shranjena in jih bo nekdo prebral. Medtem sem tu jaz.',
    nobodyThere:
      'Trenutno ni nikogar na voljo. Vaša sporočila so shranjena in jih bo nekdo prebral. Medtem sem tu jaz.',
  },
  uk: {
    failed: 'Вибачте, зараз я не можу відповісти. Якщо бажаєте, я запрошу до розмови людину.',
    nobodyCame:
      'На жаль, поки що ніхто не зміг долучитися. Ваші повідомлення збережено, їх обов’язково прочитають. Тим часом я тут.',
    nobodyThere:
      'Зараз нікого немає на місці. Ваші повідомлення збережено, їх обов’язково прочитають. Тим часом я тут.',
  },
  it: {
    failed:
      'Mi dispiace, in questo momento non riesco a rispondere. Se vuoi, posso chiedere a una persona di intervenire.',
    nobodyCame:
      'Mi dispiace, finora nessuno ha potuto intervenire. I tuoi messaggi sono salvati e qualcuno li leggerà. Intanto resto qui.',
    nobodyThere: 'Al momento non c’è nessuno. I tuoi messaggi sono salvati e qualcuno li leggerà. Intanto resto qui.',
  },
  es: {
    failed: 'Lo siento, ahora mismo no puedo responder. Si quieres, puedo pedir que se incorpore una persona.',
    nobodyCame:
      'Lo siento, todavía nadie ha podido incorporarse. Tus mensajes se guardan y alguien los leerá. Mientras tanto, sigo aquí.',
    nobodyThere:
      'Ahora mismo no hay nadie disponible. Tus mensajes se guardan y alguien los leerá. Mientras tanto, sigo aquí.',
  },
  pl: {
    failed: 'Przepraszam, w tej chwili nie mogę odpowiedzieć. Jeśli chcesz, mogę poprosić o dołączenie człowieka.',
    nobodyCame:
      'Niestety nikt jeszcze nie mógł dołączyć. Twoje wiadomości są zapisane i ktoś je przeczyta. W międzyczasie jestem tutaj.',
    nobodyThere:
      'W tej chwili nikogo nie ma. Twoje wiadomości są zapisane i ktoś je przeczyta. W międzyczasie jestem tutaj.',
  },
};
