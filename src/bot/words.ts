/**
 * All that the embedded answerer says besides the articles' own words, in the product's six languages.
 * The sentences keep to forms that don't depend on anybody's gender, the assistant's included.
 */

export const LANGUAGES = ['en', 'sl', 'uk', 'it', 'es', 'pl'] as const;
export type Language = (typeof LANGUAGES)[number];

export interface Words {
  greeting: string;
  thanks: string;
  goodbye: string;
  /** To `ok` and the like. */
  fine: string;
  /** To `can you help me?` */
  ask: string;
  /** To `are you a robot?` */
  identity: string;
  /** To `I want to talk to a person`. Promises nobody: whether somebody is there is looked up after it. */
  person: string;
  /** The articles don't say. */
  unknown: string;
  /** No words in the message. */
  unclear: string;
  /** Before an answer from an article in another language: which one, by language of the article, and where it is from. */
  foreign: { in: Record<Language, string>; from: string };
}

export const WORDS: Record<Language, Words> = {
  en: {
    greeting: 'Hello! What would you like to know?',
    thanks: 'You’re welcome! Is there anything else I can help with?',
    goodbye: 'Goodbye, and thank you for your visit!',
    fine: 'Good. Just write if there is anything else.',
    ask: 'Of course. What would you like to know?',
    identity:
      'I’m an AI assistant, not a person. I answer from the articles of this site, and a person can step in at any time.',
    person: 'One moment, let me see who is at the desk.',
    unknown:
      'I’m sorry, I couldn’t find an answer to that in our articles. Would you like to talk to somebody from our team?',
    unclear: 'I didn’t quite understand that. Could you put your question in a few words?',
    foreign: {
      in: {
        en: 'In English',
        sl: 'In Slovenian',
        uk: 'In Ukrainian',
        it: 'In Italian',
        es: 'In Spanish',
        pl: 'In Polish',
      },
      from: ', from our article “{title}”:',
    },
  },
  sl: {
    greeting: 'Pozdravljeni! Kaj vas zanima?',
    thanks: 'Ni za kaj! Vam lahko pomagam še s čim?',
    goodbye: 'Nasvidenje in hvala za obisk!',
    fine: 'V redu. Kar pišite, če vas zanima še kaj.',
    ask: 'Seveda. Kaj vas zanima?',
    identity:
      'Sem pomočnik z umetno inteligenco, ne človek. Odgovarjam iz člankov te strani, kadar koli pa se lahko vključi tudi človek.',
    person: 'Trenutek, preverim, kdo iz naše ekipe je tu.',
    unknown: 'Žal v naših člankih ni odgovora na to vprašanje. Želite govoriti z nekom iz naše ekipe?',
    unclear: 'Tega ne razumem najbolje. Lahko vprašanje zapišete z nekaj besedami?',
    foreign: {
      in: {
        en: 'V angleščini',
        sl: 'V slovenščini',
        uk: 'V ukrajinščini',
        it: 'V italijanščini',
        es: 'V španščini',
        pl: 'V poljščini',
      },
      from: ', iz našega članka »{title}«:',
    },
  },
  uk: {
    greeting: 'Вітаю! Що вас цікавить?',
    thanks: 'Будь ласка! Чи можу ще чимось допомогти?',
    goodbye: 'До побачення і дякуємо, що завітали!',
    fine: 'Добре. Пишіть, якщо виникнуть інші запитання.',
    ask: 'Звісно. Що вас цікавить?',
    identity:
      'Я помічник на основі штучного інтелекту, а не людина. Відповідаю за статтями цього сайту, а людина може долучитися будь-коли.',
    person: 'Хвилинку, перевірю, хто з нашої команди на місці.',
    unknown: 'На жаль, у наших статтях немає відповіді на це запитання. Бажаєте поговорити з кимось із нашої команди?',
    unclear: 'Я не зовсім розумію. Чи могли б ви поставити запитання кількома словами?',
    foreign: {
      in: {
        en: 'Англійською',
        sl: 'Словенською',
        uk: 'Українською',
        it: 'Італійською',
        es: 'Іспанською',
        pl: 'Польською',
      },
      from: ', з нашої статті «{title}»:',
    },
  },
  it: {
    greeting: 'Ciao! Come posso aiutarti?',
    thanks: 'Prego! Posso aiutarti con qualcos’altro?',
    goodbye: 'Arrivederci e grazie della visita!',
    fine: 'Bene. Scrivimi pure se ti serve altro.',
    ask: 'Certo. Che cosa vuoi sapere?',
    identity:
      'Sono un assistente basato sull’intelligenza artificiale, non una persona. Rispondo con gli articoli di questo sito e una persona può intervenire in qualsiasi momento.',
    person: 'Un momento, vedo chi del nostro team è disponibile.',
    unknown:
      'Mi dispiace, nei nostri articoli non ho trovato una risposta. Vuoi parlare con una persona del nostro team?',
    unclear: 'Non ho capito bene. Puoi scrivere la domanda in poche parole?',
    foreign: {
      in: {
        en: 'In inglese',
        sl: 'In sloveno',
        uk: 'In ucraino',
        it: 'In italiano',
        es: 'In spagnolo',
        pl: 'In polacco',
      },
      from: ', dal nostro articolo «{title}»:',
    },
  },
  es: {
    greeting: '¡Hola! ¿En qué puedo ayudarte?',
    thanks: '¡De nada! ¿Puedo ayudarte con algo más?',
    goodbye: '¡Hasta luego y gracias por tu visita!',
    fine: 'Perfecto. Escríbeme si necesitas algo más.',
    ask: 'Claro. ¿Qué quieres saber?',
    identity:
      'Soy un asistente de inteligencia artificial, no una persona. Respondo con los artículos de este sitio y una persona puede intervenir cuando quieras.',
    person: 'Un momento, miro quién de nuestro equipo está disponible.',
    unknown:
      'Lo siento, no he encontrado la respuesta en nuestros artículos. ¿Quieres hablar con una persona de nuestro equipo?',
    unclear: 'No lo he entendido bien. ¿Puedes escribir tu pregunta en pocas palabras?',
    foreign: {
      in: {
        en: 'En inglés',
        sl: 'En esloveno',
        uk: 'En ucraniano',
        it: 'En italiano',
        es: 'En español',
        pl: 'En polaco',
      },
      from: ', de nuestro artículo «{title}»:',
    },
  },
  pl: {
    greeting: 'Dzień dobry! W czym mogę pomóc?',
    thanks: 'Nie ma za co! Czy mogę jeszcze w czymś pomóc?',
    goodbye: 'Do widzenia i dziękujemy za wizytę!',
    fine: 'Dobrze. Napisz, jeśli będziesz mieć inne pytania.',
    ask: 'Oczywiście. W czym mogę pomóc?',
    identity:
      'Jestem asystentem opartym na sztucznej inteligencji, a nie człowiekiem. Odpowiadam na podstawie artykułów z tej strony, a człowiek może dołączyć w każdej chwili.',
    person: 'Chwileczkę, sprawdzę, kto z naszego zespołu jest dostępny.',
    unknown:
      'Niestety w naszych artykułach nie ma odpowiedzi na to pytanie. Czy chcesz porozmawiać z kimś z naszego zespołu?',
    unclear: 'Nie do końca rozumiem. Czy możesz zadać pytanie w kilku słowach?',
    foreign: {
      in: {
        en: 'Po angielsku',
        sl: 'Po słoweńsku',
        uk: 'Po ukraińsku',
        it: 'Po włosku',
        es: 'Po hiszpańsku',
        pl: 'Po polsku',
      },
      from: ', z naszego artykułu „{title}”:',
    },
  },
};
