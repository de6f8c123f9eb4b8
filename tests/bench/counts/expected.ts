/**
 * The counts that counts.test.ts holds, and that the price list (tests/bench/prices.ts) turns into money.
 * Where one moves for a reason, the test prints the new ones in the form that they have here.
 */

/** By act: rows written (of these for the alarm), rows read in so many statements, statements to D1 and the rows it wrote. */
export const COSTS = {
  // Presence is in the attachment and in memory; read is the visitor's newest conversation, once, and once for the card.
  'a visit': '0 (0), 0 in 2, 0 and 0',
  'a page view': '0 (0), 0 in 1, 0 and 0',
  'the panel opened': '0 (0), 0 in 1, 0 and 0',
  typing: '0 (0), 0 in 1, 0 and 0',
  // Conversation 2 with its index, visitor, start, greeting, words, timer, outbox, alarm; the answer. Read: what the AI looks up.
  'first words and the answer': '10 (1), 174 in 155, 0 and 0',
  // The words and the answer: an answer's timer is the conversation's own.
  'a question and the answer': '2 (0), 110 in 82, 0 and 0',
  // The wish; the conversation, which is now in the index of those with people.
  'a person wished for': '3 (0), 10 in 6, 0 and 0',
  'a view': '0 (0), 7 in 1, 0 and 0',
  // The entry; the conversation, and its place in that index.
  'a take-over': '3 (0), 10 in 4, 0 and 0',
  'typing, seen': '0 (0), 0 in 0, 0 and 0',
  // The entry and nothing else.
  'a visitor’s message': '1 (0), 0 in 1, 0 and 0',
  'an agent’s message': '1 (0), 0 in 1, 0 and 0',
  // The entry, the conversation and its index entry gone, timer and outbox row gone; D1: summary, visitor, transcript with its words.
  'the end, told to D1': '5 (0), 78 in 10, 3 and 6',
  // The outbox row, which comes and goes; the alarm for the grace.
  'the visit’s end, told to D1': '3 (1), 11 in 8, 1 and 1',
  'a whole chat of 20 messages': '42 (2), 400 in 287, 4 and 7',
};

/** By act, for visitor and agent: frames, bytes, and the bytes of each kind of update. */
export const SENT = {
  'a visit: agent': 'nothing',
  'a visit: visitor': '1, 234: visit.welcomed 234',
  // A card is there from the first look into the panel on.
  'a page view: agent': 'nothing',
  'a page view: visitor': 'nothing',
  'the panel opened: agent': '1, 252: visit.added 252',
  'the panel opened: visitor': 'nothing',
  'typing: agent': 'nothing',
  'typing: visitor': 'nothing',
  'a person wished for: agent': '1, 442: visit.changed 442',
  'a person wished for: visitor': '1, 156: entry.added 98, ack 55',
  'a view: agent': '1, 1482: conversation.viewed 1482',
  'a view: visitor': 'nothing',
  // The ack and the entry at once, the card a moment later.
  'a take-over: agent': '2, 714: entry.added 177, ack 55, visit.changed 479',
  'a take-over: visitor': '1, 108: entry.added 108',
  'typing, seen: agent': '1, 87: typing.changed 87',
  'typing, seen: visitor': 'nothing',
  // Forty bytes of these are the text, in the entry and in the card.
  'a visitor’s message: agent': '2, 578: entry.added 179, visit.changed 399',
  'a visitor’s message: visitor': '1, 217: entry.added 158, ack 56',
  'an agent’s message: agent': '2, 697: entry.added 239, ack 56, visit.changed 399',
  'an agent’s message: visitor': '1, 153: entry.added 153',
  'the end, told to D1: agent': '2, 627: entry.added 198, ack 56, visit.changed 370',
  'the end, told to D1: visitor': '1, 115: entry.added 115',
  'the visit’s end, told to D1: agent': '1, 48: visit.left 48',
  'the visit’s end, told to D1: visitor': 'nothing',
};
