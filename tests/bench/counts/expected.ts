/**
 * The counts that counts.test.ts holds, and that the price list (tests/bench/prices.ts) turns into money.
 * Where one moves for a reason, the test prints the new ones in the form that they have here.
 */

/** By act: rows written (of these for the alarm), rows read in so many statements, statements to D1 and the rows it wrote. */
export const COSTS = {
  // Presence is in the attachment and in memory; read is the visitor's newest conversation, once, and once for the card.
  'a visit': '0 (0), 0 in 1, 0 and 0',
  'a page view': '0 (0), 0 in 0, 0 and 0',
  'the panel opened': '0 (0), 0 in 0, 0 and 0',
  typing: '0 (0), 0 in 0, 0 and 0',
  // Conversation 2 with its index, visitor, start, greeting, words, timer, outbox, alarm; the answer. Read: what the AI looks up.
  'first words and the answer': '10 (1), 97 in 19, 0 and 0',
  // The words and the answer: an answer's timer is the conversation's own.
  'a question and the answer': '2 (0), 62 in 13, 0 and 0',
  // The wish; the conversation, now in the index of those with people, and once more with the offer that rings at Maja; the timer, set to the
  // end of the wait and then to that of the offer, and the alarm.
  'a person wished for': '7 (1), 6 in 8, 0 and 0',
  'a view': '0 (0), 7 in 1, 0 and 0',
  // The entry; the conversation, and its place in that index; the queue, which remembers how long the wait was; the agent, given one last now.
  'a take-over': '5 (0), 12 in 7, 0 and 0',
  'typing, seen': '0 (0), 0 in 0, 0 and 0',
  // The entry and nothing else.
  'a visitor’s message': '1 (0), 0 in 1, 0 and 0',
  'an agent’s message': '1 (0), 0 in 1, 0 and 0',
  // With a digit in it, twelve entries before it are read: they may hold the other pieces of a number.
  'a visitor’s words with a number': '1 (0), 0 in 1, 0 and 0',
  // The wrap-up and the end; the conversation, its index entry gone, one among the closed and one among Maja's; timer and outbox row gone; D1: summary, visitor,
  // transcript with its words.
  'the end, told to D1': '8 (0), 54 in 10, 3 and 6',
  // The outbox row, which comes and goes; the alarm for the grace.
  'the visit’s end, told to D1': '3 (1), 11 in 8, 1 and 1',
  'a whole chat of 20 messages': '51 (3), 249 in 83, 4 and 7',
};

/** By act, for visitor and agent: frames, bytes, and the bytes of each kind of update. */
export const SENT = {
  'a visit: agent': 'nothing',
  'a visit: visitor': '1, 234: visit.welcomed 234',
  // A card is there from the first look into the panel on.
  'a page view: agent': 'nothing',
  'a page view: visitor': 'nothing',
  'the panel opened: agent': '1, 404: visits.shown 404',
  'the panel opened: visitor': 'nothing',
  'typing: agent': 'nothing',
  'typing: visitor': 'nothing',
  // What rings, at once; a moment later the card with queue and offer, and the desk: Maja has one more, and somebody waits in the queue.
  'a person wished for: agent': '3, 1381: offer.made 457, visits.shown 619, desk.changed 305',
  // The place in line comes a moment later.
  'a person wished for: visitor': '2, 221: entry.added 98, ack 36, wait.changed 84',
  // With what the desk knows of it.
  'a view: agent': '2, 2001: conversation.viewed 1833, visits.shown 168',
  'a view: visitor': 'nothing',
  // The offer's end, the entry, what the desk knows of the conversation and the ack at once; the card and the queue a moment later.
  'a take-over: agent':
    '3, 1290: offer.ended 105, entry.added 177, conversation.changed 146, ack 36, visits.shown 681, desk.changed 140',
  'a take-over: visitor': '1, 108: entry.added 108',
  'typing, seen: agent': '1, 87: typing.changed 87',
  'typing, seen: visitor': 'nothing',
  // Forty bytes of these are the text, in the entry and in the card; eighty of the card are its queue and how long the wait was.
  'a visitor’s message: agent': '2, 217: entry.added 179, visits.shown 38',
  'a visitor’s message: visitor': '1, 198: entry.added 158, ack 37',
  'an agent’s message: agent': '1, 279: entry.added 239, ack 37',
  'an agent’s message: visitor': '1, 153: entry.added 153',
  'a visitor’s words with a number: agent': '2, 217: entry.added 179, visits.shown 38',
  'a visitor’s words with a number: visitor': '1, 198: entry.added 158, ack 37',
  // The wrap-up is an entry as well; Maja has one less.
  'the end, told to D1: agent':
    '3, 1337: entry.added 404, conversation.changed 164, ack 37, visits.shown 551, desk.changed 176',
  'the end, told to D1: visitor': '1, 115: entry.added 115',
  'the visit’s end, told to D1: agent': '1, 179: visits.shown 179',
  'the visit’s end, told to D1: visitor': 'nothing',
};
